/// A value of a JSON text whose keys are words of a file's format. Objects keep one value for each key: a text that repeats
/// one is refused.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// Numbers that are written as integers and fit.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    package typealias Failure = ByteJSONReader.Failure

    /// Reads a whole text: RFC 8259 with at most 64 levels, keys that do not repeat, and UTF-8.
    package init(parsing bytes: some Sequence<UInt8>) throws(Failure) {
        try self.init(ByteJSONReader.read(Array(bytes)))
    }

    private init(_ value: ByteJSON) throws(Failure) {
        switch value {
        case .null: self = .null
        case .boolean(let bool): self = .bool(bool)
        case .number(let text): self = try Self.number(text)
        case .string(let bytes): self = .string(try Self.text(bytes))
        case .array(let values):
            var made: [JSONValue] = []
            for value in values { made.append(try JSONValue(value)) }
            self = .array(made)
        case .object(let members):
            var entries: [String: JSONValue] = [:]
            for member in members {
                let key = try Self.text(member.key)
                guard entries.updateValue(try JSONValue(member.value), forKey: key) == nil else {
                    throw Failure(offset: 0, reason: "the key \"\(key)\" is there twice")
                }
            }
            self = .object(entries)
        }
    }

    private static func number(_ text: String) throws(Failure) -> JSONValue {
        if let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else {
            throw Failure(offset: 0, reason: "\(text.prefix(40)) is too large a number")
        }
        return .number(number)
    }

    private static func text(_ bytes: [UInt8]) throws(Failure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(offset: 0, reason: "a string that is not UTF-8")
        }
        return text
    }
}
