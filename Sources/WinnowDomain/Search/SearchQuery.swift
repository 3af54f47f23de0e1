/// What somebody typed to find items: words, not a language. Nothing that is typed is wrong.
///
/// All words have to be in the text, in any order; the last one may be a beginning. `"some words"` are found in this order,
/// and `-word` or `-"some words"` leave out items that have it. Capitals and accents make no difference.
package struct SearchQuery: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package let text: String
        /// Items that have it are left out.
        package let isExcluded: Bool
        /// Words that begin with its last word are found too.
        package let isPrefix: Bool
    }

    package let terms: [Term]

    /// The most that is read of what is typed; nobody types as much.
    package static let longestText = 500
    private static let largestTermCount = 24

    package init(_ typed: String) {
        var reader = Reader(typed.unicodeScalars.prefix(SearchQuery.longestText))
        reader.read()
        terms = Array(reader.terms.prefix(SearchQuery.largestTermCount))
    }

    package var wanted: [Term] { terms.filter { !$0.isExcluded } }
    package var excluded: [Term] { terms.filter(\.isExcluded) }

    /// Whether a scalar belongs to words: letters, digits, and what is somebody's own.
    package static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            true
        default: false
        }
    }
}

private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var text = String.UnicodeScalarView()
    private var isExcluded = false
    private var isQuoted = false
    private(set) var terms: [SearchQuery.Term] = []

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        self.scalars = Array(scalars)
    }

    private static let quotes: Set<Unicode.Scalar> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}"]

    mutating func read() {
        for scalar in scalars {
            if Reader.quotes.contains(scalar) {
                finish(isPrefix: false)
                // A minus before the quote is for all that is in it.
                if isQuoted { isExcluded = false }
                isQuoted.toggle()
            } else if !isQuoted && scalar.properties.isWhitespace {
                finish(isPrefix: false)
                isExcluded = false
            } else if !isQuoted && text.isEmpty && (scalar == "-" || scalar == "\u{2212}") {
                isExcluded = true
            } else {
                text.append(scalar)
            }
        }
        finish(isPrefix: !isQuoted)
    }

    private mutating func finish(isPrefix: Bool) {
        defer { text = String.UnicodeScalarView() }
        // What has no letter and no digit is in no index: it would find nothing, and so says nothing.
        guard text.contains(where: SearchQuery.isWordScalar) else { return }
        terms.append(
            SearchQuery.Term(
                // The index ends texts at this character.
                text: String(String.UnicodeScalarView(text.map { $0 == "\0" ? " " : $0 })),
                isExcluded: isExcluded,
                isPrefix: isPrefix && !isExcluded
            )
        )
    }
}
