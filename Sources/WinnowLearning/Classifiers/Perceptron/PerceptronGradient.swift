package import WinnowNumerics

/// The loss of a batch by the weights.
package struct PerceptronGradient: Sendable {
    /// The weighted mean of the rows' losses.
    package let loss: Double
    /// Of the sparse columns that occur in the batch, `(touched, outputs)`.
    package var sparse: WideMatrix?
    package var layers: [PerceptronLayer]

    /// The length, over all weights and biases.
    package var norm: Double {
        var square = 0.0
        for part in [sparse?.values ?? []] + layers.flatMap({ [$0.weights.values, $0.bias] }) {
            for value in part { square += Double(value) * Double(value) }
        }
        return square.squareRoot()
    }
}
