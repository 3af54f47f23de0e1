public import WinnowNumerics

/// How much pairs should count, by what fits say of pairs that they did not learn from.
public struct PairChoice: Sendable {
    /// One way to learn from pairs.
    public struct Candidate: Sendable {
        /// With its losses of pairs, where it has some.
        public let classifier: any Classifier
        /// What the weights of rows of flip pairs are multiplied by.
        public let weight: Double

        /// - Parameter weight: Finite, above 0.
        public init(_ classifier: any Classifier, weight: Double) {
            precondition(weight > 0 && weight.isFinite, "weight \(weight)")
            self.classifier = classifier
            self.weight = weight
        }
    }

    /// What one candidate says of held-out rows.
    public struct Finding: Sendable, Hashable {
        /// The share of roots with a flip pair of which all rows get their labels.
        public let consistency: Estimate
        /// The share of rows that get their labels, of all that are not revised ones.
        public let originals: Estimate
    }

    /// The place of the candidate to take.
    public let best: Int
    /// By candidate.
    public let findings: [Finding]

    /// Weights that are tried unless it is said otherwise, see `docs/science.md`.
    public static let weights: [Double] = [1, 3, 10]

    /// What accuracy on originals may be given away for consistency: half a point.
    public static let acceptedLoss = 0.005

    /// Tries each candidate on each fold of the roots, folds in parallel, and takes the one of highest contrast
    /// consistency.
    ///
    /// A candidate whose accuracy on held-out originals is surely worse than that of the first is not taken: less by
    /// more than `acceptedLoss` and a standard error of the difference, row by row, as in `CrossValidation`. Of equally
    /// consistent ones the first is taken. The preferred one stays while no other's consistency is more by more than a
    /// standard error of the difference, root by root.
    ///
    /// - Parameters:
    ///   - candidates: The first is what the others are held to: pairs as rows like others, of weight 1.
    ///   - preferred: A place in `candidates`; nil where the most consistent one is wanted.
    ///   - training: Rows of one label each; others are neither right nor wrong.
    /// - Returns: nil when it was cancelled, when there are fewer than two rows a fold or no held-out pair, or a fold
    ///   leaves nothing to learn from.
    /// - Complexity: `foldCount` fits for each candidate; the same bits for any thread count.
    /// - Source: Consistency as in Gardner et al. 2020; the rule after Breiman et al. 1984.
    public static func run(
        _ candidates: [Candidate],
        preferring preferred: Int? = nil,
        on training: TrainingSet,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> PairChoice? {
        precondition(preferred.map(candidates.indices.contains) ?? true, "\(preferred ?? 0) of \(candidates.count)")
        var outcomes: [PairOutcomes] = []
        for candidate in candidates {
            guard let weighted = try? training.weightingPairs(by: candidate.weight),
                let probabilities = CrossValidation.probabilities(
                    of: candidate.classifier,
                    on: weighted,
                    foldCount: foldCount,
                    seed: seed,
                    cancellation: cancellation
                )
            else { return nil }
            // Right or wrong weighs the same whatever the candidate's weight.
            outcomes.append(PairOutcomes(of: training, probabilities: probabilities))
        }
        guard let plain = outcomes.first, !plain.roots.isEmpty else { return nil }
        let admissible = outcomes.indices.filter {
            !plain.originals.isSurelyMore(than: outcomes[$0].originals, by: acceptedLoss)
        }
        func isMore(_ left: Int, _ right: Int) -> Bool { outcomes[left].roots.share > outcomes[right].roots.share }
        var best = admissible.reduce(0) { isMore($1, $0) ? $1 : $0 }
        if let preferred, admissible.contains(preferred),
            !outcomes[best].roots.isSurelyMore(than: outcomes[preferred].roots)
        {
            best = preferred
        }
        return PairChoice(
            best: best,
            findings: outcomes.map { Finding(consistency: $0.roots.estimate, originals: $0.originals.estimate) }
        )
    }
}
