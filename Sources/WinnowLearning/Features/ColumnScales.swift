package import WinnowNumerics

/// What features are multiplied by when they are learned from: how cheap a penalty on weights makes each.
///
/// A model's weights are for features as they are kept, so nothing but a fit knows of these: see `FittedModel.unscaled`.
package struct ColumnScales: Sendable, Equatable {
    /// Of all sparse columns.
    package var sparse: Float
    /// By dense column.
    package var dense: [Float]

    /// - Parameter dense: Finite, at least 0; with 0 a column is not learned from.
    package init(sparse: Float = 1, dense: [Float] = []) {
        precondition(sparse.isFinite && dense.allSatisfy(\.isFinite), "scales \(sparse), \(dense)")
        self.sparse = sparse
        self.dense = dense
    }

    /// Dense rows, `(n, d)`, as they are learned from.
    package func scaled(_ rows: DenseMatrix) -> DenseMatrix {
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
    package func unscaled(_ scales: ColumnScales, sparseColumnCount: Int) -> LinearModel {
        let stride = head.stride
        var weights = weights
        for (position, column) in columns.enumerated() {
            let place = Int(column) - sparseColumnCount
            let scale = place < 0 ? scales.sparse : scales.dense[place]
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
