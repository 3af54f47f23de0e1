internal import WinnowEngine

/// An edited text as lines of the terminal: what went as `[-this-]`, what came as `{+this+}`, and in colour where there is
/// any.
enum WordDiff {
    static func lines(_ pieces: [RevisedText.Piece], width: Int) -> [StyledLine] {
        var writer = Writer(width: max(2, width))
        for piece in pieces {
            switch piece.kind {
            case .same: writer.add(piece.text, .plain)
            case .gone: writer.add("[-\(piece.text)-]", TextStyle(color: .red))
            case .new: writer.add("{+\(piece.text)+}", .good)
            }
        }
        return writer.finish()
    }

    /// Breaks lines at spaces, as `TextWrap` does, of text in several styles.
    private struct Writer {
        let width: Int
        private var lines: [StyledLine] = []
        private var line = StyledLine()
        /// What follows the last space: moves to the next line together, whatever styles it is in.
        private var word = StyledLine()

        init(width: Int) { self.width = width }

        mutating func add(_ text: String, _ style: TextStyle) {
            for character in VisibleText.of(text) {
                switch character {
                case "\n": breakLine()
                case " ", "\t":
                    endWord()
                    if line.width < width { line.append(" ", style) }
                default:
                    if word.width + TextWidth.of(character) > width { endWord() }
                    word.append(String(character), style)
                }
            }
        }

        private mutating func endWord() {
            if line.width + word.width > width {
                lines.append(line)
                line = StyledLine()
            }
            line.append(word)
            word = StyledLine()
        }

        private mutating func breakLine() {
            endWord()
            lines.append(line)
            line = StyledLine()
        }

        mutating func finish() -> [StyledLine] {
            endWord()
            return lines + [line]
        }
    }
}
