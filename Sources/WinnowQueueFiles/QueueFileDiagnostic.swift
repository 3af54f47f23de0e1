/// Something that is wrong, or probably not meant, in a queue file.
package struct QueueFileDiagnostic: Hashable, Sendable, Codable {
    package enum Severity: String, Hashable, Sendable, Codable {
        /// The file cannot be used.
        case error
        /// The file can be used, and probably does something else than was meant.
        case warning
    }

    package let severity: Severity
    /// The file's name, as given by the caller.
    package let file: String
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in Unicode scalars.
    package let column: Int
    /// What is wrong and how it is mended, without a full stop.
    package let message: String
    /// The line of the file, shortened when it is long.
    package let snippet: String
    /// Spaces (and tabs, as in the line) up to the place, then `^` for each column of it.
    package let underline: String

    /// As a compiler writes it: place and message, the line, the underline.
    package var text: String {
        let head = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
        return snippet.isEmpty ? head : "\(head)\n\(snippet)\n\(underline)"
    }
}

extension QueueFileDiagnostic {
    private static let widestSnippet = 120

    init(_ mistake: Mistake, file: String, source: SourceText) {
        let place = source.clamped(mistake.place)
        let line = source.scalars(ofLine: place.line)
        // A long line is shown from a little before the place on.
        let isLong = line.count > QueueFileDiagnostic.widestSnippet
        let start = isLong ? min(line.count, max(0, place.column - 1 - QueueFileDiagnostic.widestSnippet / 2)) : 0
        let end = min(line.count, start + QueueFileDiagnostic.widestSnippet)
        let lead = line[start..<min(max(start, place.column - 1), end)].map { $0 == "\t" ? "\t" : " " }.joined()
        let opening = start > 0 ? "..." : ""
        severity = mistake.severity
        self.file = file
        self.line = place.line
        column = place.column
        message = mistake.message
        snippet = opening + line[start..<end].map(String.init).joined() + (end < line.count ? "..." : "")
        let length = max(1, min(place.length, end - place.column + 1))
        underline = String(repeating: " ", count: opening.count) + lead + String(repeating: "^", count: length)
    }
}
