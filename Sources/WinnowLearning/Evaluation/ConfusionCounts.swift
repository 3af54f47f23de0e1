/// How often each label was present, predicted and both: what precision, recall and F1 are made of.
public struct ConfusionCounts: Sendable, Equatable {
    /// By label: it was present and predicted.
    public var truePositives: [Int]
    /// By label: it was predicted and not present.
    public var falsePositives: [Int]
    /// By label: it was present and not predicted.
    public var falseNegatives: [Int]

    /// k labels, nothing counted.
    public init(labelCount: Int) {
        truePositives = [Int](repeating: 0, count: labelCount)
        falsePositives = truePositives
        falseNegatives = truePositives
    }

    /// Counts a row so many times.
    ///
    /// - Parameters:
    ///   - truth: Labels that are present, each once.
    ///   - predicted: Each once.
    public mutating func add(truth: [Int], predicted: [Int], times: Int = 1) {
        for label in predicted {
            if truth.contains(label) { truePositives[label] += times } else { falsePositives[label] += times }
        }
        for label in truth where !predicted.contains(label) { falseNegatives[label] += times }
    }

    /// 0…1; 0 where the label was never predicted.
    public func precision(_ label: Int) -> Double {
        ratio(truePositives[label], truePositives[label] + falsePositives[label])
    }

    /// 0…1; 0 where the label was never present.
    public func recall(_ label: Int) -> Double {
        ratio(truePositives[label], truePositives[label] + falseNegatives[label])
    }

    /// 0…1; 0 where the label was neither present nor predicted.
    public func f1(_ label: Int) -> Double {
        ratio(2 * truePositives[label], 2 * truePositives[label] + falsePositives[label] + falseNegatives[label])
    }

    /// Labels that are true of a row or predicted for one: those that a mean over labels is taken over.
    public var occurringLabels: [Int] {
        truePositives.indices.filter { truePositives[$0] + falsePositives[$0] + falseNegatives[$0] > 0 }
    }

    /// The mean over the occurring labels, each alike.
    public func macro(_ metric: (Int) -> Double) -> Double {
        let labels = occurringLabels
        return labels.isEmpty ? 0 : labels.reduce(0) { $0 + metric($1) } / Double(labels.count)
    }

    /// Over all labels together, 0…1.
    public var microPrecision: Double { ratio(sum(truePositives), sum(truePositives) + sum(falsePositives)) }
    /// Over all labels together, 0…1.
    public var microRecall: Double { ratio(sum(truePositives), sum(truePositives) + sum(falseNegatives)) }
    /// Over all labels together, 0…1.
    public var microF1: Double {
        ratio(2 * sum(truePositives), 2 * sum(truePositives) + sum(falsePositives) + sum(falseNegatives))
    }

    /// 0 where nothing could be right or wrong, as scikit-learn's `zero_division=0`.
    private func ratio(_ numerator: Int, _ denominator: Int) -> Double {
        denominator == 0 ? 0 : Double(numerator) / Double(denominator)
    }

    private func sum(_ counts: [Int]) -> Int { counts.reduce(0, +) }
}
