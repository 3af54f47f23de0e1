import WinnowDomain

/// The JSON schema of the queue file, made from the table of keys: editors complete and check with it.
///
/// It knows each key by itself and the number of labels; what several values together mean only `QueueFile` checks.
package enum QueueFileSchema {
    /// The schema, draft 2020-12, as the file `queues/queue.schema.json` holds it.
    package static let json: String = pretty(schema, indent: "") + "\n"

    private static var schema: JSON {
        var members = [
            JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
            JSON.Member("title", "Winnow queue file"),
        ]
        members += objectMembers(QueueFileKeys.file, description: "A labelling job: what is asked, and how it learns.")
        members += labelCountRule
        return .object(members)
    }

    /// One label is enough only where several may apply.
    private static var labelCountRule: [JSON.Member] {
        let isMultilabel = JSON.members([
            "properties": .members(["task": .members(["const": "multilabel"])]),
            "required": .array(["task"]),
        ])
        let twoLabels = JSON.members(["properties": .members(["labels": .members(["minItems": .integer(2)])])])
        return [JSON.Member("if", .members(["not": isMultilabel])), JSON.Member("then", twoLabels)]
    }

    private static func objectMembers(_ section: QueueFileSection, description: String) -> [JSON.Member] {
        let properties = section.keys.map { JSON.Member($0.name, property($0)) }
        let required = section.keys.filter(\.isRequired).map { JSON.string($0.name) }
        var members = [
            JSON.Member("description", .string(description)),
            JSON.Member("type", "object"),
            JSON.Member("additionalProperties", .boolean(false)),
            JSON.Member("required", .array(required)),
            JSON.Member("properties", .object(properties)),
        ]
        if section.key(named: "words") != nil { members.append(JSON.Member("not", bothSpansOff)) }
        return members
    }

    private static var bothSpansOff: JSON {
        let off = JSON.members(["const": .boolean(false)])
        return .members([
            "properties": .members(["words": off, "characters": off]),
            "required": .array(["words", "characters"]),
        ])
    }

    private static func property(_ key: QueueFileKey) -> JSON {
        var members = members(of: key.type, description: key.summary)
        if case .standard(let content) = key.presence { members.append(JSON.Member("default", content.json)) }
        return .object(members)
    }

    private static func members(of type: QueueFileValueType, description: String?) -> [JSON.Member] {
        if case .mapping(let section) = type {
            return objectMembers(section, description: description ?? section.summary)
        }
        return (description.map { [JSON.Member("description", .string($0))] } ?? []) + constraints(of: type)
    }

    private static func constraints(of type: QueueFileValueType) -> [JSON.Member] {
        switch type {
        case .exactly(let value): return members(["const": .integer(value)])
        case .integer(let range):
            let upper = range.upperBound
            return members(["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(upper)])
        case .powerOfTwo(let range):
            let powers = (0..<62).map { Int64(1) << $0 }.filter { range.contains($0) }
            return members(["enum": .array(powers.map { .integer($0) })])
        case .number(let range):
            let ends = [range.lowerBound, range.upperBound].map { JSON.number(YAMLText.number($0)) }
            return members(["type": "number", "minimum": ends[0], "maximum": ends[1]])
        case .positive: return members(["type": "number", "exclusiveMinimum": .integer(0)])
        case .orAuto(let type):
            return members(["anyOf": .array([.members(["const": "auto"]), .object(constraints(of: type))])])
        case .duration: return members(["type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$"])
        case .choice(let choices, _): return members(["enum": .array(choices.map { .string($0.value) })])
        case .text(let rule): return constraints(of: rule)
        case .span(let range): return spanConstraints(range)
        case .list(let element, let count):
            let items = JSON.object(members(of: element, description: nil))
            let least = JSON.integer(count.lowerBound)
            return members(["type": "array", "minItems": least, "maxItems": .integer(count.upperBound), "items": items])
        case .mapping(let section): return objectMembers(section, description: section.summary)
        case .variant(let variants):
            let objects = variants.sections.map { section in
                let id = QueueFileKey(
                    "id",
                    .choice([QueueFileChoice(section.name, "")], planned: []),
                    section.name == variants.standard ? .standard(.text(section.name)) : .required,
                    "",
                    example: ""
                )
                let whole = QueueFileSection(section.name, section.summary, keys: [id] + section.keys)
                return JSON.object(objectMembers(whole, description: section.summary))
            }
            return members(["anyOf": .array(objects)])
        case .textOrMapping(let section):
            let text = section.keys.first.map { JSON.object(constraints(of: $0.type)) } ?? .boolean(false)
            let mapping = JSON.object(objectMembers(section, description: section.summary))
            return members(["anyOf": .array([text, mapping])])
        }
    }

    private static func members(_ members: KeyValuePairs<String, JSON>) -> [JSON.Member] {
        members.map { JSON.Member($0.key, $0.value) }
    }
}

extension QueueFileSchema {
    private static func constraints(of rule: QueueFileValueType.TextRule) -> [JSON.Member] {
        let string = JSON.Member("type", "string")
        switch rule {
        case .line(let longest):
            let visible = #"[^\u0000-\u0020\u007f-\u00a0]"#
            let pattern = "^\(visible)([^\\u0000-\\u001f\\u007f-\\u009f]*\(visible))?$"
            let length = JSON.Member("maxLength", .integer(longest))
            return [string, JSON.Member("minLength", .integer(1)), length, JSON.Member("pattern", .string(pattern))]
        case .prose(let longest): return [string, JSON.Member("maxLength", .integer(longest))]
        case .template: return [string, JSON.Member("pattern", #"\{\{.*\}\}"#)]
        case .key:
            let reserved = JSON.members(["enum": .array(QueueFileKeys.reservedLabelKeys.map { .string($0) })])
            let length = JSON.integer(1)
            return [string] + members(["minLength": length, "maxLength": length, "not": reserved])
        }
    }

    private static func spanConstraints(_ range: ClosedRange<Int>) -> [JSON.Member] {
        let ends = JSON.members([
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ])
        let pair = JSON.members([
            "type": "array", "minItems": .integer(2), "maxItems": .integer(2), "items": ends,
        ])
        return members(["anyOf": .array([pair, .members(["const": .boolean(false)])])])
    }

    /// JSON for people: one member a line, lists of plain values on one.
    private static func pretty(_ value: JSON, indent: String) -> String {
        let deeper = indent + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { "\(deeper)\(JSON.string($0.key).text): \(pretty($0.value, indent: deeper))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let values) where values.contains { $0.isContainer }:
            return "[\n" + values.map { deeper + pretty($0, indent: deeper) }.joined(separator: ",\n") + "\n\(indent)]"
        case .array(let values): return "[" + values.map(\.text).joined(separator: ", ") + "]"
        default: return value.text
        }
    }
}

extension JSON {
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
