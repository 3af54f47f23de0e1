internal import WinnowLearning
internal import WinnowNumerics

/// A fitted model as layers of weights: a linear one is a network of one layer.
struct PlainNetwork {
    /// Features that the first layer has weights for, ascending.
    let columns: [UInt32]
    /// Row-major `(columns.count, stride)`.
    private let weights: [Float]
    private let stride: Int
    private let bias: [Float]
    let others: [ExportedModel.Layer]

    /// - Throws: `ModelExportRefusal` for a model that is none.
    init(_ model: any FittedModel, of version: Int) throws(ModelExportRefusal) {
        let record = model.record
        switch record.kind {
        case .neighbours: throw .neighbours(version: version)
        case .linear:
            columns = record.integers[0]
            weights = record.numbers[0]
            stride = tableStride(outputCount: record.head.outputCount)
            bias = Array(record.numbers[1].prefix(record.head.outputCount))
            others = []
        case .perceptron:
            columns = record.integers[0]
            weights = record.numbers[0]
            let unitCount = record.integers[1].first.map(Int.init) ?? 1
            stride = tableStride(outputCount: unitCount)
            bias = Array(record.numbers[1].prefix(unitCount))
            // Weights and biases by turns.
            others = Swift.stride(from: 2, to: record.numbers.count - 1, by: 2).map {
                ExportedModel.Layer(weights: record.numbers[$0], bias: record.numbers[$0 + 1])
            }
        }
    }

    /// The first layer by the inputs of an exported model: terms by their places, then the dense columns.
    ///
    /// - Parameters:
    ///   - firstDense: The number of the first dense column among the features.
    ///   - terms: nil where counted columns are not learned from.
    func firstLayer(denseColumnCount: Int, firstDense: Int, terms: ExportedTerms?) -> ExportedModel.Layer {
        let termCount = terms?.columnCount ?? 0
        var out = [Float](repeating: 0, count: (termCount + denseColumnCount) * bias.count)
        for (position, column) in columns.enumerated() {
            let row: Int
            if Int(column) >= firstDense {
                row = termCount + Int(column) - firstDense
            } else if let place = terms?.places[column] {
                row = place
            } else {
                // No text of the pool has the term any more: nothing ever stands in its column.
                continue
            }
            for output in bias.indices { out[row * bias.count + output] = weights[position * stride + output] }
        }
        return ExportedModel.Layer(weights: out, bias: bias)
    }
}
