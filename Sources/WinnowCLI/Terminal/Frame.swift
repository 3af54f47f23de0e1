/// What the whole window shows at one moment.
struct Frame: Hashable, Sendable {
    struct Cursor: Hashable, Sendable {
        var row: Int
        var column: Int
    }

    let size: TerminalSize
    /// From the top; none is wider than the window, and there are not more than rows.
    private(set) var lines: [StyledLine]
    /// Where typed text appears; nil hides the cursor.
    var cursor: Cursor?

    init(size: TerminalSize, lines: [StyledLine], cursor: Cursor? = nil) {
        self.size = size
        self.lines = lines.prefix(size.rows).map { $0.clipped(to: size.columns) }
        self.cursor = cursor
    }

    /// The lines without styles and without space at their ends.
    var text: String {
        lines.map { line in
            var text = line.text
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }
}
