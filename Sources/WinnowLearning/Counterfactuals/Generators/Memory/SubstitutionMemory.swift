/// What people put in the place of what, when they turned one label into another: mined from accepted pairs.
///
/// For each direction, the phrases of up to `phraseLimit` tokens that were replaced by as short ones are counted. A phrase
/// is remembered when it was replaced `countLimit` times, and in `editedShare` of its occurrences in the originals: what
/// people left alone as often as not does not carry the label. All that took its place is suggested to a person; drafts are
/// made with what did so `countLimit` times.
///
/// - Source: The reference research of this project (`difflib` replace blocks of at most 3 tokens a side, count at least 2,
///   edited in 30 % of occurrences, most frequent replacement). Deviation: blocks are those of `TokenAlignment`.
public struct SubstitutionMemory: Sendable {
    /// A remembered phrase.
    public struct Entry: Sendable, Hashable {
        /// Keys of its tokens (see `TokenizedText.Token.key`).
        public let phrase: [String]
        /// What took its place, most frequent first; one at least.
        public let replacements: [Replacement]
        /// Times that it was replaced, by whatever.
        public let editCount: Int
        /// Times that it occurs in originals of this source label.
        public let occurrenceCount: Int
        /// How many replacements, from the first on, were seen as often as a draft asks for.
        public let repeatedCount: Int
    }

    /// What took the place of a phrase, and how often.
    public struct Replacement: Sendable, Hashable {
        /// As it was written, but in small letters where the phrase stood at a capital.
        public let text: String
        /// At least 1.
        public let count: Int
    }

    /// What is remembered.
    public struct Settings: Sendable, Hashable {
        /// Tokens on either side, at least 1.
        public var phraseLimit = 3
        /// Times that a phrase was replaced, and for drafts by what; at least 1.
        public var countLimit = 2
        /// Of a phrase's occurrences, 0…1.
        public var editedShare = 0.3

        /// The defaults.
        public init() {}
    }

    private var tables: [Direction: PhraseTable<Entry>] = [:]
    private var repeatedTables: [Direction: PhraseTable<Entry>] = [:]

    /// Mines pairs.
    ///
    /// - Complexity: O(tokens · `phraseLimit`), and the alignment of each pair.
    public init(_ pairs: [AcceptedPair], settings: Settings = Settings()) {
        for (direction, pairs) in Dictionary(grouping: pairs, by: Direction.init) {
            var miner = SubstitutionMiner(settings)
            for pair in pairs { miner.add(pair) }
            let entries = miner.entries()
            tables[direction] = PhraseTable(entries)
            repeatedTables[direction] = PhraseTable(entries.filter { $0.repeatedCount > 0 })
        }
    }

    /// What is remembered for a direction, most edited first.
    public func entries(from source: Int, to target: Int) -> [Entry] {
        (tables[Direction(source: source, target: target)]?.values.values ?? [:].values).sorted {
            ($1.editCount, $0.phrase.joined(separator: " ")) < ($0.editCount, $1.phrase.joined(separator: " "))
        }
    }

    func table(from source: Int, to target: Int) -> PhraseTable<Entry>? {
        tables[Direction(source: source, target: target)]
    }

    /// Of phrases with a replacement that was seen more than by chance.
    func repeatedTable(from source: Int, to target: Int) -> PhraseTable<Entry>? {
        repeatedTables[Direction(source: source, target: target)]
    }
}

extension PhraseTable where Value == SubstitutionMemory.Entry {
    fileprivate init(_ entries: [SubstitutionMemory.Entry]) {
        for entry in entries { self[entry.phrase] = entry }
    }
}

/// From which label to which.
private struct Direction: Hashable {
    let source: Int
    let target: Int

    init(source: Int, target: Int) {
        self.source = source
        self.target = target
    }

    init(_ pair: AcceptedPair) {
        self.init(source: pair.sourceLabel, target: pair.targetLabel)
    }
}
