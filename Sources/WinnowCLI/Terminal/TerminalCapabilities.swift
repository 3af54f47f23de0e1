/// What a terminal can do, as its environment says.
struct TerminalCapabilities: Hashable, Sendable {
    var hasColor: Bool
    var canMoveCursor: Bool
    var hasAlternateScreen: Bool
    /// Whether lines and marks beyond ASCII can be shown.
    var hasUnicode: Bool

    static let full = TerminalCapabilities(
        hasColor: true,
        canMoveCursor: true,
        hasAlternateScreen: true,
        hasUnicode: true
    )

    init(hasColor: Bool, canMoveCursor: Bool, hasAlternateScreen: Bool, hasUnicode: Bool) {
        self.hasColor = hasColor
        self.canMoveCursor = canMoveCursor
        self.hasAlternateScreen = hasAlternateScreen
        self.hasUnicode = hasUnicode
    }

    init(environment: [String: String]) {
        let term = environment["TERM"] ?? ""
        let isDumb = term.isEmpty || term == "dumb"
        let isOld = term.hasPrefix("vt") && !term.hasPrefix("vte")
        let noColor = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        hasColor = !isDumb && !isOld && !noColor
        canMoveCursor = !isDumb
        hasAlternateScreen = !isDumb && !isOld && !["linux", "ansi", "cons25"].contains(term)
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let isUTF8 = locale.uppercased().replacing("-", with: "").contains("UTF8")
        hasUnicode = isUTF8 && !isDumb && !isOld
    }
}
