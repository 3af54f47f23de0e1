/// Walks over a text once, a grapheme cluster at a time.
struct TokenScanner {
    private let text: String
    private(set) var tokens: [TokenizedText.Token] = []
    /// Unicode scalars passed.
    private(set) var offset = 0
    private var index: String.Index
    private var wordStart: (index: String.Index, offset: Int)?

    init(_ text: String) {
        self.text = text
        index = text.startIndex
    }

    mutating func scan() {
        var previous = ClusterClass.space
        while index < text.endIndex {
            let next = text.index(after: index)
            var current = ClusterClass(text.unicodeScalars[index..<next])
            if current.isJoiner { current = join(current, after: previous, next: next) }
            switch current {
            case .letter, .digit:
                if wordStart == nil { wordStart = (index, offset) }
            case .unseen where wordStart != nil:
                // It parts nothing, and what follows still belongs to the word.
                current = previous
            case .whole, .mark, .dot, .apostrophe:
                endWord()
                let scalars = offset..<offset + text.unicodeScalars.distance(from: index, to: next)
                append(index..<next, scalars: scalars, isWord: current == .whole)
            case .space, .unseen:
                endWord()
            }
            offset += text.unicodeScalars.distance(from: index, to: next)
            index = next
            previous = current
        }
        endWord()
    }

    /// An apostrophe between letters and a dot between digits belong to the word that they stand in.
    private func join(_ joiner: ClusterClass, after previous: ClusterClass, next: String.Index) -> ClusterClass {
        guard wordStart != nil, next < text.endIndex else { return .mark }
        let following = ClusterClass(text.unicodeScalars[next..<text.index(after: next)])
        switch joiner {
        case .apostrophe where previous.isWord && following.isWord: return .letter
        case .dot where previous == .digit && following == .digit: return .digit
        default: return .mark
        }
    }

    private mutating func endWord() {
        guard let start = wordStart else { return }
        append(start.index..<index, scalars: start.offset..<offset, isWord: true)
        wordStart = nil
    }

    private mutating func append(_ range: Range<String.Index>, scalars: Range<Int>, isWord: Bool) {
        let part = text[range]
        tokens.append(.init(text: part, scalars: scalars, key: foldedKey(part, isWord: isWord), isWord: isWord))
    }
}

private func foldedKey(_ text: Substring, isWord: Bool) -> String {
    let lower = text.lowercased()
    // The joiners of an emoji say which one it is.
    guard isWord, lower.utf8.contains(where: { $0 >= 0x80 }) else { return lower }
    let seen = lower.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
        if scalar == "\u{2019}" { return "'" }
        return scalar.properties.generalCategory == .format ? nil : scalar
    }
    return String(String.UnicodeScalarView(seen))
}

/// What a grapheme cluster does to words.
private enum ClusterClass {
    case letter
    case digit
    /// A word of its own.
    case whole
    case mark
    case apostrophe
    case dot
    case space
    case unseen

    var isJoiner: Bool { self == .apostrophe || self == .dot }
    var isWord: Bool { self == .letter || self == .digit }

    init(_ cluster: Substring.UnicodeScalarView) {
        guard let scalar = cluster.first else {
            self = .space
            return
        }
        if scalar.properties.isWhitespace {
            self = .space
        } else if scalar.properties.isIdeographic || (0x3040...0x30ff).contains(scalar.value) {
            self = .whole
        } else {
            self = ClusterClass(scalar, isAlone: cluster.index(after: cluster.startIndex) == cluster.endIndex)
        }
    }

    private init(_ scalar: Unicode.Scalar, isAlone: Bool) {
        switch scalar {
        case "_": self = .letter
        case "'", "\u{2019}": self = isAlone ? .apostrophe : .mark
        case ".", ",": self = isAlone ? .dot : .mark
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
                .spacingMark, .enclosingMark, .letterNumber, .otherNumber:
                self = .letter
            case .decimalNumber: self = .digit
            case .format: self = isAlone ? .unseen : .mark
            default: self = .mark
            }
        }
    }
}
