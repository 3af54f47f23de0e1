internal import WinnowNumerics

/// A linear model: m outputs, each a weighted sum of features and a bias. Features without a weight did not occur in
/// training.
package struct LinearModel: Sendable, Codable, Equatable {
    /// How outputs become labels.
    package enum Head: Sendable, Codable, Hashable {
        /// One output, the log-odds of the second seen label against the first; also when one label is seen at all.
        case binomial
        /// One output a seen label.
        case softmax(outputCount: Int)
        /// One output a label of the schema, each on its own.
        case oneAgainstRest(labelCount: Int)

        static func singleChoice(seenCount: Int) -> Head {
            seenCount <= 2 ? .binomial : .softmax(outputCount: seenCount)
        }

        package var outputCount: Int {
            switch self {
            case .binomial: 1
            case .softmax(let count), .oneAgainstRest(let count): count
            }
        }

        var stride: Int { tableStride(outputCount: outputCount) }

        var isSingleOutput: Bool { self == .binomial }
    }

    package let head: Head
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
        head: Head,
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

    /// Whether labels are chosen independently of each other.
    package var isMultilabel: Bool {
        if case .oneAgainstRest = head { true } else { false }
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
        let seenCount = seenLabels.count
        let fits =
            switch head {
            case .binomial: seenCount == 1 || seenCount == 2
            case .softmax(let count): count == seenCount && count > 2
            case .oneAgainstRest(let count): count == labelCount && seenCount == count && count > 0
            }
        return fits && featureCount > 0 && bias.count >= outputs && weights.count == columns.count * head.stride
            && seenLabels.allSatisfy { (0..<labelCount).contains($0) } && columns.allSatisfy { $0 < featureCount }
            && weights.allSatisfy(\.isFinite) && bias.allSatisfy(\.isFinite)
    }
}
