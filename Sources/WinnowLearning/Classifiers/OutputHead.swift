internal import WinnowNumerics

/// How a model's outputs become labels.
public enum OutputHead: Sendable, Codable, Hashable {
    /// One output, the log-odds of the second seen label against the first; also when one label is seen at all.
    case binomial
    /// One output a seen label.
    case softmax(outputCount: Int)
    /// One output a label of the schema, each on its own.
    case oneAgainstRest(labelCount: Int)

    static func singleChoice(seenCount: Int) -> OutputHead {
        seenCount <= 2 ? .binomial : .softmax(outputCount: seenCount)
    }

    /// m, at least 1.
    public var outputCount: Int {
        switch self {
        case .binomial: 1
        case .softmax(let count), .oneAgainstRest(let count): count
        }
    }

    /// Numbers between the beginnings of two rows of a table of outputs, for kernels.
    var stride: Int { tableStride(outputCount: outputCount) }

    var isSingleOutput: Bool { self == .binomial }

    /// Whether the head is of a model that learned these labels of so many.
    func fits(seenLabels: [Int], labelCount: Int) -> Bool {
        let seenCount = seenLabels.count
        let fits =
            switch self {
            case .binomial: seenCount == 1 || seenCount == 2
            case .softmax(let count): count == seenCount && count > 2
            case .oneAgainstRest(let count): count == labelCount && seenCount == count && count > 0
            }
        return fits && seenLabels.allSatisfy { $0 >= 0 && $0 < labelCount }
            && zip(seenLabels, seenLabels.dropFirst()).allSatisfy { $0 < $1 }
    }
}
