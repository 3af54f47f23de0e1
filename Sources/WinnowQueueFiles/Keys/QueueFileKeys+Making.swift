extension QueueFileKeys {
    /// The key `id` of a component.
    static func component(
        _ choices: [QueueFileChoice],
        planned: [String] = [],
        summary: String,
        standard: String? = nil
    ) -> QueueFileKey {
        QueueFileKey(
            "id",
            .choice(choices, planned: planned),
            standard.map { .standard(.text($0)) } ?? .required,
            summary,
            example: choices.first?.value ?? ""
        )
    }

    /// A word of several, of which the first is the default.
    static func choice(_ name: String, _ choices: [QueueFileChoice], _ summary: String) -> QueueFileKey {
        let first = choices.first?.value ?? ""
        return QueueFileKey(name, .choice(choices, planned: []), .standard(.text(first)), summary, example: first)
    }

    static func integer(
        _ name: String,
        _ range: ClosedRange<Int64>,
        _ standard: Int64,
        _ summary: String
    ) -> QueueFileKey {
        QueueFileKey(name, .integer(range), .standard(.integer(standard)), summary, example: "\(standard)")
    }

    static func number(
        _ name: String,
        _ range: ClosedRange<Double>,
        _ standard: Double,
        _ summary: String
    ) -> QueueFileKey {
        let example = YAMLText.number(standard)
        return QueueFileKey(name, .number(range), .standard(.number(standard)), summary, example: example)
    }

    static func duration(
        _ name: String,
        _ range: ClosedRange<Duration>,
        _ standard: Duration,
        _ summary: String
    ) -> QueueFileKey {
        let example = DurationText.text(standard)
        return QueueFileKey(name, .duration(range), .standard(.duration(standard)), summary, example: example)
    }

    /// A mapping that may be left out and then has the defaults of all its keys.
    static func section(_ section: QueueFileSection, _ summary: String, example: String) -> QueueFileKey {
        let standard = QueueFileKey.Presence.standard(defaults(of: section).content)
        return QueueFileKey(section.name, .mapping(section), standard, summary, example: example)
    }

    static func defaults(of section: QueueFileSection) -> CheckedValue {
        var values: [String: CheckedValue] = [:]
        for key in section.keys {
            if case .standard(let content) = key.presence { values[key.name] = CheckedValue(content) }
        }
        // The name of a component's section is its id.
        if section.name.hasSuffix(".v1") { values["id"] = CheckedValue(.text(section.name)) }
        return CheckedValue(.mapping(values))
    }
}
