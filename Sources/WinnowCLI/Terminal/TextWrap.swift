/// Breaks text into lines of a terminal.
enum TextWrap {
    private static let tabWidth = 4

    /// Lines of at most `width` columns: broken at spaces, in a word only where it is longer than a line.
    ///
    /// - Parameter text: Visible text (`VisibleText`), whose line feeds end lines.
    static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { source in
            var paragraph = Paragraph(width: max(2, width))
            for character in source { paragraph.add(character) }
            return paragraph.finish()
        }
    }

    /// One line of the source as it fills lines of the terminal.
    private struct Paragraph {
        let width: Int
        private var lines: [String] = []
        private var line = ""
        private var column = 0
        /// What follows the last space: moves to the next line together.
        private var word = ""
        private var wordWidth = 0

        init(width: Int) {
            self.width = width
        }

        mutating func add(_ character: Character) {
            if character == "\t" {
                for _ in 0..<(tabWidth - (column + wordWidth) % tabWidth) { add(" ") }
                return
            }
            if character == " " { return addSpace() }
            let own = TextWidth.of(character)
            if wordWidth + own > width { breakWord() }
            if column + wordWidth + own > width { breakLine() }
            word.append(character)
            wordWidth += own
            // Wide characters are words of their own: East Asian text has no spaces to break at.
            if own == 2 { endWord() }
        }

        private mutating func addSpace() {
            endWord()
            // A space that does not fit is the break itself.
            if column == width { return breakLine() }
            line.append(" ")
            column += 1
        }

        private mutating func endWord() {
            line += word
            column += wordWidth
            word = ""
            wordWidth = 0
        }

        private mutating func breakWord() {
            if column > 0, column + wordWidth > width { breakLine() }
            endWord()
            breakLine()
        }

        private mutating func breakLine() {
            guard !line.isEmpty else { return }
            while line.last == " " { line.removeLast() }
            lines.append(line)
            line = ""
            column = 0
        }

        mutating func finish() -> [String] {
            endWord()
            while line.last == " " { line.removeLast() }
            if !line.isEmpty || lines.isEmpty { lines.append(line) }
            return lines
        }
    }

    /// The beginning of one line of text, with `…` where it was cut.
    static func clip(_ text: String, width: Int) -> String {
        if TextWidth.of(text) <= width { return text }
        guard width > 0 else { return "" }
        var result = ""
        var used = 0
        for character in text {
            let own = TextWidth.of(character)
            if used + own > width - 1 { break }
            result.append(character)
            used += own
        }
        return result + "…"
    }
}
