import Foundation

/// Where values of an axis lie, with marks at round numbers.
package struct AxisScale: Hashable {
    package let low: Double
    package let high: Double
    package let step: Double

    /// A scale that holds all values, widened to whole steps.
    ///
    /// - Parameters:
    ///   - values: Those that are not finite are passed over; none gives 0…1.
    ///   - markCount: About how many marks.
    package init(_ values: [Double], markCount: Int = 6) {
        let finite = values.filter(\.isFinite)
        let least = finite.min() ?? 0
        let most = finite.max() ?? 1
        let span = most > least ? most - least : max(abs(most), 1)
        step = AxisScale.roundStep(span / Double(max(1, markCount)))
        let bottom = (least / step).rounded(.down) * step
        let top = (most / step).rounded(.up) * step
        low = bottom
        high = top > bottom ? top : bottom + step
    }

    /// 1, 2 or 5 times a power of ten, not below the wish.
    private static func roundStep(_ wish: Double) -> Double {
        let power = pow(10, log10(wish).rounded(.down))
        let factor = [1.0, 2, 5, 10].first { $0 * power >= wish * 0.999 } ?? 10
        return factor * power
    }

    package var marks: [Double] {
        (0...max(0, Int(((high - low) / step).rounded()))).map { low + Double($0) * step }
    }

    /// 0…1 from the low to the high end.
    package func place(_ value: Double) -> Double { (value - low) / (high - low) }
}
