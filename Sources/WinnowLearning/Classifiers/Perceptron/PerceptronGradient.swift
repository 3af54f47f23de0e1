public import WinnowNumerics

/// The loss of a batch by the weights.
public struct PerceptronGradient: Sendable {
    /// The weighted mean of the rows' losses.
    public let loss: Double
    /// Of the sparse columns that occur in the batch, `(touched, outputs)`.
    public var sparse: WideMatrix?
    /// As `PerceptronWeights.layers`: the first is of the dense columns, the last of the output.
    public var layers: [PerceptronLayer]

    /// The length, over all weights and biases.
    public var norm: Double {
        var square = 0.0
        for part in [sparse?.values ?? []] + layers.flatMap({ [$0.weights.values, $0.bias] }) {
            for value in part { square += Double(value) * Double(value) }
        }
        return square.squareRoot()
    }
}
