/// A monotone map from a classifier's outputs to honest probabilities, fitted on rows that it was not fitted on.
public enum Calibration: Sendable, Codable, Hashable {
    case none
    /// Divides all logits by one number above 0. Ranks within a row stay.
    case temperature(Double)
    /// `σ(slope · z + intercept)` for each output's log-odds z (against all others where one label is chosen), then
    /// scaled to sum 1 where one label is chosen.
    case platt([PlattLine])
    /// A rising step function of each output's probability, scaled to sum 1 where one label is chosen.
    case isotonic([IsotonicSteps])

    /// The kinds that a queue can ask for.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case none
        case temperature
        case platt
        case isotonic
    }
}

extension Calibration {
    /// Whether it is one for as many outputs, of numbers that make probabilities of logits.
    func isUsable(outputCount: Int) -> Bool {
        switch self {
        case .none: true
        case .temperature(let value): Float(value).isFinite && Float(value) > 0
        case .platt(let lines):
            lines.count == outputCount
                && lines.allSatisfy { $0.slope.isFinite && $0.slope >= 0 && $0.intercept.isFinite }
        case .isotonic(let steps): steps.count == outputCount && steps.allSatisfy(\.isUsable)
        }
    }
}

/// One output's line for Platt scaling.
public struct PlattLine: Sendable, Codable, Hashable {
    /// At least 0.
    public var slope: Double
    /// In log-odds.
    public var intercept: Double

    /// A line of finite numbers; its slope is at least 0.
    public init(slope: Double, intercept: Double) {
        self.slope = slope
        self.intercept = intercept
    }
}
