/// How text looks: attributes and colours that every terminal has, and that the reader's own theme makes readable on dark
/// and on light.
struct TextStyle: Hashable, Sendable {
    enum Color: Int, Sendable {
        case red = 31
        case green = 32
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
