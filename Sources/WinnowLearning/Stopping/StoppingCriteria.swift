/// All stopping criteria over a series of trainings, side by side.
public struct StoppingCriteria: Sendable, Hashable {
    /// One a criterion, in their order.
    public let findings: [StoppingFinding]

    /// Trainings that are compared.
    public static let roundCount = StoppingCriterion.comparisonCount + 1

    /// Compares the last trainings of a series that are far enough apart (`RoundSpacing`).
    ///
    /// - Parameter rounds: Oldest first. Those that `RoundSpacing.chosen(from:limit:)` leaves out need not be there, so
    ///   that of a long series only a few rounds are read.
    /// - Complexity: O(rounds + items · labels of an item).
    public init(over rounds: [StoppingRound]) {
        let counts = rounds.map(\.labelCount)
        let compared = RoundSpacing.chosen(from: counts, limit: Self.roundCount).map { rounds[$0] }
        guard compared.count == Self.roundCount else {
            let missing = RoundSpacing.missingLabels(counts, for: Self.roundCount)
            findings = StoppingCriterion.allCases.map {
                StoppingFinding(criterion: $0, state: .notYet(moreLabels: missing), value: nil)
            }
            return
        }
        let areComparable = zip(compared, compared.dropFirst()).allSatisfy {
            PredictionAgreement($0, $1).itemCount >= StoppingCriterion.leastItemCount
        }
        findings = StoppingCriterion.allCases.map { criterion in
            guard areComparable, let value = criterion.value(of: compared) else {
                return StoppingFinding(criterion: criterion, state: .tooFewItems, value: nil)
            }
            let state: StoppingFinding.State = criterion.isMet(by: value) ? .met : .notMet
            return StoppingFinding(criterion: criterion, state: state, value: value)
        }
    }
}
