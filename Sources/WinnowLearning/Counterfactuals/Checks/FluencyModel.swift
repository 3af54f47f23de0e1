private import Foundation

/// A word-trigram model of the pool's language: how probable a text is, word by word.
///
/// `p(w | u v) = (c(u v w) + t(u v) · p(w | v)) / (c(u v) + t(u v))` with c counts and t the number of different followers, down to
/// `p(w) = (c(w) + t · u) / (c + t)` with u one over ten times the number of different words: words that the pool has not share
/// what is left. Words are keys of `TokenizedText`, marks included.
///
/// - Source: Witten and Bell 1991 (method C), in the interpolated form of Chen and Goodman 1999, section 2.6. Deviation: the last
///   level's base is uniform over ten times the words seen.
public struct FluencyModel: Sendable {
    /// Of the pool's first texts, those that are learned from hold so many tokens at most: 16 MB of counts.
    public static let tokenLimit = 400_000

    private var numbers: [String: UInt64] = [:]
    /// By sequence of one to three words.
    private var counts: [UInt64: UInt32] = [:]
    /// By sequence of none to two words: what followed, and how many different ones.
    private var followers: [UInt64: (total: UInt32, kinds: UInt32)] = [:]

    /// Counts the words of a pool.
    ///
    /// - Parameter texts: In any order; a sample at random where there are more than the limit takes in.
    public init(_ texts: some Sequence<String>) {
        var tokenCount = 0
        for text in texts where tokenCount < FluencyModel.tokenLimit {
            let keys = TokenizedText(text).keys
            tokenCount += keys.count
            add(keys)
        }
    }

    /// Of no text.
    private init() {}

    private mutating func add(_ keys: [String]) {
        var history: (UInt64, UInt64) = (FluencyModel.start, FluencyModel.start)
        for key in keys {
            let word = numbers[key] ?? FluencyModel.start + 1 + UInt64(numbers.count)
            numbers[key] = word
            count(word, after: 0)
            count(word, after: history.1)
            count(word, after: history.0 << 21 | history.1)
            history = (history.1, word)
        }
    }

    private mutating func count(_ word: UInt64, after history: UInt64) {
        let known = counts[history << 21 | word] ?? 0
        counts[history << 21 | word] = known + 1
        let (total, kinds) = followers[history] ?? (0, 0)
        followers[history] = (total + 1, known == 0 ? kinds + 1 : kinds)
    }

    /// The mean of the natural logarithms of the words' probabilities; 0 for a text without words.
    ///
    /// - Parameter text: Its own words count where it is one of the pool's; see `meanLogProbability(of:without:)`.
    public func meanLogProbability(of text: TokenizedText) -> Double {
        meanLogProbability(of: text, without: FluencyModel())
    }

    /// The same as if the model had not seen another text of the pool.
    ///
    /// - Parameter own: Of that text alone (see `counts(of:)`).
    func meanLogProbability(of text: TokenizedText, without own: FluencyModel) -> Double {
        guard !text.tokens.isEmpty else { return 0 }
        var history: (UInt64, UInt64) = (FluencyModel.start, FluencyModel.start)
        var sum = 0.0
        for token in text.tokens {
            let word = numbers[token.key] ?? FluencyModel.unknown
            sum += log(probability(of: word, after: history, without: own))
            history = (history.1, word)
        }
        return sum / Double(text.tokens.count)
    }

    /// What a text of the pool added to the counts; nothing where the text is not one of the pool's.
    func counts(of text: TokenizedText) -> FluencyModel {
        var own = FluencyModel()
        own.numbers = numbers
        own.add(text.keys)
        guard own.counts.allSatisfy({ counts[$0.key] ?? 0 >= $0.value }) else { return FluencyModel() }
        // What no other text has after a history is one kind less there.
        for history in own.followers.keys { own.followers[history]?.kinds = 0 }
        for (sequence, count) in own.counts where counts[sequence] == count {
            own.followers[sequence >> 21]?.kinds += 1
        }
        return own
    }

    private func probability(
        of word: UInt64,
        after history: (UInt64, UInt64),
        without own: FluencyModel
    ) -> Double {
        var probability = 1 / (10 * Double(numbers.count) + 1)
        for history in [0, history.1, history.0 << 21 | history.1] {
            let (ownTotal, ownKinds) = own.followers[history] ?? (0, 0)
            guard let (total, kinds) = followers[history], total > ownTotal else { continue }
            let sequence = history << 21 | word
            let count = Double((counts[sequence] ?? 0) - (own.counts[sequence] ?? 0))
            let others = Double(kinds - ownKinds)
            probability = (count + others * probability) / (Double(total - ownTotal) + others)
        }
        return probability
    }

    // Words are numbered from 3 on, so that a shorter sequence is never a longer one; three numbers fit into 63 bits because there
    // are no more words than tokens.
    private static let unknown: UInt64 = 1
    private static let start: UInt64 = 2
}
