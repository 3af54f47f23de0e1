import WinnowDomain

/// Reads JSON Lines: an object a line.
///
/// Lines of nothing but white space are skipped.
struct JSONLinesReader: RecordReader {
    private let lines: LineReader
    private let file: String
    private let byteLimit: Int

    init(_ window: ByteWindow, byteLimit: Int) {
        lines = LineReader(window, byteLimit: byteLimit)
        file = window.source.name
        self.byteLimit = byteLimit
    }

    func next() throws(ExchangeError) -> RecordOutcome? {
        while let line = try lines.next() {
            switch line {
            case .overlong(let number, let byteCount):
                return .rejected(.overlong(byteCount: byteCount, limit: byteLimit, line: number, file: file))
            case .line(let bytes, let number):
                if bytes.isBlank { continue }
                return RecordOutcome(json: bytes, at: TextPosition(line: number), file: file)
            }
        }
        return nil
    }
}

extension RecordOutcome {
    /// What JSON text says, read strictly.
    init(json bytes: UnsafeRawBufferPointer, at position: TextPosition, file: String) {
        do {
            let value = try JSONReader.read(bytes)
            let place = Place(file: file, line: position.line)
            guard case .object(let members) = value else {
                let reason = "a record must be an object such as {\"text\": \"…\"}, and this is \(value.kindName)"
                self = .rejected(RejectedRecord(place: place, reason: reason))
                return
            }
            self = .record(RawRecord(place: place, members: members, form: .json))
        } catch {
            self = .rejected(RecordOutcome.rejection(of: bytes, error, at: position, file: file))
        }
    }

    private static func rejection(
        of bytes: UnsafeRawBufferPointer,
        _ failure: JSONReader.Failure,
        at position: TextPosition,
        file: String
    ) -> RejectedRecord {
        if failure.offset < bytes.count, bytes[failure.offset...].prefixOfValidUTF8 == 0 {
            return .notUTF8(bytes, offset: failure.offset, position: position, file: file)
        }
        let place = position.advanced(over: bytes, upTo: failure.offset)
        let hint = failure.offset >= bytes.count ? "; a record of JSON Lines stands on one line" : ""
        return RejectedRecord(
            place: Place(file: file, line: place.line, column: place.column),
            reason: failure.reason + hint
        )
    }
}
