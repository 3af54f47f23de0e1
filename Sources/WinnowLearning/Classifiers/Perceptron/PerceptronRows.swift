internal import WinnowNumerics

/// Rows to learn from, in the columns of a fit.
struct PerceptronRows: Sendable {
    /// Over the columns that occur in training.
    let sparse: SparseMatrix?
    let dense: WideMatrix?
    let targets: PerceptronTargets
    let keys: [UInt64]

    var rowCount: Int { keys.count }

    /// - Parameters:
    ///   - columns: Sparse columns, ascending; entries of others are left out.
    ///   - scale: What features are multiplied by.
    init(_ features: FeatureRows, columns: [UInt32], scale: Double, targets: PerceptronTargets, keys: [UInt64]) {
        sparse = features.sparse.map { $0.keeping(columns: columns, scale: scale) }
        dense = features.dense.map { matrix in
            var wide = WideMatrix(matrix)
            for index in wide.values.indices { wide.values[index] = Float(Double(wide.values[index]) * scale) }
            return wide
        }
        self.targets = targets
        self.keys = keys
    }

    /// - Parameter rows: At least one.
    func batch(_ rows: [Int]) -> PerceptronBatch {
        PerceptronBatch(
            sparse: sparse?.selecting(rows: rows),
            dense: dense?.selecting(rows: rows),
            loss: targets.loss(of: rows),
            totalWeight: rows.reduce(0) { $0 + targets.weight(row: $1) },
            keys: rows.map { keys[$0] }
        )
    }
}

/// Rows of one step.
public struct PerceptronBatch: Sendable {
    let sparse: SparseMatrix?
    let dense: WideMatrix?
    let loss: any RowLoss
    let totalWeight: Double
    let keys: [UInt64]
    /// The sparse columns that occur, ascending, and these columns as rows, `(touched.count, n)`.
    let touched: [Int]
    let turned: SparseMatrix?

    init(sparse: SparseMatrix?, dense: WideMatrix?, loss: any RowLoss, totalWeight: Double, keys: [UInt64]) {
        self.sparse = sparse
        self.dense = dense
        self.loss = loss
        self.totalWeight = totalWeight
        self.keys = keys
        let compact = sparse?.compacted()
        touched = compact?.columns.map(Int.init) ?? []
        turned = compact?.matrix.transposed()
    }

    var rowCount: Int { keys.count }
}

extension SparseMatrix {
    /// The entries of some columns, which are numbered anew, multiplied by a number.
    ///
    /// - Parameter columns: Ascending.
    fileprivate func keeping(columns kept: [UInt32], scale: Double) -> SparseMatrix {
        var places = [UInt32](repeating: .max, count: columnCount)
        for (place, column) in kept.enumerated() { places[Int(column)] = UInt32(place) }
        var builder = SparseMatrixBuilder(columnCount: max(kept.count, 1))
        builder.reserve(rows: rowCount)
        for row in 0..<rowCount {
            let entries = entries(of: row).filter { places[Int(columns[$0])] != .max }
            builder.append(
                columns: entries.map { places[Int(columns[$0])] },
                values: entries.map { Float(Double(values[$0]) * scale) }
            )
        }
        return builder.build()
    }
}
