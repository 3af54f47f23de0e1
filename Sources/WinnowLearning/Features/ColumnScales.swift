public import WinnowNumerics

/// What features are multiplied by when they are learned from: how cheap a penalty on weights makes each.
///
/// A model's weights are for features as they are kept, so nothing but a fit knows of these: see `FittedModel.unscaled`.
public struct ColumnScales: Sendable, Equatable {
    /// Of all sparse columns.
    public var sparse: Float
    /// By sparse column, beside that of all; empty where all are alike.
    public var sparseColumns: [Float]
    /// By dense column.
    public var dense: [Float]

    /// - Parameters: Finite, at least 0; with 0 a column is not learned from.
    public init(sparse: Float = 1, sparseColumns: [Float] = [], dense: [Float] = []) {
        precondition(sparse.isFinite && dense.allSatisfy(\.isFinite), "scales \(sparse), \(dense)")
        precondition(sparseColumns.allSatisfy(\.isFinite), "a scale of a sparse column that is no number")
        self.sparse = sparse
        self.sparseColumns = sparseColumns
        self.dense = dense
    }

    /// What a sparse column is multiplied by.
    public func sparse(column: Int) -> Float {
        sparseColumns.isEmpty ? sparse : sparse * sparseColumns[column]
    }

    /// Counted rows as they are learned from.
    public func scaled(_ rows: WeightedCounts) -> WeightedCounts {
        guard !sparseColumns.isEmpty else { return rows.scaled(by: sparse) }
        precondition(rows.columnCount == sparseColumns.count, "\(sparseColumns.count) scales for \(rows.columnCount)")
        return WeightedCounts(
            blocks: rows.blocks,
            factors: rows.factors,
            weights: rows.weights.indices.map { sparse(column: $0) * rows.weights[$0] }
        )
    }

    /// Sparse rows as they are learned from.
    public func scaled(_ rows: SparseMatrix) -> SparseMatrix {
        precondition(sparseColumns.isEmpty || rows.columnCount == sparseColumns.count, "\(rows.columnCount) columns")
        var builder = SparseMatrixBuilder(columnCount: rows.columnCount)
        builder.reserve(rows: rows.rowCount)
        for row in 0..<rows.rowCount {
            let range = rows.entries(of: row)
            let values = range.map { rows.values[$0] * sparse(column: Int(rows.columns[$0])) }
            builder.append(columns: rows.columns[range], values: values)
        }
        return builder.build()
    }

    /// Dense rows, `(n, d)`, as they are learned from.
    public func scaled(_ rows: DenseMatrix) -> DenseMatrix {
        precondition(rows.columnCount == dense.count, "\(dense.count) scales for \(rows.columnCount) columns")
        var rows = rows
        rows.values.withUnsafeMutableBufferPointer { values in
            dense.withUnsafeBufferPointer { dense in
                for start in stride(from: 0, to: values.count, by: dense.count) {
                    for column in dense.indices { values[start + column] *= dense[column] }
                }
            }
        }
        return rows
    }
}

extension LinearModel {
    /// The model of rows as they are: each column's weights are multiplied by its scale.
    public func unscaled(_ scales: ColumnScales, sparseColumnCount: Int) -> LinearModel {
        let stride = head.stride
        var weights = weights
        for (position, column) in columns.enumerated() {
            let place = Int(column) - sparseColumnCount
            let scale = place < 0 ? scales.sparse(column: Int(column)) : scales.dense[place]
            if scale == 1 { continue }
            for index in position * stride..<(position + 1) * stride { weights[index] *= scale }
        }
        return LinearModel(
            head: head,
            labelCount: labelCount,
            seenLabels: seenLabels,
            featureCount: featureCount,
            columns: columns,
            weights: weights,
            bias: bias
        )
    }
}
