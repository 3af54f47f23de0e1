/// Frequent words and phrases of texts that a tokenizer has no single token for.
///
/// A word is a run of letters, digits and underscores in the normalized text; a phrase is two or three words with one
/// space between each two. Counted are texts that have the term, however often. The more frequent come first, of equals
/// the one whose bytes are less.
struct PoolTerms {
    /// Normalized, UTF-8.
    var words: [[UInt8]] = []
    var phrases: [[UInt8]] = []

    /// A phrase as numbers of frequent words, 21 bits each.
    private typealias Key = UInt64
    private static let mask: Key = 1 << 21 - 1

    /// None.
    init() {}

    /// - Complexity: O(words of all texts); phrases of three words are counted only where their parts are frequent.
    init(of texts: [String], _ tokenizer: Tokenizer, _ settings: DistillationSettings) {
        let least = settings.leastTextCount
        var index = WordIndex()
        var runs = texts.map { text in
            var bytes = Array(text.utf8)
            tokenizer.normalizer?.apply(to: &bytes)
            return index.runs(of: bytes)
        }
        let counts = Self.counts(runs.map { $0.joined() }, least: least)
        // What is frequent gets small numbers, what is rare none.
        let frequent = counts.keys.sorted()
        let ordered = frequent.map { index.words[Int($0)] }
        var places = [Int32](repeating: -1, count: index.words.count)
        for (place, number) in frequent.enumerated() where place <= Self.mask { places[Int(number)] = Int32(place) }
        runs = runs.map { $0.map { run in run.map { places[Int($0)] } } }

        let wordCounts = zip(ordered, frequent).map { (term: $0, count: counts[$1] ?? 0) }
        words = Self.first(settings.wordCount, of: wordCounts, tokenizer)
        guard settings.phraseCount > 0 else { return }
        let pairs = Self.counts(runs.map { $0.flatMap { Self.pairs(of: $0).compactMap(\.self) } }, least: least)
        let triples = Self.counts(runs.map { $0.flatMap { Self.triples(of: $0, pairs) } }, least: least)
        let phraseCounts =
            pairs.map { (term: Self.joined([$0 >> 21, $0 & Self.mask], ordered), count: $1) }
            + triples.map { key, count in
                (term: Self.joined([key >> 42, key >> 21 & Self.mask, key & Self.mask], ordered), count: count)
            }
        phrases = Self.first(settings.phraseCount, of: phraseCounts, tokenizer)
    }

    private static func first(
        _ count: Int,
        of counts: [(term: [UInt8], count: Int)],
        _ tokenizer: Tokenizer
    ) -> [[UInt8]] {
        let sorted = counts.sorted {
            $0.count == $1.count ? $0.term.lexicographicallyPrecedes($1.term) : $0.count > $1.count
        }
        return Array(sorted.lazy.map(\.term).filter { tokenizer.isSplit($0) }.prefix(count))
    }

    /// In how many texts each term is, of those that are in enough.
    private static func counts<Term: Hashable>(_ texts: [some Sequence<Term>], least: Int) -> [Term: Int] {
        var counts: [Term: Int] = [:]
        for text in texts { for term in Set(text) { counts[term, default: 0] += 1 } }
        return counts.filter { $0.value >= least }
    }

    private static func joined(_ parts: [Key], _ words: [[UInt8]]) -> [UInt8] {
        Array(parts.map { words[Int($0)] }.joined(separator: [UInt8(ascii: " ")]))
    }

    /// By place: a word and the next; nil where one of them is rare.
    private static func pairs(of run: [Int32]) -> [Key?] {
        zip(run, run.dropFirst()).map { $0 < 0 || $1 < 0 ? nil : Key($0) << 21 | Key($1) }
    }

    private static func triples(of run: [Int32], _ frequent: [Key: Int]) -> [Key] {
        let pairs = pairs(of: run)
        return zip(pairs, pairs.dropFirst()).compactMap { first, second in
            guard let first, let second, frequent[first] != nil, frequent[second] != nil else { return nil }
            return first << 21 | second & mask
        }
    }
}

extension Tokenizer {
    /// Whether a normalized term is several known tokens.
    fileprivate func isSplit(_ term: [UInt8]) -> Bool {
        let ids = rawTokens(of: String(decoding: term, as: UTF8.self))
        return ids.count > 1 && (unknownID.map { !ids.contains($0) } ?? true)
    }
}
