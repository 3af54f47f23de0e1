/// What a network takes and gives.
struct PerceptronShape: Sendable, Equatable {
    let head: OutputHead
    /// k.
    let labelCount: Int
    let seenLabels: [Int]
    /// d.
    let featureCount: Int
    /// Units of each hidden layer.
    let hidden: [Int]

    /// Units of each layer, the output last.
    var sizes: [Int] { hidden + [head.outputCount] }

    /// Whether the sizes are such as a fit can have.
    var isConsistent: Bool {
        Perceptron.layerRange.contains(hidden.count) && hidden.allSatisfy(Perceptron.hiddenRange.contains)
            && featureCount > 0 && labelCount > 0 && head.fits(seenLabels: seenLabels, labelCount: labelCount)
    }
}
