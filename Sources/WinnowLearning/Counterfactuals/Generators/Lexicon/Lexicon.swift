/// Phrases and what turns their meaning: antonyms, or whatever a user says.
///
/// A file has a line for each: `from<TAB>to` or `from<TAB>to<TAB>forward`. Without `forward`, or with `both`, `to` is also
/// replaced by `from`. Lines that begin with `#` and empty ones say nothing. A phrase may have several replacements; the
/// first is preferred.
public struct Lexicon: Sendable {
    /// Tokens of a phrase at most.
    public static let phraseLimit = 8

    private(set) var table = PhraseTable<[String]>()

    /// One of a phrase's replacements, as a file says it.
    public struct Entry: Sendable, Hashable {
        /// What is looked for, case aside.
        public let phrase: String
        /// What takes its place.
        public let replacement: String
        /// Whether the phrase also takes the replacement's place.
        public let isBothWays: Bool

        /// - Parameters: See the properties.
        public init(phrase: String, replacement: String, isBothWays: Bool = true) {
            self.phrase = phrase
            self.replacement = replacement
            self.isBothWays = isBothWays
        }
    }

    /// - Parameter entries: Those whose phrase has no words, or more than `phraseLimit`, are never found.
    /// - Complexity: O(bytes).
    public init(_ entries: [Entry]) {
        var found: [[String]: Replacements] = [:]
        for entry in entries {
            found[TokenizedText(entry.phrase).keys, default: Replacements()].add(entry.replacement)
            if entry.isBothWays {
                found[TokenizedText(entry.replacement).keys, default: Replacements()].add(entry.phrase)
            }
        }
        for (keys, replacements) in found where (1...Lexicon.phraseLimit).contains(keys.count) {
            table[keys] = replacements.all
        }
    }

    /// Reads a file.
    ///
    /// - Throws: `LexiconError` with every line that cannot be read.
    public init(tsv: String) throws(LexiconError) {
        var reader = LexiconReader()
        reader.read(tsv)
        guard reader.problems.isEmpty else { throw LexiconError(problems: reader.problems) }
        self.init(reader.entries)
    }

    /// Phrases that are known, in both directions.
    public var phraseCount: Int { table.values.count }
}

/// What takes the place of one phrase, none twice.
private struct Replacements {
    /// In their order.
    private(set) var all: [String] = []
    private var known = Set<String>()

    mutating func add(_ replacement: String) {
        if known.insert(replacement).inserted { all.append(replacement) }
    }
}
