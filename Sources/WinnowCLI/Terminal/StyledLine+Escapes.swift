extension StyledLine {
    /// The line as a terminal shows it, without its end; plain where it has no styles.
    func escaped(_ capabilities: TerminalCapabilities) -> String {
        runs.map { run in
            var style = run.style
            if !capabilities.hasColor { style.color = nil }
            guard capabilities.canMoveCursor, style != .plain else { return run.text }
            return style.sequence(hasColor: capabilities.hasColor) + run.text + "\u{1b}[0m"
        }.joined()
    }
}
