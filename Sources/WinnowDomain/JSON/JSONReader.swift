/// Reads RFC 8259 strictly, with the byte at which a mistake is.
///
/// Stricter than the standard in two places, because both lose data silently elsewhere: a key may occur once in an
/// object, and a `\u` surrogate needs its other half.
package struct JSONReader {
    /// What is wrong, and where.
    package struct Failure: Error, Hashable, Sendable {
        /// Byte offset from the start of the input.
        package let offset: Int
        package let reason: String
    }

    private static let depthLimit = 100

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private var depth = 0

    /// Reads one value that fills the input but for white space.
    ///
    /// - Throws: `Failure` at the first mistake.
    package static func read(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> JSON {
        var reader = JSONReader(bytes: bytes)
        reader.skipSpace()
        let value = try reader.value()
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw reader.failure("there is more after the end of the value") }
        return value
    }

    package static func read(_ bytes: [UInt8]) throws(Failure) -> JSON {
        try bytes.withUnsafeBytes { buffer in Result { () throws(Failure) in try read(buffer) } }.get()
    }

    package static func read(_ text: String) throws(Failure) -> JSON {
        try read(Array(text.utf8))
    }

    private init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func failure(_ reason: String) -> Failure {
        Failure(offset: offset, reason: reason)
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private mutating func value() throws(Failure) -> JSON {
        switch current {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        case nil: throw failure("the input ends where a value should be")
        default: throw failure("this is not JSON: a value should start here")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(Failure) -> JSON {
        let count = word.utf8CodeUnitCount
        guard offset + count <= bytes.count,
            (0..<count).allSatisfy({ bytes[offset + $0] == word.utf8Start[$0] })
        else { throw failure("only true, false and null are words of JSON") }
        offset += count
        return value
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        if depth > JSONReader.depthLimit { throw failure("nested deeper than \(JSONReader.depthLimit) levels") }
        offset += 1
        skipSpace()
    }

    private mutating func array() throws(Failure) -> JSON {
        try enter()
        defer { depth -= 1 }
        var values: [JSON] = []
        if current == UInt8(ascii: "]") {
            offset += 1
            return .array(values)
        }
        while true {
            values.append(try value())
            if try endsList(at: UInt8(ascii: "]")) { return .array(values) }
        }
    }

    private mutating func object() throws(Failure) -> JSON {
        try enter()
        defer { depth -= 1 }
        var members: [JSON.Member] = []
        var keys = KeySet()
        if current == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw failure("a key in double quotes should be here") }
            let start = offset
            let key = try string()
            if !keys.insert(key, after: members) {
                offset = start
                throw failure("the key \"\(key)\" is here for the second time")
            }
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw failure("a colon should follow the key") }
            offset += 1
            skipSpace()
            members.append(JSON.Member(key, try value()))
            if try endsList(at: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// After an element: true at the closing bracket, false after a comma.
    private mutating func endsList(at close: UInt8) throws(Failure) -> Bool {
        skipSpace()
        switch current {
        case close:
            offset += 1
            return true
        case UInt8(ascii: ","):
            offset += 1
            skipSpace()
            return false
        case nil: throw failure("the input ends inside \(close == UInt8(ascii: "}") ? "an object" : "a list")")
        default: throw failure("a comma or \(Character(Unicode.Scalar(close))) should be here")
        }
    }

    private mutating func number() throws(Failure) -> String {
        let start = offset
        if current == UInt8(ascii: "-") { offset += 1 }
        if current == UInt8(ascii: "0") {
            offset += 1
        } else {
            try digits()
        }
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
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        if offset == start { throw failure("a digit should be here") }
    }

    private mutating func string() throws(Failure) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                let text = try utf8(start..<offset)
                offset += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw failure("a control character in a string must be written as an escape") }
            offset += 1
        }
        throw failure("the input ends inside a string")
    }

    private func utf8(_ range: Range<Int>) throws(Failure) -> String {
        if let text = String(validating: bytes[range], as: UTF8.self) { return text }
        let valid = bytes[range].prefixOfValidUTF8
        throw Failure(offset: range.lowerBound + valid, reason: "these bytes are not UTF-8")
    }

    /// The slow way, for strings with a backslash.
    private mutating func escapedString(from start: Int) throws(Failure) -> String {
        var text = try utf8(start..<offset)
        var runStart = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                text += try utf8(runStart..<offset)
                offset += 1
                return text
            }
            if byte < 0x20 { throw failure("a control character in a string must be written as an escape") }
            if byte == UInt8(ascii: "\\") {
                text += try utf8(runStart..<offset)
                text.unicodeScalars.append(try escape())
                runStart = offset
            } else {
                offset += 1
            }
        }
        throw failure("the input ends inside a string")
    }

    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        offset += 1
        guard let byte = current else { throw failure("the input ends inside a string") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            offset -= 1
            throw failure("there is no such escape")
        }
    }

    private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
        let start = offset - 2
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let unpaired = Failure(offset: start, reason: "half of a surrogate pair without the other half")
        guard first < 0xdc00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw unpaired }
        offset += 2
        let second = try hexadecimal()
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw unpaired }
        return scalar
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw failure("four hexadecimal digits should be here") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue, bytes[offset] < 0x80 else {
                throw failure("four hexadecimal digits should be here")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// How many bytes from the start are UTF-8.
    package var prefixOfValidUTF8: Int {
        var decoder = UTF8()
        var iterator = makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }
}
