private import Foundation
internal import WinnowNumerics

/// Outputs of a classifier on rows that it did not learn from, with what is true of them.
package struct HeldOutOutputs: Sendable {
    /// One row's outputs and, for each of them, whether the row has that label (nil: not known).
    package struct Row: Sendable {
        package let logits: [Double]
        package let truth: [Bool?]

        package init(logits: [Double], truth: [Bool?]) {
            self.logits = logits
            self.truth = truth
        }
    }

    package var rows: [Row]
    /// Whether exactly one output is true of a row.
    package let isSingleChoice: Bool

    package init(rows: [Row], isSingleChoice: Bool) {
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
    package static func fit(_ kind: Kind, to held: HeldOutOutputs) -> Calibration {
        guard held.rows.count >= 10, let outputCount = held.rows.first?.logits.count else { return .none }
        switch kind {
        case .none:
            return .none
        case .temperature:
            return .temperature(fitTemperature(held))
        case .platt:
            return .platt((0..<outputCount).map { PlattLine(fitting: held.points(of: $0)) })
        case .isotonic:
            return .isotonic(
                (0..<outputCount).map { output in
                    IsotonicSteps(
                        fitting: held.points(of: output).map { (sigmoid($0.logit), $0.isPositive ? 1 : 0, 1) }
                    )
                }
            )
        }
    }

    /// The temperature of least log loss in 0.05…20, by golden-section search over its logarithm.
    ///
    /// - Source: Guo et al. 2017, section 4.2.
    private static func fitTemperature(_ held: HeldOutOutputs) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (log(0.05), log(20.0))
        var left = high - ratio * (high - low)
        var right = low + ratio * (high - low)
        var (leftLoss, rightLoss) = (held.logLoss(temperature: exp(left)), held.logLoss(temperature: exp(right)))
        for _ in 0..<40 {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = held.logLoss(temperature: exp(left))
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = held.logLoss(temperature: exp(right))
            }
        }
        return exp((low + high) / 2)
    }
}

extension HeldOutOutputs {
    func points(of output: Int) -> [(logit: Double, isPositive: Bool)] {
        rows.compactMap { row in row.truth[output].map { (row.logits[output], $0) } }
    }

    /// The summed log loss after division by a temperature.
    func logLoss(temperature: Double) -> Double {
        var total = 0.0
        for row in rows {
            if isSingleChoice && row.logits.count > 1 {
                guard let label = row.truth.firstIndex(of: true) else { continue }
                let highest = (row.logits.max() ?? 0) / temperature
                let sum = row.logits.reduce(0) { $0 + exp($1 / temperature - highest) }
                total += log(sum) + highest - row.logits[label] / temperature
            } else {
                for (logit, truth) in zip(row.logits, row.truth) {
                    guard let truth else { continue }
                    let signed = (truth ? logit : -logit) / temperature
                    total += log1p(exp(-abs(signed))) + max(-signed, 0)
                }
            }
        }
        return total
    }
}

extension PlattLine {
    /// Fits the line by Newton's method on smoothed targets.
    ///
    /// - Source: Platt 1999, with the targets `(n₊ + 1) / (n₊ + 2)` and `1 / (n₋ + 2)`; Lin, Lin and Weng 2007
    ///   (step halving).
    init(fitting points: [(logit: Double, isPositive: Bool)]) {
        let positiveCount = Double(points.count { $0.isPositive })
        let negativeCount = Double(points.count) - positiveCount
        guard positiveCount > 0, negativeCount > 0 else {
            self.init(slope: 1, intercept: 0)
            return
        }
        let high = (positiveCount + 1) / (positiveCount + 2)
        let low = 1 / (negativeCount + 2)
        var line = PlattLine(slope: 1, intercept: 0)
        func loss(_ line: PlattLine) -> Double {
            points.reduce(0) { sum, point in
                let z = line.slope * point.logit + line.intercept
                return sum + log1p(exp(-abs(z))) + max(z, 0) - (point.isPositive ? high : low) * z
            }
        }
        var value = loss(line)
        for _ in 0..<100 {
            let step = line.newtonStep(points, high: high, low: low)
            var scale = 1.0
            var next = line
            repeat {
                next = PlattLine(
                    slope: line.slope - scale * step.slope,
                    intercept: line.intercept - scale * step.intercept
                )
                scale /= 2
            } while loss(next) > value && scale > 1e-10
            let newValue = loss(next)
            guard value - newValue > 1e-12 * max(1, value) else { break }
            (line, value) = (next, newValue)
        }
        self = line
    }

    private func newtonStep(_ points: [(logit: Double, isPositive: Bool)], high: Double, low: Double) -> PlattLine {
        var (g1, g0, h11, h10, h00) = (0.0, 0.0, 1e-12, 0.0, 1e-12)
        for point in points {
            let p = sigmoid(slope * point.logit + intercept)
            let error = p - (point.isPositive ? high : low)
            let curvature = p * (1 - p)
            g1 += error * point.logit
            g0 += error
            h11 += curvature * point.logit * point.logit
            h10 += curvature * point.logit
            h00 += curvature
        }
        let determinant = h11 * h00 - h10 * h10
        guard determinant > 1e-300 else { return PlattLine(slope: g1 / h11, intercept: g0 / h00) }
        return PlattLine(
            slope: (h00 * g1 - h10 * g0) / determinant,
            intercept: (h11 * g0 - h10 * g1) / determinant
        )
    }
}
