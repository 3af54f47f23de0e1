import WinnowDomain

/// A line and a column, both from 1, that move along over text.
struct TextPosition: Hashable {
    var line = 1
    /// In Unicode scalars.
    var column = 1

    /// Goes on behind some bytes.
    mutating func advance(over bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
    }

    func advanced(over bytes: UnsafeRawBufferPointer, upTo offset: Int) -> TextPosition {
        var position = self
        position.advance(over: UnsafeRawBufferPointer(rebasing: bytes[..<min(offset, bytes.count)]))
        return position
    }
}

extension RejectedRecord {
    /// A record with bytes that are not UTF-8.
    ///
    /// The bytes are the text from the position on, the offset is that of the first bad byte among them.
    static func notUTF8(
        _ bytes: UnsafeRawBufferPointer,
        offset: Int,
        position: TextPosition,
        file: String
    ) -> RejectedRecord {
        let place = position.advanced(over: bytes, upTo: offset)
        let isSurrogate = offset + 1 < bytes.count && bytes[offset] == 0xed && bytes[offset + 1] >= 0xa0
        let reason =
            if isSurrogate {
                "half of a surrogate pair without the other half; save the file as UTF-8 from where it was made"
            } else if bytes[min(offset, bytes.count)...].elementsEqual(UTF16Stream.oddByte) {
                "the file ends inside a character of UTF-16; get the file again"
            } else {
                "these bytes are not UTF-8; save the file as UTF-8"
            }
        return RejectedRecord(
            place: Place(file: file, line: place.line, column: place.column),
            reason: reason
        )
    }

    static func overlong(byteCount: Int, limit: Int, line: Int, file: String) -> RejectedRecord {
        RejectedRecord(
            place: Place(file: file, line: line),
            reason: "the line has \(byteCount) bytes, more than the limit of \(limit); split the record"
        )
    }
}
