/// How text looks: the sixteen colours and attributes that every terminal has, which the reader's own theme decides on.
struct TextStyle: Hashable, Sendable {
    enum Color: Int, Sendable {
        case red = 31
        case green = 32
        case yellow = 33
        case blue = 34
        case magenta = 35
        case cyan = 36
    }

    var isBold = false
    var isDim = false
    var isReverse = false
    var color: Color?

    static let plain = TextStyle()
    static let bold = TextStyle(isBold: true)
    static let dim = TextStyle(isDim: true)
    static let reverse = TextStyle(isReverse: true)
    /// Something went as it should.
    static let good = TextStyle(color: .green)
    /// Something has to be read.
    static let alarm = TextStyle(isBold: true, color: .red)

    /// The sequence that sets exactly this style.
    func sequence(hasColor: Bool) -> String {
        var codes = ["0"]
        if isBold { codes.append("1") }
        if isDim { codes.append("2") }
        if isReverse { codes.append("7") }
        if let color, hasColor { codes.append(String(color.rawValue)) }
        return "\u{1b}[\(codes.joined(separator: ";"))m"
    }
}
