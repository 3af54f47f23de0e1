/// Turns frames into the bytes that show them: only the lines that changed.
struct FramePainter: Sendable {
    let capabilities: TerminalCapabilities
    private var shown: Frame?

    init(_ capabilities: TerminalCapabilities) {
        self.capabilities = capabilities
    }

    /// Forgets what the terminal shows; the next frame is drawn as a whole.
    mutating func invalidate() {
        shown = nil
    }

    mutating func bytes(for frame: Frame) -> [UInt8] {
        if frame == shown { return [] }
        defer { shown = frame }
        var text = capabilities.canMoveCursor ? fullScreen(frame) : plain(frame)
        if !capabilities.hasUnicode { text = text.replacing("…", with: "~") }
        return Array(text.utf8)
    }

    private func fullScreen(_ frame: Frame) -> String {
        let isFresh = shown?.size != frame.size
        var text = isFresh ? "\u{1b}[0m\u{1b}[2J" : ""
        if isFresh || shown?.cursor != nil { text = "\u{1b}[?25l" + text }
        for row in 0..<frame.size.rows {
            let line = row < frame.lines.count ? frame.lines[row] : StyledLine()
            let old = shown.flatMap { row < $0.lines.count ? $0.lines[row] : StyledLine() }
            if isFresh ? line.width == 0 : line == old { continue }
            text += "\u{1b}[\(row + 1);1H" + styled(line) + "\u{1b}[0m"
            // Where the line is full the cursor stays on its last column, and erasing would take that away.
            if line.width < frame.size.columns { text += "\u{1b}[K" }
        }
        if let cursor = frame.cursor { text += "\u{1b}[\(cursor.row + 1);\(cursor.column + 1)H\u{1b}[?25h" }
        return text
    }

    private func styled(_ line: StyledLine) -> String {
        line.runs.map { run in
            run.style == .plain
                ? "\u{1b}[0m" + run.text : run.style.sequence(hasColor: capabilities.hasColor) + run.text
        }.joined()
    }

    /// For terminals that can do nothing but print: the lines that are new, without gaps.
    private func plain(_ frame: Frame) -> String {
        let old = Set(shown?.lines.map(\.text) ?? [])
        let fresh = frame.lines.map(\.text).filter { line in
            line.contains { $0 != " " } && !old.contains(line)
        }
        return fresh.map { $0 + "\r\n" }.joined()
    }
}
