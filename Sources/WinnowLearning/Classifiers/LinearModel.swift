/// A linear model: m outputs, each a weighted sum of features and a bias. Features without a weight did not occur in
/// training.
package struct LinearModel: Sendable, Equatable {
    package let head: OutputHead
    /// k.
    package let labelCount: Int
    /// Labels that training had, ascending. The others have probability 0.
    package let seenLabels: [Int]
    /// d.
    package let featureCount: Int
    /// Features with a weight, ascending; the others weigh 0.
    package let columns: [UInt32]
    /// Row-major `(columns.count, stride)`.
    package let weights: [Float]
    /// At least `outputCount` numbers.
    package let bias: [Float]

    /// Restores a stored model; ask `isConsistent` before using one that came from outside.
    package init(
        head: OutputHead,
        labelCount: Int,
        seenLabels: [Int],
        featureCount: Int,
        columns: [UInt32],
        weights: [Float],
        bias: [Float]
    ) {
        self.head = head
        self.labelCount = labelCount
        self.seenLabels = seenLabels
        self.featureCount = featureCount
        self.columns = columns
        self.weights = weights
        self.bias = bias
    }

    /// The weight of a feature for an output.
    package func weight(column: Int, output: Int) -> Float {
        weights[column * head.stride + output]
    }
}

extension LinearModel {
    /// Whether all sizes fit each other and no number points outside.
    package var isConsistent: Bool {
        let outputs = head.outputCount
        return head.fits(seenLabels: seenLabels, labelCount: labelCount) && featureCount > 0 && bias.count >= outputs
            && weights.count == columns.count * head.stride && columns.allSatisfy { $0 < featureCount }
            && weights.allSatisfy(\.isFinite) && bias.allSatisfy(\.isFinite)
    }
}
