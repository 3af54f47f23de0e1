/// How often sequences of one to three words occur, and what follows those of none to two.
///
/// Words are numbers from `firstWord` on, so that a shorter sequence is never a longer one; three of them fit into 63 bits because
/// there are no more words than tokens.
struct SequenceCounts: Sendable {
    /// Stands for every word that has no number.
    static let unknown: UInt64 = 1
    private static let start: UInt64 = 2
    static let firstWord: UInt64 = 3
    /// What comes before a text.
    static let beginning = (start, start)

    /// By sequence of one to three words.
    private var counts: [UInt64: UInt32] = [:]
    /// By sequence of none to two words: what followed, and how many different ones.
    private var followers: [UInt64: (total: UInt32, kinds: UInt32)] = [:]

    /// The last none, one and two words.
    static func histories(_ last: (UInt64, UInt64)) -> [UInt64] { [0, last.1, last.0 << 21 | last.1] }

    /// Counts a text.
    mutating func add(_ words: [UInt64]) {
        var last = SequenceCounts.beginning
        for word in words {
            for history in SequenceCounts.histories(last) { count(word, after: history) }
            last = (last.1, word)
        }
    }

    private mutating func count(_ word: UInt64, after history: UInt64) {
        let known = counts[history << 21 | word] ?? 0
        counts[history << 21 | word] = known + 1
        let (total, kinds) = followers[history] ?? (0, 0)
        followers[history] = (total + 1, known == 0 ? kinds + 1 : kinds)
    }

    /// Whether each sequence is here at least as often as in another one.
    func contains(_ other: SequenceCounts) -> Bool {
        other.counts.allSatisfy { counts[$0.key] ?? 0 >= $0.value }
    }

    /// Of the different followers, leaves those that no other text has, if this is a part of all counts: without it, there are so
    /// many less.
    mutating func keepKindsOfNoOther(in all: SequenceCounts) {
        for history in followers.keys { followers[history]?.kinds = 0 }
        for (sequence, count) in counts where all.counts[sequence] == count {
            followers[sequence >> 21]?.kinds += 1
        }
    }

    /// Words that followed a sequence, and how many different ones, without what a part had; nil where none is left.
    func followers(of history: UInt64, without part: SequenceCounts) -> (total: UInt32, kinds: UInt32)? {
        let own = part.followers[history] ?? (0, 0)
        guard let all = followers[history], all.total > own.total else { return nil }
        return (all.total - own.total, all.kinds - own.kinds)
    }

    /// How often a word followed a sequence, without what a part had.
    func count(of word: UInt64, after history: UInt64, without part: SequenceCounts) -> UInt32 {
        let sequence = history << 21 | word
        return (counts[sequence] ?? 0) - (part.counts[sequence] ?? 0)
    }
}
