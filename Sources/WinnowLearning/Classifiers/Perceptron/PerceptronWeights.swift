public import WinnowNumerics

/// The weights of one layer.
public struct PerceptronLayer: Sendable, Equatable {
    /// `(inputs, outputs)`.
    public var weights: WideMatrix
    /// By output, padded as the weights are.
    public var bias: [Float]

    /// - Parameter bias: `weights.stride` numbers.
    public init(weights: WideMatrix, bias: [Float]) {
        precondition(bias.count == weights.stride, "\(bias.count) biases for \(weights.columnCount) outputs")
        self.weights = weights
        self.bias = bias
    }

    /// All weights and biases 0.
    public init(zeros inputCount: Int, _ outputCount: Int) {
        weights = WideMatrix(zeros: inputCount, outputCount)
        bias = [Float](repeating: 0, count: weights.stride)
    }

    var outputCount: Int { weights.columnCount }
}

/// The weights of a network, as they are fitted; a gradient or a moment of them has the same shape.
public struct PerceptronWeights: Sendable, Equatable {
    /// From the sparse columns to the first layer, `(columns, outputs)`; no rows without sparse columns.
    public var sparse: WideMatrix
    /// The first is from the dense columns, the last is the output.
    public var layers: [PerceptronLayer]

    /// - Parameter layers: At least one; the first has as many outputs as `sparse` has columns.
    public init(sparse: WideMatrix, layers: [PerceptronLayer]) {
        precondition(!layers.isEmpty && sparse.columnCount == layers[0].outputCount, "layers of other widths")
        self.sparse = sparse
        self.layers = layers
    }

    /// - Parameter sizes: Units of each layer, the output last.
    public init(zeros sparseCount: Int, _ denseCount: Int, sizes: [Int]) {
        sparse = WideMatrix(zeros: sparseCount, sizes[0])
        layers = zip([denseCount] + sizes.dropLast(), sizes).map { PerceptronLayer(zeros: $0, $1) }
    }

    var isFinite: Bool {
        sparse.values.allSatisfy(\.isFinite)
            && layers.allSatisfy { $0.weights.values.allSatisfy(\.isFinite) && $0.bias.allSatisfy(\.isFinite) }
    }
}

extension PerceptronWeights {
    /// Random weights whose activations have about the variance of their inputs (He et al. 2015, equation 10); uniform, which
    /// is cheaper than normal numbers and the same on every machine. The output begins at 0: the untrained network knows
    /// nothing of any row.
    ///
    /// A column's weights are a function of the seed and the column alone: rows that bring others leave them as they are.
    ///
    /// - Parameters:
    ///   - columns: The sparse columns, as they are numbered in the features.
    ///   - fanIn: Inputs of the first layer that are not 0, a row.
    init(columns: [UInt32], denseCount: Int, sizes: [Int], fanIn: Double, seed: UInt64) {
        self.init(zeros: columns.count, denseCount, sizes: sizes)
        let limit = (6 / max(fanIn, 1)).squareRoot()
        for (position, column) in columns.enumerated() {
            var generator = SeededGenerator(seed: seed, purpose: "perceptron sparse weights", index: UInt64(column))
            sparse.randomize(row: position, limit: limit, &generator)
        }
        for number in sizes.indices.dropLast() {
            let inputCount = layers[number].weights.rowCount
            let limit = number == 0 ? limit : (6 / Double(max(inputCount, 1))).squareRoot()
            for row in 0..<inputCount {
                let index = UInt64(number) << 32 | UInt64(row)
                var generator = SeededGenerator(seed: seed, purpose: "perceptron weights", index: index)
                layers[number].weights.randomize(row: row, limit: limit, &generator)
            }
        }
    }
}

extension WideMatrix {
    fileprivate mutating func randomize(row: Int, limit: Double, _ generator: inout SeededGenerator) {
        for column in 0..<columnCount {
            values[row * stride + column] = Float(limit * (2 * generator.uniform() - 1))
        }
    }
}
