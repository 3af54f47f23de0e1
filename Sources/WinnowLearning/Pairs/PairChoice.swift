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
        /// The share of roots with a flip pair of which all members get their labels: the originals and the revised rows
        /// of flip pairs, as in `PairReport`.
        public let consistency: Estimate
        /// The share of originals that get their labels: of rows that are neither revised ones nor drafts.
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
    /// A candidate whose accuracy on held-out originals is surely worse than that of the first by more than
    /// `acceptedLoss` is not taken. The preferred one stays unless the consistency of others is surely more: then the most
    /// consistent of these is taken. Of equally consistent ones the first is.
    ///
    /// Surely, original by original and root by root, is more than chance would have: a difference of one or two roots
    /// never is (see `Outcomes.isSurelyMore`).
    ///
    /// - Parameters:
    ///   - candidates: The first is what the others are held to: pairs as rows like others, of weight 1.
    ///   - preferred: A place in `candidates`; nil where the most consistent one is wanted.
    ///   - training: Rows of one label each; others are neither right nor wrong. Drafts are learned from only.
    /// - Returns: nil when there is no flip pair of rows with a weight and two different labels, and then nothing is
    ///   fitted; when it was cancelled, when there are fewer than two rows a fold, or a fold leaves nothing to learn from.
    /// - Complexity: `foldCount` fits for each candidate; the same bits for any thread count.
    /// - Source: Consistency as in Gardner et al. 2020; the rule after Breiman et al. 1984, with the exact form of McNemar's
    ///   test (1947).
    public static func run(
        _ candidates: [Candidate],
        preferring preferred: Int? = nil,
        on training: TrainingSet,
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> PairChoice? {
        precondition(preferred.map(candidates.indices.contains) ?? true, "\(preferred ?? 0) of \(candidates.count)")
        guard !candidates.isEmpty, !training.flips.isEmpty else { return nil }
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
        return PairChoice(
            best: best(of: outcomes, preferring: preferred),
            findings: outcomes.map { Finding(consistency: $0.roots.estimate, originals: $0.originals.estimate) }
        )
    }

    private static func best(of outcomes: [PairOutcomes], preferring preferred: Int?) -> Int {
        let admissible = outcomes.indices.filter {
            !outcomes[0].originals.isSurelyMore(than: outcomes[$0].originals, by: acceptedLoss)
        }
        func mostConsistent(_ places: [Int]) -> Int? {
            places.reduce(nil) { best, place in
                best.map { outcomes[place].roots.share > outcomes[$0].roots.share } ?? true ? place : best
            }
        }
        guard let preferred, admissible.contains(preferred) else { return mostConsistent(admissible) ?? 0 }
        return mostConsistent(admissible.filter { outcomes[$0].roots.isSurelyMore(than: outcomes[preferred].roots) })
            ?? preferred
    }
}
