/// A window, in columns and rows.
struct TerminalSize: Hashable, Sendable {
    var columns: Int
    var rows: Int

    static let standard = TerminalSize(columns: 80, rows: 24)
}
