private import Foundation
internal import WinnowNumerics

/// Rows of length 1, sparse and dense columns together; rows of zeros stay such. n rows.
struct UnitRows: Sendable {
    let rowCount: Int
    let sparseColumnCount: Int
    let denseColumnCount: Int
    /// `n + 1` offsets into `columns` and `values`; empty without sparse columns.
    let offsets: [UInt32]
    /// Ascending within a row.
    let columns: [UInt32]
    let values: [Float]
    /// Row-major `(n, denseColumnCount)`.
    let dense: [Float]

    init(_ features: FeatureRows) {
        rowCount = features.rowCount
        sparseColumnCount = features.sparseColumnCount
        denseColumnCount = features.denseColumnCount
        var (offsets, columns, values): ([UInt32], [UInt32], [Float]) = ([], [], [])
        var dense = features.dense?.values ?? []
        let width = features.denseColumnCount
        if features.sparse != nil { offsets.append(0) }
        for row in 0..<features.rowCount {
            let length = features.length(ofRow: row)
            let scale = length > 0 ? 1 / length : 0
            for index in row * width..<(row + 1) * width { dense[index] = Float(scale * Double(dense[index])) }
            guard let sparse = features.sparse else { continue }
            for entry in sparse.entries(of: row) {
                columns.append(sparse.columns[entry])
                values.append(Float(scale * Double(sparse.values[entry])))
            }
            offsets.append(UInt32(columns.count))
        }
        (self.offsets, self.columns, self.values, self.dense) = (offsets, columns, values, dense)
    }

    /// Restores stored rows.
    ///
    /// - Returns: nil where sizes do not fit each other or a number points outside.
    init?(
        rowCount: Int,
        sparseColumnCount: Int,
        denseColumnCount: Int,
        offsets: [UInt32],
        columns: [UInt32],
        values: [Float],
        dense: [Float]
    ) {
        guard rowCount > 0, sparseColumnCount + denseColumnCount > 0,
            offsets.count == (sparseColumnCount > 0 ? rowCount + 1 : 0),
            columns.count == values.count, Int(offsets.last ?? 0) == columns.count, (offsets.first ?? 0) == 0,
            zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
            columns.allSatisfy({ $0 < sparseColumnCount }),
            dense.count.isMultiple(of: rowCount), dense.count / rowCount == denseColumnCount,
            values.allSatisfy(\.isFinite), dense.allSatisfy(\.isFinite)
        else { return nil }
        self.rowCount = rowCount
        self.sparseColumnCount = sparseColumnCount
        self.denseColumnCount = denseColumnCount
        self.offsets = offsets
        self.columns = columns
        self.values = values
        self.dense = dense
    }
}

extension FeatureRows {
    /// The Euclidean length of a row whose columns are multiplied.
    func length(ofRow row: Int, scaledBy scales: ColumnScales? = nil) -> Double {
        var sum = 0.0
        if let sparse {
            for entry in sparse.entries(of: row) {
                let scale = Double(scales?.sparse(column: Int(sparse.columns[entry])) ?? 1)
                let value = scale * Double(sparse.values[entry])
                sum += value * value
            }
        }
        if let dense {
            let first = row * dense.columnCount
            dense.values.withUnsafeBufferPointer { values in
                for column in 0..<dense.columnCount {
                    let value = Double(values[first + column]) * Double(scales?.dense[column] ?? 1)
                    sum += value * value
                }
            }
        }
        return sum.squareRoot()
    }
}
