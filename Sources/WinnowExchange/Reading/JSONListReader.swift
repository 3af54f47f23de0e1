import WinnowDomain

/// Reads one JSON list of objects, `[{…}, {…}]`, an element at a time, over any number of lines.
///
/// An element with a mistake inside is rejected and the next one read; when the elements cannot be told apart any more,
/// the rest is refused.
struct JSONListReader: RecordReader {
    private enum State {
        case beforeList
        case beforeFirst
        case afterElement
        case afterList
    }

    private let window: ByteWindow
    private let byteLimit: Int
    private var position = TextPosition()
    private var state = State.beforeList

    init(_ window: ByteWindow, byteLimit: Int) {
        self.window = window
        self.byteLimit = byteLimit
    }

    mutating func next() throws(ExchangeError) -> RecordOutcome? {
        while true {
            let byte = try nextByte()
            switch (state, byte) {
            case (.afterList, nil): return nil
            case (_, nil): throw bad("the list has no end; a ] is missing")
            case (.beforeList, _):
                take(1)
                state = .beforeFirst
            case (.beforeFirst, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")):
                take(1)
                state = .afterList
            case (.afterElement, UInt8(ascii: ",")):
                take(1)
                guard try nextByte() != UInt8(ascii: "]") else { throw bad("no element follows the comma") }
                return try element()
            case (.beforeFirst, _): return try element()
            case (.afterElement, _): throw bad("a comma or ] should be here")
            case (.afterList, _): throw bad("there is more after the end of the list")
            }
        }
    }

    private func bad(_ reason: String) -> ExchangeError {
        let place = Place(file: window.source.name, line: position.line, column: position.column)
        return .badList(place, reason: reason + "; mend it, or write JSON Lines: one object a line")
    }

    private mutating func take(_ count: Int) {
        position.advance(over: UnsafeRawBufferPointer(rebasing: window.bytes[..<count]))
        window.consume(count)
    }

    /// Skips white space; nil at the end.
    private mutating func nextByte() throws(ExchangeError) -> UInt8? {
        while true {
            let bytes = window.bytes
            let space = bytes.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }.count
            if space < bytes.count {
                let byte = bytes[space]
                take(space)
                return byte
            }
            take(space)
            if window.more() { continue }
            if let failure = window.failure { throw failure }
            return nil
        }
    }

    private mutating func element() throws(ExchangeError) -> RecordOutcome {
        state = .afterElement
        while true {
            let bytes = window.bytes
            if let count = JSONListReader.extent(of: bytes) {
                if count == 0 { throw bad("an element should be here") }
                let json = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                let outcome = RecordOutcome(json: json, at: position, file: window.source.name)
                take(count)
                return outcome
            }
            if bytes.count > byteLimit { throw bad("this element is longer than \(byteLimit) bytes, or has no end") }
            if window.more() { continue }
            if let failure = window.failure { throw failure }
            throw bad("this element has no end")
        }
    }

    /// How many bytes the value at the start has, by its brackets and quotes; nil when its end is not there yet.
    private static func extent(of bytes: UnsafeRawBufferPointer) -> Int? {
        var (depth, offset, isQuoted) = (0, 0, false)
        while offset < bytes.count {
            let byte = bytes[offset]
            if isQuoted {
                if byte == UInt8(ascii: "\\") { offset += 1 } else if byte == UInt8(ascii: "\"") { isQuoted = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isQuoted = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return offset }
                    depth -= 1
                    if depth == 0 { return offset + 1 }
                case UInt8(ascii: ",") where depth == 0: return offset
                default: break
                }
            }
            offset += 1
        }
        return nil
    }
}
