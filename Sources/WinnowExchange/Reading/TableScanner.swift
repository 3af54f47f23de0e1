/// Finds the fields of one row after RFC 4180.
struct TableScanner {
    struct Field {
        /// The content, without the quotes around it.
        var range: Range<Int>
        /// Whether quotes inside are doubled.
        var hasDoubledQuotes = false
    }

    enum Outcome {
        /// A row with its end, and how many line ends stand inside its quotes.
        case row(byteCount: Int, innerLineCount: Int)
        /// More bytes are needed.
        case incomplete
        case mistake(String)
    }

    let delimiter: Delimiter
    /// Of the row that was found.
    private(set) var fields: [Field] = []
    private var innerLineCount = 0

    init(delimiter: Delimiter) {
        self.delimiter = delimiter
    }

    /// Finds the row at the start of some bytes.
    ///
    /// - Parameters:
    ///   - bytes: From the start of a row.
    ///   - isComplete: Whether nothing follows them.
    /// - Returns: How long the row is, or why there is none; its `fields` are offsets into the bytes.
    /// - Complexity: O(row).
    mutating func scan(_ bytes: UnsafeRawBufferPointer, isComplete: Bool) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        innerLineCount = 0
        var offset = 0
        while true {
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
                switch quotedEnd(bytes, from: offset + 1, isComplete: isComplete) {
                case .some(let end): offset = end
                case nil: return isComplete ? .mistake(TableScanner.unclosed) : .incomplete
                }
            } else {
                offset = plainEnd(bytes, from: offset)
            }
            guard offset < bytes.count else {
                return isComplete ? .row(byteCount: offset, innerLineCount: innerLineCount) : .incomplete
            }
            if bytes[offset] == delimiter.rawValue {
                offset += 1
                continue
            }
            return rowEnd(bytes, at: offset, isComplete: isComplete)
        }
    }

    static let unclosed = "a quote opens in this line and never closes; double it if it belongs to the text"

    /// The offset behind the closing quote; nil when there is none.
    private mutating func quotedEnd(_ bytes: UnsafeRawBufferPointer, from start: Int, isComplete: Bool) -> Int? {
        var (searched, hasDoubled) = (start, false)
        while let quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: searched) {
            if quote + 1 < bytes.count, bytes[quote + 1] == UInt8(ascii: "\"") {
                hasDoubled = true
                searched = quote + 2
                continue
            }
            if quote + 1 == bytes.count, !isComplete { return nil }
            innerLineCount += UnsafeRawBufferPointer(rebasing: bytes[start..<quote]).count(of: UInt8(ascii: "\n"))
            fields.append(Field(range: start..<quote, hasDoubledQuotes: hasDoubled))
            return quote + 1
        }
        return nil
    }

    private mutating func plainEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == delimiter.rawValue || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
                || byte == UInt8(ascii: "\"")
            {
                break
            }
            offset += 1
        }
        fields.append(Field(range: start..<offset))
        return offset
    }

    private func rowEnd(_ bytes: UnsafeRawBufferPointer, at offset: Int, isComplete: Bool) -> Outcome {
        switch bytes[offset] {
        case UInt8(ascii: "\n"): return .row(byteCount: offset + 1, innerLineCount: innerLineCount)
        case UInt8(ascii: "\r"):
            if offset + 1 < bytes.count {
                if bytes[offset + 1] != UInt8(ascii: "\n") {
                    return .mistake(
                        "a carriage return without a line feed; put quotes around the field, or end lines in LF"
                    )
                }
                return .row(byteCount: offset + 2, innerLineCount: innerLineCount)
            }
            return isComplete ? .row(byteCount: offset + 1, innerLineCount: innerLineCount) : .incomplete
        case UInt8(ascii: "\""):
            return .mistake("a quote inside a field without quotes; put quotes around the field and double it")
        default: return .mistake("text follows a closing quote; double the quotes that belong to the text")
        }
    }
}
