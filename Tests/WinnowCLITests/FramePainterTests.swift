import Testing

@testable import WinnowCLI

@Suite struct FramePainterTests {
    private let size = TerminalSize(columns: 10, rows: 3)

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("the same frame costs nothing, and a change only its line")
    func difference() {
        var painter = FramePainter(.full)
        let first = Frame(size: size, lines: [StyledLine("one"), StyledLine("two")])
        #expect(text(painter.bytes(for: first)).contains("one"))
        #expect(painter.bytes(for: first).isEmpty)
        let second = text(painter.bytes(for: Frame(size: size, lines: [StyledLine("one"), StyledLine("TWO")])))
        #expect(second.contains("\u{1b}[2;1H") && second.contains("TWO") && !second.contains("one"))
        painter.invalidate()
        #expect(text(painter.bytes(for: first)).contains("\u{1b}[2J"))
    }

    @Test("colours are left out where there are none, and everything where the cursor cannot be moved")
    func capabilities() {
        let frame = Frame(size: size, lines: [StyledLine("red", .alarm)])
        var colorless = FramePainter(
            TerminalCapabilities(environment: ["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"])
        )
        let bold = text(colorless.bytes(for: frame))
        #expect(bold.contains("\u{1b}[0;1m") && !bold.contains("31"))
        var dumb = FramePainter(TerminalCapabilities(environment: ["TERM": "dumb"]))
        #expect(text(dumb.bytes(for: frame)) == "red\r\n")
    }

    @Test("what a terminal can do is read from its environment")
    func environment() {
        let xterm = TerminalCapabilities(environment: ["TERM": "xterm-256color", "LANG": "de_DE.UTF-8"])
        #expect(xterm == .full)
        let old = TerminalCapabilities(environment: ["TERM": "vt100", "LANG": "C.utf8"])
        #expect(!old.hasColor && old.canMoveCursor && !old.hasAlternateScreen && !old.hasUnicode)
        #expect(!TerminalCapabilities(environment: ["TERM": "linux", "LANG": "C.utf8"]).hasAlternateScreen)
        #expect(!TerminalCapabilities(environment: ["TERM": "xterm", "LC_ALL": "C", "LANG": "de_DE.UTF-8"]).hasUnicode)
    }
}
