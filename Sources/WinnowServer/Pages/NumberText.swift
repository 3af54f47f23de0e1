internal import Foundation
internal import WinnowDomain

extension Int {
    /// With thin spaces between thousands, as in 12 345.
    var grouped: String {
        let digits = String(magnitude)
        var parts: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            parts.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return (self < 0 ? "−" : "") + ([rest] + parts).joined(separator: "\u{202F}")
    }
}

extension Double {
    /// With so many digits behind the point.
    func fixed(_ digits: Int) -> String {
        String(format: "%.\(digits)f", self)
    }
}

extension TrainingSummary.Bounds {
    /// As in "84.2 % ± 2.1": half the width of the interval.
    var text: String { "\((100 * value).fixed(1)) % ± \((50 * (high - low)).fixed(1))" }
}
