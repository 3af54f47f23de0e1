/// How records stand in a file, whoever wrote it.
package enum FileForm: String, Hashable, Sendable, CaseIterable {
    /// An object a line, or one list of objects.
    case jsonLines = "jsonl"
    case csv
    case tsv
    /// An item a line.
    case text = "txt"

    /// The form with a name, as after `--format` or at the end of a file name; nil when there is none.
    package init?(name: String) {
        switch name.lowercased() {
        case "jsonl", "ndjson", "json": self = .jsonLines
        case "csv": self = .csv
        case "tsv": self = .tsv
        case "txt", "text": self = .text
        default: return nil
        }
    }

    /// The form that a file's name tells, with or without `.gz`; nil when it tells none.
    package init?(fileName: String) {
        var parts = fileName.split(separator: "/").last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        if parts.count > 1, parts.last?.lowercased() == "gz" { parts.removeLast() }
        guard parts.count > 1, let ending = parts.last, ending.lowercased() != "text" else { return nil }
        self.init(name: String(ending))
    }

    /// The form that content looks like.
    ///
    /// JSON starts with a bracket. A table has a first line of two or more different names that are made of letters,
    /// digits, `_`, `-` and `.`. Everything else is text.
    init(content: UnsafeRawBufferPointer) {
        let first = content.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            self = .jsonLines
            return
        }
        let delimiter = Delimiter(header: content)
        var scanner = TableScanner(delimiter: delimiter)
        guard case .row = scanner.scan(content, isComplete: true), scanner.fields.count > 1,
            scanner.fields.allSatisfy({ !$0.range.isEmpty && content[$0.range].allSatisfy(FileForm.isNameByte) })
        else {
            self = .text
            return
        }
        self = delimiter == .tab ? .tsv : .csv
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
            true
        default: false
        }
    }
}
