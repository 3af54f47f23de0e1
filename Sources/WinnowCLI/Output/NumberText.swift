internal import Foundation

/// Numbers as people read them; the same in every locale.
enum NumberText {
    /// With thousands set apart: `1,234,567`.
    static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// `1 item`, `2 items`.
    static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(count(value)) \(value == 1 ? singular : plural ?? singular + "s")"
    }

    static func fixed(_ value: Double, _ places: Int) -> String {
        String(format: "%.\(places)f", locale: nil, value)
    }

    /// A share of 1 in per cent: `84.2 %`.
    static func percent(_ share: Double) -> String { fixed(100 * share, 1) + " %" }

    /// `84.2 % [80.1, 87.5]`: an estimate with its 95 % interval.
    static func percent(_ value: Double, _ low: Double, _ high: Double) -> String {
        "\(percent(value)) [\(fixed(100 * low, 1)), \(fixed(100 * high, 1))]"
    }

    static func seconds(_ value: Double) -> String {
        guard value.isFinite else { return "?" }
        if value < 10 { return fixed(value, 1) + " s" }
        if value < 100 { return "\(Int(value)) s" }
        if value < 3600 { return "\(Int(value) / 60) min \(Int(value) % 60) s" }
        return "\(Int(min(value, 1e9)) / 3600) h \(Int(min(value, 1e9)) % 3600 / 60) min"
    }

    static func bytes(_ value: Int64) -> String {
        if value < 10_000 { return "\(value) bytes" }
        if value < 10_000_000 { return fixed(Double(value) / 1e3, 0) + " kB" }
        if value < 10_000_000_000 { return fixed(Double(value) / 1e6, 0) + " MB" }
        return fixed(Double(value) / 1e9, 1) + " GB"
    }
}
