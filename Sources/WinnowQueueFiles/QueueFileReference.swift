/// The part of `docs/queue-file.md` that is made from the table of keys.
package enum QueueFileReference {
    package static let opening = "<!-- reference: generated from the table of keys, do not edit -->"
    package static let closing = "<!-- end of reference -->"

    /// The page with its reference replaced; nil when the two marker comments are not there.
    package static func inserted(into page: String) -> String? {
        guard let start = page.firstRange(of: opening),
            let end = page[start.upperBound...].firstRange(of: closing)
        else { return nil }
        return String(page[..<start.upperBound]) + "\n\n" + markdown + "\n" + page[end.lowerBound...]
    }

    /// A table for each section, with the words that a key may hold below it.
    package static let markdown: String = QueueFileKeys.sections.map(section).joined(separator: "\n")

    private static func section(_ section: QueueFileSection) -> String {
        var lines = [
            section.name.isEmpty ? "### Keys of the file" : "### `\(section.name)`",
            "",
            section.summary,
            "",
            "| key | value | default | meaning | example |",
            "|---|---|---|---|---|",
        ]
        lines += section.keys.map(row)
        for key in section.keys { lines += choices(of: key) }
        if !section.plannedKeys.isEmpty {
            lines += ["", "Planned, and not in this version: \(code(section.plannedKeys))."]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ key: QueueFileKey) -> String {
        let cells = [
            "`\(key.name)`", key.type.phrase, standard(of: key), key.summary, "`\(key.example)`",
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    private static func standard(of key: QueueFileKey) -> String {
        switch key.presence {
        case .required: "**required**"
        case .optional: "none"
        case .standard(.text("")): "empty"
        case .standard(.list(let values)) where !values.isEmpty: "`\(key.example)`"
        case .standard(let content): content.yaml.map { "`\($0)`" } ?? "see below"
        }
    }

    private static func choices(of key: QueueFileKey) -> [String] {
        guard case .choice(let choices, let planned) = key.type else { return [] }
        var lines = ["", "`\(key.name)`:", ""]
        lines += choices.map { "- `\($0.value)`: \($0.summary)" }
        if !planned.isEmpty { lines.append("- planned, and not in this version: \(code(planned))") }
        return lines
    }

    private static func code(_ words: [String]) -> String {
        words.map { "`\($0)`" }.joined(separator: ", ")
    }
}
