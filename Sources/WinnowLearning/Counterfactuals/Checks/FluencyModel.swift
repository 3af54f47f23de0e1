private import Foundation
internal import WinnowNumerics

/// A word-trigram model of the pool's language: how probable a text is, word by word.
///
/// `p(w | u v) = (c(u v w) + t(u v) · p(w | v)) / (c(u v) + t(u v))` with c counts and t the number of different followers, down to
/// `p(w) = (c(w) + t · u) / (c + t)` with u one over ten times the number of different words: words that the pool has not share
/// what is left. Words are keys of `TokenizedText`, marks included.
///
/// - Source: Witten and Bell 1991 (method C), in the interpolated form of Chen and Goodman 1999, section 2.6. Deviation: the last
///   level's base is uniform over ten times the words seen.
public struct FluencyModel: Sendable {
    /// Tokens of the pool that are learned from, at most: 16 MB of counts.
    public static let tokenLimit = 400_000

    private var numbers: [String: UInt64] = [:]
    private var counts = SequenceCounts()

    /// Counts the words of a pool.
    ///
    /// - Parameters:
    ///   - texts: Originals alone, in any order. Revised texts are what the model judges, and what is among its texts it finds
    ///     probable. Where there are more than the limit takes in, texts are drawn at random, and the last one is cut off.
    ///   - seed: For the draw.
    public init(_ texts: some Sequence<String>, seed: UInt64 = 0) {
        self.init(texts, seed: seed, tokenLimit: FluencyModel.tokenLimit)
    }

    package init(_ texts: some Sequence<String>, seed: UInt64, tokenLimit: Int) {
        var generator = SeededGenerator(seed: seed, purpose: "fluency")
        var rest = tokenLimit
        for text in texts.shuffled(using: &generator) where rest > 0 {
            let keys = TokenizedText(text).keys.prefix(rest)
            rest -= keys.count
            let words = keys.map { number(of: $0) }
            counts.add(words)
        }
    }

    private mutating func number(of key: String) -> UInt64 {
        if let number = numbers[key] { return number }
        let number = SequenceCounts.firstWord + UInt64(numbers.count)
        numbers[key] = number
        return number
    }

    /// The mean of the natural logarithms of the words' probabilities; 0 for a text without words.
    ///
    /// - Parameter text: Its own words count where it is one of the pool's; see `meanLogProbability(of:without:)`.
    public func meanLogProbability(of text: TokenizedText) -> Double {
        meanLogProbability(of: text, without: SequenceCounts())
    }

    /// The same as if the model had not seen another text of the pool.
    ///
    /// - Parameter own: Of that text alone (see `counts(of:)`).
    /// - Complexity: O(tokens), whatever the size of the pool.
    func meanLogProbability(of text: TokenizedText, without own: SequenceCounts) -> Double {
        guard !text.tokens.isEmpty else { return 0 }
        var history = SequenceCounts.beginning
        var sum = 0.0
        for token in text.tokens {
            let word = numbers[token.key] ?? SequenceCounts.unknown
            sum += log(probability(of: word, after: history, without: own))
            history = (history.1, word)
        }
        return sum / Double(text.tokens.count)
    }

    /// What a text of the pool added to the counts; nothing where the text is not one of the pool's.
    ///
    /// - Complexity: O(tokens), whatever the size of the pool.
    func counts(of text: TokenizedText) -> SequenceCounts {
        let words = text.tokens.compactMap { numbers[$0.key] }
        var own = SequenceCounts()
        own.add(words)
        guard words.count == text.tokens.count, counts.contains(own) else { return SequenceCounts() }
        own.keepKindsOfNoOther(in: counts)
        return own
    }

    private func probability(
        of word: UInt64,
        after history: (UInt64, UInt64),
        without own: SequenceCounts
    ) -> Double {
        var probability = 1 / (10 * Double(numbers.count) + 1)
        for history in SequenceCounts.histories(history) {
            guard let (total, kinds) = counts.followers(of: history, without: own) else { continue }
            let count = Double(counts.count(of: word, after: history, without: own))
            probability = (count + Double(kinds) * probability) / Double(total + kinds)
        }
        return probability
    }
}
