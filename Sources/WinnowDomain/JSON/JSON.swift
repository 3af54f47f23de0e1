/// A JSON value that keeps what it was read from: numbers as written, members in their order.
package indirect enum JSON: Sendable {
    case null
    case boolean(Bool)
    /// The number as written, of RFC 8259's grammar: no digit is lost.
    case number(String)
    case string(String)
    case array([JSON])
    /// Members in order, keys different from each other.
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var key: String
        package var value: JSON

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }

        package static func == (left: Member, right: Member) -> Bool {
            left.key.isExactly(right.key) && left.value == right.value
        }
    }
}

extension JSON: Hashable {
    /// Values are equal when they say the same: the order of members does not matter, the writing of numbers does.
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.isExactly(right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left.count == right.count && Set(left) == Set(right)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .number(let text), .string(let text): hasher.combine(text)
        case .array(let values): hasher.combine(values)
        case .object(let members): hasher.combine(Set(members))
        }
    }
}

extension JSON {
    /// The member of an object with a key; nil for other values.
    package subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.isExactly(key) }?.value
    }

    /// A member of nested objects, by keys joined with dots. A key that itself contains the dots wins.
    package func member(at path: String) -> JSON? {
        if let direct = self[path] { return direct }
        var value = self
        for key in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard let next = value[String(key)] else { return nil }
            value = next
        }
        return value
    }

    /// The text of a string, a number or a boolean; nil for other values.
    package var scalarText: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// What kind of value it is, for messages.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension JSON {
    package static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

    /// A finite number in its shortest exact form; null otherwise, since JSON has no other.
    package static func real(_ value: some BinaryFloatingPoint & LosslessStringConvertible) -> JSON {
        value.isFinite ? .number(String(describing: value)) : .null
    }

    package static func members(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member($0.key, $0.value) })
    }
}
