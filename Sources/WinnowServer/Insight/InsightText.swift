internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// Moments and figures in words.
enum InsightText {
    /// As in 2026-11-26 08:15 UTC.
    static func minute(_ moment: Moment) -> String {
        let text = iso(moment)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }

    static func day(_ moment: Moment) -> String { String(iso(moment).prefix(10)) }

    static func hour(_ moment: Moment) -> String { String(iso(moment).dropFirst(11).prefix(5)) }

    /// As in 2026-11-26T08:15:00Z.
    static func iso(_ moment: Moment) -> String {
        // The years 0 to 9999: beyond, there is no such text.
        let seconds = moment.seconds.isFinite ? min(253_402_300_799, max(-62_135_596_800, moment.seconds)) : 0
        return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
    }

    /// How long ago, as in "5 minutes".
    static func age(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 1 else { return "a moment" }
        let units: [(length: Double, name: String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
        let unit = units.first { seconds >= $0.length } ?? (1, "second")
        let count = Int(min(seconds / unit.length, 1e6))
        return "\(count.grouped) \(unit.name)\(count == 1 ? "" : "s")"
    }

    /// As in "84.2 % (95 % interval 80.1 to 88.3)".
    static func share(_ figure: Figure) -> String {
        "\((100 * figure.value).fixed(1)) %" + interval(figure, factor: 100, digits: 1)
    }

    static func interval(_ figure: Figure, factor: Double, digits: Int) -> String {
        guard let bounds = figure.bounds else { return " (too few to tell how sure that is)" }
        let (low, high) = ((factor * bounds.lowerBound).fixed(digits), (factor * bounds.upperBound).fixed(digits))
        return " (95 % interval \(low) to \(high))"
    }

    static func percent(_ share: Double) -> String { "\((100 * share).fixed(0)) %" }
}
