/// A linear model: m outputs, each a weighted sum of features and a bias. Features without a weight did not occur in
/// training.
public struct LinearModel: Sendable, Equatable {
    /// How outputs become labels.
    public let head: OutputHead
    /// k.
    public let labelCount: Int
    /// Labels that training had, ascending. The others have probability 0.
    public let seenLabels: [Int]
    /// d.
    public let featureCount: Int
    /// Features with a weight, ascending; the others weigh 0.
    public let columns: [UInt32]
    /// Row-major `(columns.count, stride)`.
    public let weights: [Float]
    /// At least `outputCount` numbers.
    public let bias: [Float]

    /// Restores a stored model; ask `isConsistent` before using one that came from outside.
    public init(
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
    public func weight(column: Int, output: Int) -> Float {
        weights[column * head.stride + output]
    }
}

extension LinearModel {
    /// Whether all sizes fit each other and no number points outside.
    public var isConsistent: Bool {
        let outputs = head.outputCount
        return head.fits(seenLabels: seenLabels, labelCount: labelCount) && featureCount > 0 && bias.count >= outputs
            && weights.count == columns.count * head.stride && columns.allSatisfy { $0 < featureCount }
            && zip(columns, columns.dropFirst()).allSatisfy { $0 < $1 }
            && weights.allSatisfy(\.isFinite) && bias.allSatisfy(\.isFinite)
    }
}
