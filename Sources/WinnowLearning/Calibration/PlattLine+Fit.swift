private import Foundation

extension PlattLine {
    /// Fits the line by Newton's method on smoothed targets.
    ///
    /// - Source: Platt 1999, with the targets `(n₊ + 1) / (n₊ + 2)` and `1 / (n₋ + 2)`; Lin, Lin and Weng 2007
    ///   (step halving). Deviation: a line that does not rise is not used, the outputs stay as they are. Such rows were
    ///   told apart worse than by chance, and a calibration corrects confidence, not order.
    init(fitting points: [CalibrationPoint]) {
        let positiveCount = points.reduce(0) { $0 + ($1.isPositive ? $1.weight : 0) }
        let negativeCount = points.reduce(0) { $0 + ($1.isPositive ? 0 : $1.weight) }
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
                let loss = log1p(exp(-abs(z))) + max(z, 0) - (point.isPositive ? high : low) * z
                return sum + point.weight * loss
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
        self =
            line.slope > 0 && line.slope.isFinite && line.intercept.isFinite
            ? line : PlattLine(slope: 1, intercept: 0)
    }

    private func newtonStep(_ points: [CalibrationPoint], high: Double, low: Double) -> PlattLine {
        var (g1, g0, h11, h10, h00) = (0.0, 0.0, 1e-12, 0.0, 1e-12)
        for point in points {
            let p = sigmoid(slope * point.logit + intercept)
            let error = point.weight * (p - (point.isPositive ? high : low))
            let curvature = point.weight * p * (1 - p)
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
