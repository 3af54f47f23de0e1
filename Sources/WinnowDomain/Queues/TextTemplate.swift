/// How an item's text is made from its data: `{{subject}}\n{{body}}`.
package struct TextTemplate: Hashable, Sendable, Codable {
    package enum Part: Hashable, Sendable {
        case literal(String)
        /// A member of the data, by keys joined with dots.
        case field(String)
    }

    /// The template as written.
    package let source: String
    package let parts: [Part]

    /// - Throws: `Mistake` when a `{{` has no `}}`, a name is empty, or no field is named.
    package init(_ source: String) throws(Mistake) {
        var parts: [Part] = []
        var rest = source[...]
        while let open = rest.firstRange(of: "{{") {
            if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]))) }
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw Mistake(reason: "a {{ has no }}")
            }
            let name = rest[open.upperBound..<close.lowerBound].drop { $0 == " " }
            let trimmed = String(name.reversed().drop { $0 == " " }.reversed())
            if trimmed.isEmpty { throw Mistake(reason: "{{}} names no field") }
            parts.append(.field(trimmed))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        guard parts.contains(where: { if case .field = $0 { true } else { false } }) else {
            throw Mistake(reason: "no field is named; write for example {{text}}")
        }
        self.source = source
        self.parts = parts
    }

    /// Why a template cannot be read.
    package struct Mistake: Error, Hashable, Sendable {
        package let reason: String
    }

    /// Why data have no text.
    package enum Shortfall: Error, Hashable, Sendable {
        case missing(field: String)
        case notText(field: String, kind: String)
        case empty
    }

    package var fields: [String] {
        parts.compactMap { if case .field(let name) = $0 { name } else { nil } }
    }

    /// The text of an item. A field that is null counts as empty.
    ///
    /// - Throws: `Shortfall` when a field is missing or no text, or nothing but white space comes out.
    package func text(of data: JSON) throws(Shortfall) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .field(let name):
                guard let value = data.member(at: name) else { throw .missing(field: name) }
                if case .null = value { continue }
                guard let scalar = value.scalarText else { throw .notText(field: name, kind: value.kindName) }
                text += scalar
            }
        }
        if text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0d).contains($0) }) { throw .empty }
        return text
    }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}
