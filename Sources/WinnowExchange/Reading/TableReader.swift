import WinnowDomain

/// Reads CSV and TSV after RFC 4180, with a header row.
///
/// All values are strings. Blank lines are skipped.
///
/// When the quotes of a row are wrong, or a row over several lines has the wrong number of fields, its first line is
/// rejected and reading goes on with the next line, so that a stray quote never swallows the rest of the file.
struct TableReader: RecordReader {
    private enum Row {
        case found(byteCount: Int, lineCount: Int)
        case mistake(String)
    }

    private let window: ByteWindow
    private let byteLimit: Int
    private var scanner: TableScanner
    private var line = 1
    private(set) var names: [String] = []

    /// - Throws: `ExchangeError.badHeader` when the first row is no header.
    init(_ window: ByteWindow, delimiter: Delimiter, byteLimit: Int) throws(ExchangeError) {
        self.window = window
        self.byteLimit = byteLimit
        scanner = TableScanner(delimiter: delimiter)
        names = try header()
    }

    private var file: String { window.source.name }

    private mutating func header() throws(ExchangeError) -> [String] {
        guard let row = try row() else {
            let reason = "the file is empty; its first row must name the fields"
            throw .badHeader(Place(file: file, line: 1), reason: reason)
        }
        let place = Place(file: file, line: line)
        guard case .found(let byteCount, let lineCount) = row else {
            guard case .mistake(let reason) = row else { return [] }
            throw .badHeader(place, reason: "the first row must name the fields: \(reason)")
        }
        let names = try fieldNames(place)
        take(byteCount, lineCount)
        return names
    }

    private func fieldNames(_ place: Place) throws(ExchangeError) -> [String] {
        var names: [String] = []
        var seen: Set<ExactText> = []
        for (index, field) in scanner.fields.enumerated() {
            let number = index + 1
            guard let name = text(of: field) else {
                throw .badHeader(place, reason: "the name of field \(number) is not UTF-8; save the file as UTF-8")
            }
            if name.isEmpty {
                throw .badHeader(place, reason: "field \(number) has no name; the first row must name all fields")
            }
            if !seen.insert(ExactText(name)).inserted {
                throw .badHeader(place, reason: "the field `\(name)` is named twice; rename one")
            }
            names.append(name)
        }
        return names
    }

    mutating func next() throws(ExchangeError) -> RecordOutcome? {
        guard let row = try row() else { return nil }
        let place = Place(file: file, line: line)
        switch row {
        case .mistake(let reason):
            skipLine()
            return .rejected(RejectedRecord(place: place, reason: reason))
        case .found(let byteCount, let lineCount):
            guard scanner.fields.count == names.count else {
                let reason = ragged(lineCount: lineCount)
                if lineCount > 1 { skipLine() } else { take(byteCount, lineCount) }
                return .rejected(RejectedRecord(place: place, reason: reason))
            }
            let outcome = outcome(byteCount: byteCount, place: place)
            take(byteCount, lineCount)
            return outcome
        }
    }

    private func ragged(lineCount: Int) -> String {
        let count = scanner.fields.count
        let extent = lineCount > 1 ? " over \(lineCount) lines" : ""
        return "\(count) \(count == 1 ? "field" : "fields")\(extent), but the header names \(names.count); "
            + "put quotes around a field that contains a \(scanner.delimiter.name)"
    }

    private mutating func take(_ byteCount: Int, _ lineCount: Int) {
        window.consume(byteCount)
        line += lineCount
    }

    private mutating func skipLine() {
        _ = window.skipLine()
        line += 1
    }

    /// The row at the start of the window, after blank lines; nil at the end.
    private mutating func row() throws(ExchangeError) -> Row? {
        while true {
            let bytes = window.bytes
            if let blank = blankLineByteCount(bytes) {
                take(blank, 1)
                continue
            }
            if !bytes.isEmpty {
                switch scanner.scan(bytes, isComplete: window.isComplete) {
                case .row(let byteCount, let innerLineCount) where byteCount <= byteLimit:
                    return .found(byteCount: byteCount, lineCount: innerLineCount + 1)
                case .mistake(let reason): return .mistake(reason)
                case .row: return .mistake(overlong)
                case .incomplete where bytes.count > byteLimit: return .mistake(overlong)
                case .incomplete: break
                }
            }
            if window.more() || window.isComplete && !window.bytes.isEmpty { continue }
            guard let failure = window.failure else { return nil }
            // A quote may have hidden complete lines before the damage.
            guard window.bytes.firstOffset(of: UInt8(ascii: "\n"), from: 0) != nil else { throw failure }
            return .mistake(TableScanner.unclosed)
        }
    }

    private var overlong: String {
        "the record has more than \(byteLimit) bytes, or a quote that opens in this line never closes; "
            + "double quotes that belong to the text"
    }

    private func blankLineByteCount(_ bytes: UnsafeRawBufferPointer) -> Int? {
        if bytes.first == UInt8(ascii: "\n") { return 1 }
        return bytes.count > 1 && bytes[0] == UInt8(ascii: "\r") && bytes[1] == UInt8(ascii: "\n") ? 2 : nil
    }

    private func outcome(byteCount: Int, place: Place) -> RecordOutcome {
        var members: [JSON.Member] = []
        members.reserveCapacity(names.count)
        for (name, field) in zip(names, scanner.fields) {
            guard let text = text(of: field) else {
                let bytes = window.bytes
                let bad = field.range.lowerBound + bytes[field.range].prefixOfValidUTF8
                let position = TextPosition(line: place.line)
                return .rejected(.notUTF8(bytes, offset: bad, position: position, file: file))
            }
            members.append(JSON.Member(name, .string(text)))
        }
        return .record(RawRecord(place: place, members: members, form: .table))
    }

    /// nil when it is not UTF-8.
    private func text(of field: TableScanner.Field) -> String? {
        let bytes = UnsafeRawBufferPointer(rebasing: window.bytes[field.range])
        guard field.hasDoubledQuotes else { return String(validating: bytes, as: UTF8.self) }
        var content: [UInt8] = []
        content.reserveCapacity(bytes.count)
        var start = 0
        while let quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: start) {
            content.append(contentsOf: bytes[start...quote])
            start = quote + 2
        }
        if start < bytes.count { content.append(contentsOf: bytes[start...]) }
        return String(validating: content, as: UTF8.self)
    }
}
