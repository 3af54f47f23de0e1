/// The choices in a labelling configuration of Label Studio: which control its labels are given in.
///
/// Reads the tags and attributes that it needs, and nothing of XML beside: no entities but those of characters, no references to
/// anything outside.
package struct LabelStudioSchema: Sendable {
    /// A `Choices` control.
    package struct Control: Hashable, Sendable {
        package let name: String
        /// The name of what is labelled.
        package let target: String
        package let takesSeveral: Bool
        package fileprivate(set) var labels: [String] = []
    }

    package private(set) var controls: [Control] = []

    package init(_ text: String) {
        for tag in Self.tags(of: text) {
            switch tag.name {
            case "Choices":
                controls.append(
                    Control(
                        name: tag.attributes["name"] ?? "",
                        target: tag.attributes["toName"] ?? "",
                        takesSeveral: tag.attributes["choice"] == "multiple"
                    )
                )
            case "Choice" where !controls.isEmpty:
                // What a result has is the alias where there is one.
                let value = tag.attributes["alias"] ?? tag.attributes["value"]
                if let value { controls[controls.count - 1].labels.append(value) }
            default: break
            }
        }
    }

    /// The control that a queue's labels belong to: the one of the name, else the one that has most of them.
    package func control(of labels: [String], named name: String) -> Control? {
        func count(_ control: Control) -> Int { control.labels.count { labels.contains($0) } }
        let own = controls.filter { !LabelStudioControls.all.contains($0.name) && count($0) > 0 }
        return own.first { $0.name == name } ?? own.max { count($0) < count($1) }
    }

    private struct Tag {
        let name: String
        var attributes: [String: String] = [:]
    }

    private static func tags(of text: String) -> [Tag] {
        var tags: [Tag] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { break }
                rest = rest[end.upperBound...]
                continue
            }
            let name = rest.prefix { $0.isLetter || $0.isNumber }
            rest = rest[name.endIndex...]
            guard !name.isEmpty else { continue }
            var tag = Tag(name: String(name))
            while let (key, value) = Self.attribute(&rest) { tag.attributes[key] = value }
            tags.append(tag)
        }
        return tags
    }

    /// Takes one off; nil at the end of the tag.
    private static func attribute(_ rest: inout Substring) -> (String, String)? {
        rest = rest.drop { $0.isWhitespace }
        let key = rest.prefix { $0 != "=" && $0 != ">" && $0 != "/" && !$0.isWhitespace }
        var after = rest[key.endIndex...].drop { $0.isWhitespace }
        guard !key.isEmpty, after.first == "=" else { return nil }
        after = after.dropFirst().drop { $0.isWhitespace }
        guard let quote = after.first, quote == "\"" || quote == "'" else { return nil }
        let value = after.dropFirst().prefix { $0 != quote }
        rest = after[value.endIndex...].dropFirst()
        return (String(key), String(value).withoutReferences)
    }
}

extension String {
    /// Characters in the place of XML's references to them.
    fileprivate var withoutReferences: String {
        guard contains("&") else { return self }
        let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        var result = ""
        var rest = self[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            let body = rest[start...].dropFirst().prefix(10).prefix { $0 != ";" }
            let isEnded = body.endIndex < rest.endIndex && rest[body.endIndex] == ";"
            let digits = body.dropFirst(body.hasPrefix("#x") ? 2 : 1)
            let code = body.hasPrefix("#") ? UInt32(digits, radix: body.hasPrefix("#x") ? 16 : 10) : nil
            let found = names[String(body)] ?? code.flatMap { Unicode.Scalar($0) }.map { String($0) }
            if isEnded, let found {
                result += found
                rest = rest[body.endIndex...].dropFirst()
            } else {
                result += "&"
                rest = rest[start...].dropFirst()
            }
        }
        return result + rest
    }
}
