private import Foundation

/// How much two rows belong together when they lie at a distance x on the map: `1 / (1 + a·x^(2b))`.
///
/// It is fitted to 1 up to the least distance and a fall by `e^(−(x − least) / spread)` beyond it.
///
/// - Source: McInnes, Healy and Melville 2018, section 3.2.
public struct LayoutCurve: Sendable, Equatable {
    /// Above 0.
    public let a: Double
    /// Above 0 for any sensible curve; 1 makes it a Cauchy distribution's.
    public let b: Double

    /// By least squares over 300 distances in 0…3·spread: Gauss-Newton steps, damped as Levenberg and Marquardt do.
    ///
    /// - Parameters:
    ///   - minimumDistance: At least 0.
    ///   - spread: Above 0.
    public init(minimumDistance: Double, spread: Double) {
        precondition(minimumDistance >= 0 && spread > 0 && spread.isFinite, "\(minimumDistance) of \(spread)")
        let points = (0..<300).map { 3 * spread * Double($0) / 299 }.map { x in
            (x, x < minimumDistance ? 1 : exp(-(x - minimumDistance) / spread))
        }
        // a = e^p[0] stays above 0.
        var (p, damping) = (SIMD2(0.0, 1.0), 1e-3)
        var loss = Self.loss(p, points)
        for _ in 0..<200 {
            var (h, g) = ((0.0, 0.0, 0.0), SIMD2(0.0, 0.0))
            for (x, y) in points where x > 0 {
                let value = Self.value(p, x)
                // ∂/∂log a and ∂/∂b of 1 / (1 + u), u = a·x^(2b).
                let slope = -value * (1 - value)
                let j = SIMD2(slope, slope * 2 * log(x))
                h = (h.0 + j.x * j.x, h.1 + j.x * j.y, h.2 + j.y * j.y)
                g += j * (value - y)
            }
            let (m00, m11) = (h.0 * (1 + damping), h.2 * (1 + damping))
            let determinant = m00 * m11 - h.1 * h.1
            guard determinant > 0 else { break }
            let step = SIMD2(m11 * g.x - h.1 * g.y, m00 * g.y - h.1 * g.x) / determinant
            let next = p - step
            let nextLoss = Self.loss(next, points)
            if nextLoss.isFinite, nextLoss <= loss {
                (p, damping) = (next, max(damping / 10, 1e-12))
                let isSettled = loss - nextLoss <= 1e-15 * loss
                loss = nextLoss
                if isSettled { break }
            } else {
                damping *= 10
                if damping > 1e12 { break }
            }
        }
        (a, b) = (exp(p.x), p.y)
    }

    private static func value(_ p: SIMD2<Double>, _ x: Double) -> Double { 1 / (1 + exp(p.x) * pow(x, 2 * p.y)) }

    private static func loss(_ p: SIMD2<Double>, _ points: [(Double, Double)]) -> Double {
        points.reduce(0) { sum, point in
            let difference = value(p, point.0) - point.1
            return sum + difference * difference
        }
    }
}
