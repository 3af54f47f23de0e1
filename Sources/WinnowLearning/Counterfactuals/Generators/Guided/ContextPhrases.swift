/// What stands in texts of each label between the same two neighbours: phrases that fit where another one stands.
///
/// Phrases are one or two words without the commonest words of all, which are told by their number and so in any language.
/// A word in capitals within a sentence is somebody's name and belongs to no phrase.
///
/// - Source: After the candidates of the reference research of this project (A4.5, opposite-label n-grams of like context).
public struct ContextPhrases: Sendable {
    /// Tokens that are learned from, at most: 20 MB.
    public static let tokenLimit = 600_000
    /// Words that are in no phrase: so many of the commonest, but no more than one in fifty different words.
    static let commonCount = 30
    /// Times that a phrase has to be more frequent in texts of the source label to be replaced.
    private static let ownRatio = 1.25

    private let builder: ContextPhrasesBuilder
    /// Neighbours and length, ascending, each with phrases that were seen there.
    private let contexts: [UInt64]
    private let phrases: [UInt32]

    /// Reads texts with their labels.
    ///
    /// - Parameters:
    ///   - texts: In any order: where there are more than the limit takes in, they are drawn at random, and the last one
    ///     drawn is cut off.
    ///   - labels: As many; texts with labels outside 0..<2¹⁶ are left out.
    ///   - seed: For the draw.
    public init(_ texts: [String], labels: [Int], seed: UInt64 = 0) {
        self.init(texts, labels: labels, seed: seed, tokenLimit: ContextPhrases.tokenLimit)
    }

    package init(_ texts: [String], labels: [Int], seed: UInt64, tokenLimit: Int) {
        var builder = ContextPhrasesBuilder(texts, labels: labels, seed: seed, tokenLimit: tokenLimit)
        var entries = builder.takeEntries()
        entries.sort { ($0.context, $0.phrase) < ($1.context, $1.phrase) }
        var (contexts, phrases): ([UInt64], [UInt32]) = ([], [])
        for entry in entries where contexts.last != entry.context || phrases.last != entry.phrase {
            contexts.append(entry.context)
            phrases.append(entry.phrase)
        }
        self.builder = builder
        self.contexts = contexts
        self.phrases = phrases
    }

    /// Looks at a text that may be one of those that were read: what it adds to the counts itself is left out of account.
    ///
    /// - Complexity: O(bytes).
    package func reading(of text: TokenizedText) -> Reading {
        Reading(phrases: self, text: text, own: builder.ownCounts(of: text))
    }

    private func places(of context: UInt64) -> Range<Int> {
        let start = firstPlace { $0 < context }
        return start..<firstPlace { $0 <= context }
    }

    private func firstPlace(_ isBefore: (UInt64) -> Bool) -> Int {
        var (low, high) = (0, contexts.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(contexts[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension ContextPhrases {
    /// A text, and what stands in others where its phrases stand.
    package struct Reading: Sendable {
        fileprivate let phrases: ContextPhrases
        fileprivate let text: TokenizedText
        fileprivate let own: OwnCounts

        /// Phrases of the target label that fit in the place of some tokens, the most telling first.
        ///
        /// - Parameters:
        ///   - tokens: One or two.
        ///   - source: The label to get away from.
        ///   - limit: Phrases at most.
        /// - Returns: Those that were seen between the same neighbours and occur at least twice, and twice as often, in
        ///   texts of the target label. None where the tokens themselves are no more frequent in other texts of the
        ///   source label: they carry nothing that could be turned. None where one of the labels has no texts.
        package func phrases(for tokens: Range<Int>, from source: Int, to target: Int, limit: Int) -> [String] {
            let builder = phrases.builder
            guard let phrase = builder.phrase(tokens, in: text), let context = builder.context(of: tokens, in: text),
                builder.telling(phrase, of: source, against: target, without: own) > ContextPhrases.ownRatio
            else { return [] }
            var found: [(telling: Double, text: String)] = []
            for place in phrases.places(of: context) where phrases.phrases[place] != phrase {
                let other = phrases.phrases[place]
                let telling = builder.telling(other, of: target, against: source, without: own)
                if telling >= 2, builder.count(of: other, label: target, without: own) >= 2 {
                    found.append((telling, builder.text(of: other)))
                }
            }
            found.sort { ($1.telling, $0.text) < ($0.telling, $1.text) }
            return found.prefix(limit).map(\.text)
        }
    }

    /// Occurrences in one text.
    struct OwnCounts: Sendable {
        /// By phrase, in the text read once.
        var phrases: [UInt32: Int] = [:]
        /// Tokens of the text.
        var tokenCount = 0
        /// Times that it was read, by label.
        var repetitions: [Int: Int] = [:]

        func count(of phrase: UInt32, label: Int) -> Int { (phrases[phrase] ?? 0) * (repetitions[label] ?? 0) }
        func tokenCount(label: Int) -> Int { tokenCount * (repetitions[label] ?? 0) }
    }
}
