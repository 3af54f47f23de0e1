/// A value of the file that was held against the table of keys, with where it stands.
package struct CheckedValue: Hashable, Sendable {
    package var content: CheckedContent
    /// nil for a value that was not written but is the default.
    var place: SourcePlace?

    package init(_ content: CheckedContent) {
        self.content = content
        place = nil
    }

    init(_ content: CheckedContent, at place: SourcePlace) {
        self.content = content
        self.place = place
    }

    /// The value of a key of a mapping.
    subscript(key: String) -> CheckedValue? {
        if case .mapping(let values) = content { values[key] } else { nil }
    }

    var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    var integer: Int64? {
        if case .integer(let integer) = content { integer } else { nil }
    }

    var number: Double? {
        if case .number(let number) = content { number } else { nil }
    }

    var duration: Duration? {
        if case .duration(let duration) = content { duration } else { nil }
    }

    var list: [CheckedValue]? {
        if case .list(let values) = content { values } else { nil }
    }
}

/// What a checked value is.
package indirect enum CheckedContent: Hashable, Sendable {
    /// A diagnostic was given for it.
    case invalid
    case text(String)
    case integer(Int64)
    case number(Double)
    case duration(Duration)
    case span(ClosedRange<Int>)
    /// The word `false` where a span is possible.
    case off
    /// The word `auto` where a number is possible.
    case automatic
    case list([CheckedValue])
    case mapping([String: CheckedValue])
}
