internal import Foundation
internal import WinnowDomain

extension Moment {
    /// As in "2026-11-26 00:15 UTC": the server does not know where somebody is.
    var text: String {
        let parts = Calendar.utc.dateComponents(
            [.year, .month, .day, .hour, .minute],
            from: Date(timeIntervalSince1970: seconds)
        )
        return String(
            format: "%04d-%02d-%02d %02d:%02d UTC",
            parts.year ?? 0,
            parts.month ?? 0,
            parts.day ?? 0,
            parts.hour ?? 0,
            parts.minute ?? 0
        )
    }

    /// As machines want it.
    var iso8601: String { Date(timeIntervalSince1970: seconds).ISO8601Format() }
}

extension Calendar {
    fileprivate static let utc: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
