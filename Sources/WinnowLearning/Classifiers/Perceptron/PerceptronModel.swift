internal import WinnowNumerics

/// A fitted multilayer perceptron.
public struct PerceptronModel: Sendable, Equatable {
    /// What a layer behind the first adds: `rectified(inputs) · weights + bias`.
    struct Layer: Sendable, Equatable {
        /// Row-major `(inputs, outputs)`, not padded.
        var weights: [Float]
        /// By output.
        var bias: [Float]
    }

    let shape: PerceptronShape
    /// The first layer: an output a unit, before it is rectified.
    let first: LinearModel
    /// The others, the output last.
    let layers: [Layer]

    /// How outputs become labels.
    public var head: OutputHead { shape.head }
    /// k.
    public var labelCount: Int { shape.labelCount }
    /// Labels that training had, ascending.
    public var seenLabels: [Int] { shape.seenLabels }
    /// d.
    public var featureCount: Int { shape.featureCount }
    /// Units of each hidden layer.
    public var hidden: [Int] { shape.hidden }

    init(shape: PerceptronShape, first: LinearModel, layers: [Layer]) {
        self.shape = shape
        self.first = first
        self.layers = layers
    }

    /// The model that gives each row the logit 0.
    init(zeros shape: PerceptronShape) {
        self.init(
            shape: shape,
            first: LinearModel(
                firstLayerOf: shape,
                columns: [],
                weights: [],
                bias: .init(repeating: 0, count: shape.hidden[0])
            ),
            layers: zip(shape.sizes, shape.sizes.dropFirst()).map { inputs, outputs in
                Layer(weights: .init(repeating: 0, count: inputs * outputs), bias: .init(repeating: 0, count: outputs))
            }
        )
    }

    /// The model of features as they are.
    init(_ weights: PerceptronWeights, of problem: PerceptronProblem) {
        let (shape, columns, scale) = (problem.shape, problem.columns, problem.scale)
        let constants = problem.rows.targets.constants
        let dense = weights.layers[0].weights
        let firstDense = UInt32(shape.featureCount - dense.rowCount)
        let stride = tableStride(outputCount: shape.hidden[0])
        var table = [Float](repeating: 0, count: (columns.count + dense.rowCount) * stride)
        for (number, part) in [weights.sparse, dense].enumerated() {
            let offset = number == 0 ? 0 : columns.count
            for row in 0..<part.rowCount {
                for unit in 0..<shape.hidden[0] {
                    let value = Double(part[row, unit]) * scale
                    table[(offset + row) * stride + unit] = Float(min(max(value, -1e38), 1e38))
                }
            }
        }
        first = LinearModel(
            firstLayerOf: shape,
            columns: columns + (0..<UInt32(dense.rowCount)).map { firstDense + $0 },
            weights: table,
            bias: Array(weights.layers[0].bias.prefix(shape.hidden[0]))
        )
        var layers = weights.layers.dropFirst().map { layer in
            Layer(
                weights: (0..<layer.weights.rowCount).flatMap { layer.weights.row($0) },
                bias: Array(layer.bias.prefix(layer.outputCount))
            )
        }
        let last = layers.count - 1
        for (output, constant) in constants.enumerated() {
            guard let constant else { continue }
            for index in Swift.stride(from: output, to: layers[last].weights.count, by: constants.count) {
                layers[last].weights[index] = 0
            }
            layers[last].bias[output] = Float(constant)
        }
        self.layers = layers
        self.shape = shape
    }
}

extension LinearModel {
    /// The first layer of a network as a linear model with an output a unit.
    init(firstLayerOf shape: PerceptronShape, columns: [UInt32], weights: [Float], bias: [Float]) {
        self.init(
            head: .oneAgainstRest(labelCount: shape.hidden[0]),
            labelCount: shape.hidden[0],
            seenLabels: Array(0..<shape.hidden[0]),
            featureCount: shape.featureCount,
            columns: columns,
            weights: weights,
            bias: bias
        )
    }
}
