import WinnowDomain

extension CheckedContent {
    /// The value as it would be written in a file; nil for a mapping, whose keys have their own.
    var yaml: String? {
        switch self {
        case .text(let text): YAMLText.scalar(text)
        case .integer(let integer): "\(integer)"
        case .number(let number): YAMLText.number(number)
        case .duration(let duration): DurationText.text(duration)
        case .span(let span): YAMLText.span(span)
        case .off: "false"
        case .automatic: "auto"
        case .list(let values) where values.isEmpty: "[]"
        case .list, .mapping, .invalid: nil
        }
    }

    /// The value in JSON, with members in the order of their names.
    var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .integer(let integer): .integer(integer)
        case .number(let number): .number(YAMLText.number(number))
        case .duration(let duration): .string(DurationText.text(duration))
        case .span(let span): .array([.integer(span.lowerBound), .integer(span.upperBound)])
        case .off: .boolean(false)
        case .automatic: .string("auto")
        case .list(let values): .array(values.map(\.content.json))
        case .mapping(let values):
            .object(values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.content.json) })
        case .invalid: .null
        }
    }
}
