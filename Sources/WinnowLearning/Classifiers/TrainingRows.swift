internal import WinnowNumerics

/// The rows of a fit over the features that occur in them, with the products that a linear fit asks for.
struct TrainingRows: Sendable {
    let rowCount: Int
    /// The features that occur, ascending.
    let columns: [UInt32]
    private let sparse: SparseMatrix?
    private let gram: GramProduct?
    let dense: WideMatrix?

    init(_ features: FeatureRows) {
        rowCount = features.rowCount
        let compact = features.sparse?.compacted()
        sparse = compact?.matrix
        gram = compact.map { GramProduct($0.matrix) }
        dense = features.dense.map(WideMatrix.init)
        let first = UInt32(features.sparseColumnCount)
        columns = (compact?.columns ?? []) + (0..<UInt32(features.denseColumnCount)).map { first + $0 }
    }

    /// Whether all features are dense: then weights are few, and a fit works with them.
    var isDense: Bool { sparse == nil }

    /// `X · Xᵀ · rows`, row-major `(n, stride)`.
    func gramTimes(_ rows: [Double], outputCount: Int, stride: Int) -> [Double] {
        var product = gram?.times(rows, stride: stride) ?? [Double](repeating: 0, count: rows.count)
        if let dense {
            let weights = dense.transposedTimes(rows.map(Float.init), outputCount: outputCount, stride: stride)
            product.add(1, dense.times(weights: weights, outputCount: outputCount, stride: stride))
        }
        return product
    }

    /// `Xᵀ · rows`: the weights of the features that occur, row-major `(columns.count, stride)`.
    func weights(of rows: [Double], outputCount: Int, stride: Int) -> [Double] {
        var weights = sparse?.transposedTimes(rows: rows, stride: stride) ?? []
        // A matrix without any entry still has a column.
        let sparseCount = columns.count - (dense?.columnCount ?? 0)
        weights.removeLast(weights.count - sparseCount * stride)
        if let dense {
            let byOutput = dense.transposedTimes(rows.map(Float.init), outputCount: outputCount, stride: stride)
            weights += self.byColumn(byOutput, outputCount: outputCount, stride: stride)
        }
        return weights
    }

    /// Weights of dense features as `LinearModel` keeps them, `(d, stride)`.
    func byColumn(_ byOutput: [Double], outputCount: Int, stride: Int) -> [Double] {
        guard let dense else { return [] }
        var table = [Double](repeating: 0, count: dense.columnCount * stride)
        for output in 0..<outputCount {
            for column in 0..<dense.columnCount {
                table[column * stride + output] = byOutput[output * dense.stride + column]
            }
        }
        return table
    }

    /// The other way round, `(m, stride)`.
    func byOutput(_ byColumn: [some BinaryFloatingPoint], outputCount: Int, stride: Int) -> [Double] {
        guard let dense else { return [] }
        var table = [Double](repeating: 0, count: outputCount * dense.stride)
        for output in 0..<outputCount {
            for column in 0..<dense.columnCount {
                table[output * dense.stride + column] = Double(byColumn[column * stride + output])
            }
        }
        return table
    }
}
