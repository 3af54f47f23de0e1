private import Foundation

/// A shape that learning curves have: accuracy as a function of the number of labels n.
///
/// All of them are `a − b · g(n)` with `b ≥ 0` and g falling, so that for a given shape of g the best a and b are those
/// of a weighted line.
///
/// - Source: Viering and Loog 2023 ("The Shape of Learning Curves: a Review") for the names; Frey and Fisher 1999
///   (power law), Kolachina et al. 2012 (families compared for text).
public enum CurveFamily: String, Sendable, Codable, CaseIterable {
    /// `a − b · n^−c`
    case pow3
    /// `a − b · e^(−c·n)`
    case exp3
    /// `a − b / ln(n + 2)`
    case ilog2
    /// `a + b · ln n`, the only one without a limit.
    case logarithm

    /// The accuracy that the best curve through some points has at another place, 0…1; nil when the best one does not
    /// rise.
    ///
    /// - Parameters:
    ///   - points: At least one, n at least 1, weights above 0.
    ///   - labelCount: n, at least 1.
    /// - Complexity: O(points · 24).
    func prediction(_ points: [Point], at labelCount: Double) -> Double? {
        let level = points.suffix(3).reduce(0) { $0 + $1.accuracy } / Double(min(points.count, 3))
        // A weak pull of the limit to a little above the last values: early curves say nothing of their limit.
        let pull = self == .logarithm ? nil : FallingLine.Pull(level: level + 0.03, weight: 4)
        var best: (line: FallingLine, shape: Double)?
        for shape in shapes(points) {
            let line = FallingLine(points.map { (value($0.labelCount, shape), $0.accuracy, $0.weight) }, pull)
            if best.map({ line.loss < $0.line.loss }) ?? true { best = (line, shape) }
        }
        guard let best, best.line.drop > 0 else { return nil }
        return min(1, max(0, best.line.limit - best.line.drop * value(labelCount, best.shape)))
    }

    /// A point to be fitted.
    struct Point {
        let labelCount: Double
        let accuracy: Double
        let weight: Double
    }

    /// g(n).
    private func value(_ labelCount: Double, _ shape: Double) -> Double {
        switch self {
        case .pow3: pow(labelCount, -shape)
        case .exp3: exp(-shape * labelCount)
        case .ilog2: 1 / log(labelCount + 2)
        case .logarithm: -log(labelCount)
        }
    }

    /// The values of c that are tried, evenly spaced in its logarithm.
    private func shapes(_ points: [Point]) -> [Double] {
        let bounds: (Double, Double)
        switch self {
        case .pow3: bounds = (0.05, 3)
        // From a curve that is nearly straight over the points to one that is at its limit after the first.
        case .exp3: bounds = (0.3 / (points.last?.labelCount ?? 1), 3 / (points.first?.labelCount ?? 1))
        case .ilog2, .logarithm: return [1]
        }
        return (0..<24).map { bounds.0 * pow(bounds.1 / bounds.0, Double($0) / 23) }
    }
}

/// `limit − drop · g` of least weighted squares, the drop not below 0.
private struct FallingLine {
    /// A wish for the limit, like another point of that weight.
    struct Pull {
        let level: Double
        let weight: Double
    }

    let limit: Double
    let drop: Double
    let loss: Double

    init(_ points: [(g: Double, accuracy: Double, weight: Double)], _ pull: Pull?) {
        // The pull is a point at g = 0.
        var all = points
        if let pull { all.append((0, pull.level, pull.weight)) }
        let total = all.reduce(0) { $0 + $1.weight }
        let middle = all.reduce(0) { $0 + $1.weight * $1.g } / total
        let mean = all.reduce(0) { $0 + $1.weight * $1.accuracy } / total
        var (square, product) = (0.0, 0.0)
        for point in all {
            square += point.weight * (point.g - middle) * (point.g - middle)
            product += point.weight * (point.g - middle) * (point.accuracy - mean)
        }
        let drop = square > 1e-18 ? max(0, -product / square) : 0
        let limit = mean + drop * middle
        self.drop = drop
        self.limit = limit
        loss = all.reduce(0) { sum, point in
            let residual = point.accuracy - limit + drop * point.g
            return sum + point.weight * residual * residual
        }
    }
}
