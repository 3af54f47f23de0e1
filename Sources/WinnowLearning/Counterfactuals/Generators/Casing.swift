/// How a word or phrase is written.
enum Casing: Equatable {
    /// Begins with a small letter, or has none.
    case small
    /// Begins with a capital.
    case capitalized
    /// Has capitals only, and more than one.
    case capitals

    init(of text: some StringProtocol) {
        let letters = text.unicodeScalars.filter { $0.properties.isUppercase || $0.properties.isLowercase }
        guard let first = letters.first, first.properties.isUppercase else {
            self = .small
            return
        }
        self = letters.count > 1 && letters.allSatisfy(\.properties.isUppercase) ? .capitals : .capitalized
    }

    /// A text, written in small letters where it can be, as this is.
    func applied(to text: String) -> String {
        switch self {
        case .small: text
        case .capitalized: text.prefix(1).uppercased() + text.dropFirst()
        case .capitals: text.uppercased()
        }
    }

    /// A text that was written as this is, in small letters where it can be.
    func removed(from text: String) -> String {
        switch self {
        case .capitalized where Casing(of: text) == .capitalized && !Casing.isPronoun(text):
            text.prefix(1).lowercased() + text.dropFirst()
        case .capitals where Casing(of: text) == .capitals: text.lowercased()
        default: text
        }
    }

    /// Whether a text begins with the pronoun `I`, alone or contracted: its capital says nothing about the place.
    static func isPronoun(_ text: some StringProtocol) -> Bool {
        text == "I" || ["I ", "I'", "I\u{2019}"].contains { text.hasPrefix($0) }
    }
}
