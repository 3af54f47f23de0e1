/// Reads RFC 8259 strictly, with the byte at which a mistake is.
///
/// Apart from the domain's `JSONReader`, whose strings and keys are `String`s: here keys are told apart byte by byte.
package struct ByteJSONReader {
    /// What is wrong, and where.
    package struct Failure: Error, Hashable {
        /// Byte offset from the start of the input.
        package let offset: Int
        package let reason: String
    }

    private static let depthLimit = 64

    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    /// Reads one value that fills the input but for white space.
    package static func read(_ bytes: [UInt8]) throws(Failure) -> ByteJSON {
        var reader = ByteJSONReader(bytes: bytes)
        reader.skipSpace()
        let value = try reader.value()
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw reader.failure("there is more after the end of the value") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func failure(_ reason: String) -> Failure {
        Failure(offset: offset, reason: reason)
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private mutating func value() throws(Failure) -> ByteJSON {
        switch current {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        case nil: throw failure("the file ends where a value should be")
        default: throw failure("this is not JSON: a value should start here")
        }
    }

    private mutating func word(_ word: String, _ value: ByteJSON) throws(Failure) -> ByteJSON {
        guard bytes[offset...].starts(with: word.utf8) else {
            throw failure("only true, false and null are words of JSON")
        }
        offset += word.utf8.count
        return value
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        if depth > ByteJSONReader.depthLimit { throw failure("nested deeper than \(ByteJSONReader.depthLimit) levels") }
        offset += 1
        skipSpace()
    }

    /// Steps over a comma, or over the closing byte; whether it was the latter.
    private mutating func isAtEnd(closing: UInt8) throws(Failure) -> Bool {
        skipSpace()
        guard let byte = current else { throw failure("the file ends inside of a value") }
        guard byte == closing || byte == UInt8(ascii: ",") else { throw failure("a comma or the end should be here") }
        offset += 1
        skipSpace()
        if byte == closing { depth -= 1 }
        return byte == closing
    }

    private mutating func array() throws(Failure) -> ByteJSON {
        try enter()
        var values: [ByteJSON] = []
        if current == UInt8(ascii: "]"), try isAtEnd(closing: UInt8(ascii: "]")) { return .array([]) }
        repeat { values.append(try value()) } while try !isAtEnd(closing: UInt8(ascii: "]"))
        return .array(values)
    }

    private mutating func object() throws(Failure) -> ByteJSON {
        try enter()
        var members: [ByteJSON.Member] = []
        if current == UInt8(ascii: "}"), try isAtEnd(closing: UInt8(ascii: "}")) { return .object([]) }
        repeat {
            guard current == UInt8(ascii: "\"") else { throw failure("a key should be here") }
            let key = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw failure("a colon should be here") }
            offset += 1
            skipSpace()
            members.append(ByteJSON.Member(key: key, value: try value()))
        } while try !isAtEnd(closing: UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func number() throws(Failure) -> String {
        let start = offset
        if current == UInt8(ascii: "-") { offset += 1 }
        if current == UInt8(ascii: "0") { offset += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            offset += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            offset += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(Failure) {
        let start = offset
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
        if offset == start { throw failure("a digit should be here") }
    }
}

// MARK: - Strings

extension ByteJSONReader {
    private mutating func string() throws(Failure) -> [UInt8] {
        offset += 1
        let start = offset
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { offset += 1 }
        var text = Array(bytes[start..<offset])
        while let byte = current, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure("a control character inside of a string") }
            offset += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        guard current != nil else { throw failure("the file ends inside of a string") }
        offset += 1
        return text
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        guard let byte = current else { throw failure("the file ends inside of a string") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(scalar: try escapedScalar())
        default: throw failure("an unknown escape")
        }
    }

    private mutating func escapedScalar() throws(Failure) -> UInt32 {
        let first = try unit()
        guard first & 0xf800 == 0xd800 else { return first }
        guard first < 0xdc00, current == UInt8(ascii: "\\") else { throw failure("half of a surrogate pair") }
        offset += 1
        guard current == UInt8(ascii: "u") else { throw failure("half of a surrogate pair") }
        offset += 1
        let second = try unit()
        guard second & 0xfc00 == 0xdc00 else { throw failure("half of a surrogate pair") }
        return 0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)
    }

    private mutating func unit() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("four hexadecimal digits should be here")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }
}
