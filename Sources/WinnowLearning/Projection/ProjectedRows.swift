internal import WinnowNumerics

extension TrainingSet {
    /// The rows with dense columns `x W`; nil where one is no number then.
    ///
    /// - Parameter table: W, `(d, m)` for d dense columns.
    func projected(by table: WideMatrix) -> TrainingSet? {
        guard let dense = features.dense else { return nil }
        var product = WideMatrix(zeros: dense.rowCount, table.columnCount)
        product.addProduct(WideMatrix(dense), table)
        var values = DenseMatrix(zeros: dense.rowCount, table.columnCount)
        for row in 0..<dense.rowCount {
            for column in 0..<table.columnCount { values[row, column] = product[row, column] }
        }
        return try? replacing(features: FeatureRows(sparse: features.sparse, dense: values))
    }
}

extension LinearModel {
    /// The model of rows x that says of them what this one says of `x W`: dense weights become `W w`.
    ///
    /// - Parameters:
    ///   - table: W, `(d, m)`; the model's dense columns are m, behind the sparse ones.
    func folding(_ table: WideMatrix, sparseColumnCount: Int) -> LinearModel {
        let (stride, outputs) = (head.stride, head.outputCount)
        let sparseCount = columns.count { $0 < sparseColumnCount }
        var inner = WideMatrix(zeros: table.columnCount, outputs)
        for place in columns.indices.dropFirst(sparseCount) {
            for output in 0..<outputs {
                inner[Int(columns[place]) - sparseColumnCount, output] = weight(column: place, output: output)
            }
        }
        var folded = WideMatrix(zeros: table.rowCount, outputs)
        folded.addProduct(table, inner)
        var weights = Array(weights[..<(sparseCount * stride)])
        for column in 0..<table.rowCount {
            for output in 0..<stride { weights.append(output < outputs ? folded[column, output] : 0) }
        }
        return LinearModel(
            head: head,
            labelCount: labelCount,
            seenLabels: seenLabels,
            featureCount: sparseColumnCount + table.rowCount,
            columns: columns[..<sparseCount] + (0..<UInt32(table.rowCount)).map { UInt32(sparseColumnCount) + $0 },
            weights: weights,
            bias: bias
        )
    }
}
