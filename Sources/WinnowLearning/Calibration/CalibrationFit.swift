private import Foundation
internal import WinnowNumerics

/// Outputs of a classifier on rows that it did not learn from, with what is true of them.
public struct HeldOutOutputs: Sendable {
    /// One row's outputs and, for each of them, whether the row has that label.
    public struct Row: Sendable {
        /// −∞ for an output that the classifier of this row did not have.
        public let logits: [Double]
        /// nil where it is not known, or there is no output.
        public let truth: [Bool?]
        /// Above 0; a row of weight 2 counts like two.
        public let weight: Double

        /// - Parameter truth: As many as logits.
        public init(logits: [Double], truth: [Bool?], weight: Double = 1) {
            self.logits = logits
            self.truth = truth
            self.weight = weight
        }
    }

    /// All of them with as many outputs.
    public var rows: [Row]
    /// Whether exactly one output is true of a row.
    public let isSingleChoice: Bool

    /// The rows' weights, added up.
    public var totalWeight: Double { rows.reduce(0) { $0 + $1.weight } }

    /// - Parameter rows: Of as many outputs each.
    public init(rows: [Row], isSingleChoice: Bool) {
        self.rows = rows
        self.isSingleChoice = isSingleChoice
    }
}

extension Calibration {
    /// Fits a calibration; none where the rows are too few to say anything.
    ///
    /// - Parameters:
    ///   - kind: What to fit.
    ///   - held: At least 10 rows, or the result is `.none`.
    public static func fit(_ kind: Kind, to held: HeldOutOutputs) -> Calibration {
        guard held.rows.count >= 10, let outputCount = held.rows.first?.logits.count else { return .none }
        switch kind {
        case .none:
            return .none
        case .temperature:
            return .temperature(fitTemperature(held))
        case .platt:
            let odds = held.withLogOdds
            return .platt((0..<outputCount).map { PlattLine(fitting: odds.points(of: $0)) })
        case .isotonic:
            let odds = held.withLogOdds
            return .isotonic((0..<outputCount).map { IsotonicSteps(fitting: odds.points(of: $0)) })
        }
    }

    /// The temperature of least log loss in 0.05…20, by golden-section search over its logarithm; 1 where all are alike.
    ///
    /// - Source: Guo et al. 2017, section 4.2, with smoothed targets after Platt 1999. Deviation: Guo et al. take the
    ///   labels as they are, and then rows that are all right ask for a temperature of 0, however few they are. Here n
    ///   rows count as right with `(n + 1) / (n + 2)`, Laplace's rule of succession, the rest shared by the other labels.
    ///   Platt counts the rows of each label; one number is fitted for all labels here, so all rows count. Rows that are
    ///   all right then get no more than that confidence on average, and for many rows the two agree.
    private static func fitTemperature(_ held: HeldOutOutputs) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (log(0.05), log(20.0))
        var left = high - ratio * (high - low)
        var right = low + ratio * (high - low)
        let doubt = 1 / (held.totalWeight + 2)
        func loss(_ temperature: Double) -> Double { held.logLoss(temperature: temperature, doubt: doubt) }
        var (leftLoss, rightLoss) = (loss(exp(left)), loss(exp(right)))
        for _ in 0..<40 {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(exp(left))
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(exp(right))
            }
        }
        let found = exp((low + high) / 2)
        return loss(found) < loss(1) ? found : 1
    }
}
