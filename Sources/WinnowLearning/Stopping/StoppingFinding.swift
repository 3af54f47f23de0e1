private import Foundation

/// What a criterion says of a series of trainings.
public struct StoppingFinding: Sendable, Hashable {
    /// What a criterion comes to.
    public enum State: Sendable, Hashable {
        /// Further labels change little.
        case met
        /// Further labels still change something.
        case notMet
        /// There are too few trainings to compare yet; so many more labels are needed, at least.
        case notYet(moreLabels: Int)
        /// Trainings have too few items in common to be compared, or none without a label.
        case tooFewItems
    }

    /// Whose finding it is.
    public let criterion: StoppingCriterion
    /// Whether it is met.
    public let state: State
    /// See `StoppingCriterion`; nil unless met or not met.
    public let value: Double?

    /// - Parameter value: nil unless met or not met.
    public init(criterion: StoppingCriterion, state: State, value: Double?) {
        self.criterion = criterion
        self.state = state
        self.value = value
    }

    /// What the value is held against.
    public var threshold: Double { criterion.threshold }

    /// A sentence for a person.
    public var sentence: String {
        guard let value else { return reason }
        let cost = String(format: "%.1f points, at most %.1f", criterion.cost.median, criterion.cost.most)
        let tail = "is left to gain: in our simulations \(cost)"
        let (found, wanted) = (text(value), text(threshold))
        return switch criterion {
        case .kappaAverage: "the last four trainings agree with a kappa of \(found); from \(wanted) on little \(tail)"
        case .classificationChange:
            "the last four trainings changed \(found) of predictions; up to \(wanted) little \(tail)"
        case .deltaF: "the last four trainings changed macro F1 by \(found); up to \(wanted) little \(tail)"
        case .overallUncertainty:
            "the last four trainings moved the mean uncertainty by up to \(found); up to \(wanted) little \(tail)"
        case .expectedError:
            "the last four trainings moved the expected error by up to \(found); up to \(wanted) little \(tail)"
        }
    }

    private var reason: String {
        if case .notYet(let count) = state { return "not yet: \(count) more label\(count == 1 ? "" : "s")" }
        return "too few items are left to compare trainings on"
    }

    private func text(_ value: Double) -> String {
        switch criterion {
        case .kappaAverage: String(format: "%.3f", value)
        case .classificationChange: String(format: "%.1f %%", 100 * value)
        case .deltaF: String(format: "%.1f points", 100 * value)
        case .overallUncertainty, .expectedError: String(format: "%.2f points", 100 * value)
        }
    }
}
