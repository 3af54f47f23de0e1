/// Reads one JSON text, see `JSONValue`. A level is one call deeper, so their number is bounded.
struct JSONParser {
    private let bytes: [UInt8]
    private var at = 0
    private var level = 0
    private static let levels = 64

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONValue.Failure) -> JSONValue {
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw failure("something follows the value") }
        return value
    }

    private mutating func value() throws(JSONValue.Failure) -> JSONValue {
        skipSpace()
        guard at < bytes.count else { throw failure("the text ends where a value should begin") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONValue.Failure) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONValue.Failure) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONValue.Failure) -> JSONValue
    ) throws(JSONValue.Failure) -> JSONValue {
        guard level < Self.levels else { throw failure("more than \(Self.levels) levels") }
        level += 1
        defer { level -= 1 }
        at += 1
        return try body(&self)
    }

    private mutating func object() throws(JSONValue.Failure) -> JSONValue {
        var entries: [String: JSONValue] = [:]
        if take(UInt8(ascii: "}")) { return .object(entries) }
        while true {
            skipSpace()
            let start = at
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw failure("a key was expected") }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw failure("a colon was expected") }
            guard entries.updateValue(try value(), forKey: key) == nil else {
                throw JSONValue.Failure(offset: start, reason: "the key \"\(key)\" is there twice")
            }
            if take(UInt8(ascii: "}")) { return .object(entries) }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma was expected") }
        }
    }

    private mutating func array() throws(JSONValue.Failure) -> JSONValue {
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value())
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma was expected") }
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONValue.Failure) -> JSONValue {
        let count = word.utf8CodeUnitCount
        let isThere = word.withUTF8Buffer { bytes[at...].prefix(count).elementsEqual($0) }
        guard isThere else { throw failure("no value begins like this") }
        at += count
        return value
    }

    private mutating func number() throws(JSONValue.Failure) -> JSONValue {
        let start = at
        _ = takeHere { $0 == UInt8(ascii: "-") }
        if !takeHere({ $0 == UInt8(ascii: "0") }) { try digits(start) }
        var isInteger = true
        if takeHere({ $0 == UInt8(ascii: ".") }) {
            isInteger = false
            try digits(start)
        }
        if takeHere({ $0 | 0x20 == UInt8(ascii: "e") }) {
            isInteger = false
            _ = takeHere { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            try digits(start)
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else {
            throw JSONValue.Failure(offset: start, reason: "a number that is too large")
        }
        return .number(number)
    }

    private mutating func digits(_ start: Int) throws(JSONValue.Failure) {
        let first = at
        while takeHere({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {}
        guard at > first else { throw JSONValue.Failure(offset: start, reason: "no value begins like this") }
    }
}

extension JSONParser {
    private mutating func skipSpace() {
        while takeHere({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {}
    }

    /// Whether the byte is next but for space; if so it is taken.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        return takeHere { $0 == byte }
    }

    private mutating func takeHere(_ isWanted: (UInt8) -> Bool) -> Bool {
        guard at < bytes.count, isWanted(bytes[at]) else { return false }
        at += 1
        return true
    }

    private func failure(_ reason: String) -> JSONValue.Failure {
        JSONValue.Failure(offset: at, reason: reason)
    }

    private mutating func string() throws(JSONValue.Failure) -> String {
        let start = at
        at += 1
        var text: [UInt8] = []
        while true {
            guard at < bytes.count else { throw failure("the text ends within a string") }
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw JSONValue.Failure(offset: start, reason: "a string that is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: Character(try escaped()).utf8)
            case 0..<0x20: throw failure("a control character within a string")
            default: text.append(byte)
            }
        }
    }

    private mutating func escaped() throws(JSONValue.Failure) -> Unicode.Scalar {
        guard at < bytes.count else { throw failure("the text ends within a string") }
        at += 1
        switch bytes[at - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedScalar()
        default: throw failure("no such escape")
        }
    }

    private mutating func escapedScalar() throws(JSONValue.Failure) -> Unicode.Scalar {
        let first = try escapedUnit()
        var value = first
        if 0xD800..<0xDC00 ~= first {
            guard bytes[at...].prefix(2).elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
                throw failure("half of a surrogate pair")
            }
            at += 2
            let second = try escapedUnit()
            guard 0xDC00..<0xE000 ~= second else { throw failure("half of a surrogate pair") }
            value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw failure("half of a surrogate pair") }
        return scalar
    }

    private mutating func escapedUnit() throws(JSONValue.Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
                throw failure("four hexadecimal digits were expected")
            }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }
}
