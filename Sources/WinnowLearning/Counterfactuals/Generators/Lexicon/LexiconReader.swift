/// Reads a lexicon line by line, and goes on after a line that is wrong.
struct LexiconReader {
    private(set) var entries: [Lexicon.Entry] = []
    private(set) var problems: [LexiconError.Problem] = []
    private var line = 0

    mutating func read(_ tsv: String) {
        // A byte order mark is no part of the first phrase.
        let text = tsv.unicodeScalars.first == "\u{FEFF}" ? String(tsv.unicodeScalars.dropFirst()) : tsv
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            self.line += 1
            if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
            read(line: line)
        }
    }

    private mutating func read(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        var columns = [1]
        for field in fields { columns.append((columns.last ?? 1) + field.unicodeScalars.count + 1) }
        guard fields.count >= 2 else {
            return report(columns[1] - 1, "a tab and what takes the phrase's place are missing")
        }
        guard fields.count <= 3 else { return report(columns[3], "there are more than three fields") }
        let (phrase, replacement) = (String(fields[0]).withSingleSpaces, String(fields[1]).withSingleSpaces)
        guard check(phrase, columns[0]), check(replacement, columns[1]) else { return }
        guard phrase.lowercased() != replacement.lowercased() else {
            return report(columns[1], "the phrase is replaced by itself")
        }
        let direction = fields.count == 3 ? String(fields[2]).withSingleSpaces : "both"
        guard direction == "both" || direction == "forward" else {
            return report(columns[2], "the direction is `both` or `forward`, not `\(direction)`")
        }
        entries.append(.init(phrase: phrase, replacement: replacement, isBothWays: direction == "both"))
    }

    private mutating func check(_ phrase: String, _ column: Int) -> Bool {
        let count = TokenizedText(phrase).tokens.count
        if count == 0 {
            report(column, "a phrase is empty")
        } else if count > Lexicon.phraseLimit {
            report(column, "a phrase has \(count) words, more than \(Lexicon.phraseLimit)")
        }
        return count > 0 && count <= Lexicon.phraseLimit
    }

    private mutating func report(_ column: Int, _ message: String) {
        problems.append(.init(line: line, column: column, message: message))
    }
}
