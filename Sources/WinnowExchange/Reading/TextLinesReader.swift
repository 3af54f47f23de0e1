import WinnowDomain

/// Reads plain text: an item a line, under the field `text`.
///
/// Lines of nothing but white space are skipped.
struct TextLinesReader: RecordReader {
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
            case .line(let bytes, _) where bytes.isBlank: continue
            case .line(let bytes, let number): return outcome(bytes, number)
            }
        }
        return nil
    }

    private func outcome(_ bytes: UnsafeRawBufferPointer, _ number: Int) -> RecordOutcome {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let position = TextPosition(line: number)
            return .rejected(.notUTF8(bytes, offset: bytes[...].prefixOfValidUTF8, position: position, file: file))
        }
        let members = [JSON.Member("text", .string(text))]
        return .record(RawRecord(place: Place(file: file, line: number), members: members, form: .table))
    }
}

extension UnsafeRawBufferPointer {
    /// Whether there is nothing but white space.
    var isBlank: Bool { allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) } }
}
