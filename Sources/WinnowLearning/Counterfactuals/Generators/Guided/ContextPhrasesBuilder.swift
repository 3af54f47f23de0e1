internal import WinnowNumerics

/// Numbers for words and phrases, how often labels have them, and where they were seen.
struct ContextPhrasesBuilder: Sendable {
    struct Entry {
        let context: UInt64
        let phrase: UInt32
    }

    /// A text by its hash, and a label that it was read with.
    private struct LabelledHash: Hashable {
        let hash: UInt64
        let label: Int
    }

    /// A text that is learned from, as far as the limit takes it in.
    private struct Lesson {
        let text: TokenizedText
        let label: Int
        let tokenCount: Int
    }

    /// From 1; 0 stands for the ends of a text.
    private var words: [String: UInt64] = [:]
    private var names: [String] = [""]
    private var common = Set<UInt64>()
    /// By its one or two words.
    private var phrases: [UInt64: UInt32] = [:]
    private var phraseWords: [UInt64] = []
    /// By phrase and label.
    private var counts: [UInt64: UInt32] = [:]
    private var tokenCounts: [Int: Int] = [:]
    /// Times that a whole text was read.
    private var repetitions: [LabelledHash: Int] = [:]
    private var entries: [Entry] = []

    /// - Parameters: See `ContextPhrases`.
    init(_ texts: [String], labels: [Int], seed: UInt64, tokenLimit: Int) {
        var generator = SeededGenerator(seed: seed, purpose: "context phrases")
        var lessons: [Lesson] = []
        var rest = tokenLimit
        for place in (0..<min(texts.count, labels.count)).shuffled(using: &generator) where rest > 0 {
            guard (0..<1 << 16).contains(labels[place]) else { continue }
            let text = TokenizedText(texts[place])
            lessons.append(Lesson(text: text, label: labels[place], tokenCount: min(rest, text.tokens.count)))
            rest -= text.tokens.count
        }
        numberWords(lessons)
        for lesson in lessons { add(lesson) }
    }

    mutating func takeEntries() -> [Entry] {
        let taken = entries
        entries = []
        return taken
    }

    private mutating func numberWords(_ lessons: [Lesson]) {
        var occurrences: [Int] = [0]
        for lesson in lessons {
            for token in lesson.text.tokens.prefix(lesson.tokenCount) {
                let number = words[token.key] ?? UInt64(names.count)
                if number == names.count {
                    words[token.key] = number
                    names.append(token.key)
                    occurrences.append(0)
                }
                if token.isWord { occurrences[Int(number)] += 1 }
            }
        }
        // By their texts where they are as common: then the order of reading decides nothing.
        let order = occurrences.indices.dropFirst().sorted {
            (occurrences[$1], names[$0]) < (occurrences[$0], names[$1])
        }
        common = Set(order.prefix(min(ContextPhrases.commonCount, order.count / 50)).map { UInt64($0) })
    }

    private mutating func add(_ lesson: Lesson) {
        let text = lesson.text
        tokenCounts[lesson.label, default: 0] += lesson.tokenCount
        if lesson.tokenCount == text.tokens.count {
            repetitions[LabelledHash(hash: text.hash, label: lesson.label), default: 0] += 1
        }
        for place in 0..<lesson.tokenCount {
            for end in place + 1...min(place + 2, lesson.tokenCount) {
                guard let key = key(place..<end, in: text), let context = context(of: place..<end, in: text) else {
                    continue
                }
                let phrase = phrases[key] ?? UInt32(phraseWords.count)
                if phrase == phraseWords.count {
                    phrases[key] = phrase
                    phraseWords.append(key)
                }
                counts[UInt64(phrase) << 16 | UInt64(lesson.label), default: 0] += 1
                entries.append(Entry(context: context, phrase: phrase))
            }
        }
    }

    /// What a text adds to the counts by being one of those that were read; nothing where it is none of them.
    func ownCounts(of text: TokenizedText) -> ContextPhrases.OwnCounts {
        var own = ContextPhrases.OwnCounts(tokenCount: text.tokens.count)
        let hash = text.hash
        for label in tokenCounts.keys { own.repetitions[label] = repetitions[LabelledHash(hash: hash, label: label)] }
        guard !own.repetitions.isEmpty else { return own }
        for place in text.tokens.indices {
            for end in place + 1...min(place + 2, text.tokens.count) {
                if let phrase = key(place..<end, in: text).flatMap({ phrases[$0] }) {
                    own.phrases[phrase, default: 0] += 1
                }
            }
        }
        return own
    }

    /// What names a phrase; nil for one that is none.
    private func key(_ range: Range<Int>, in text: TokenizedText) -> UInt64? {
        var key: UInt64 = 0
        for place in range {
            let token = text.tokens[place]
            guard token.isWord, let number = words[token.key], !common.contains(number) else { return nil }
            if Casing(of: token.text) != .small && !text.isSentenceStart(place) { return nil }
            key = key << 32 | number
        }
        return key
    }

    /// A number for the phrase of some tokens, also one that was not seen; nil for what is no phrase.
    func phrase(_ range: Range<Int>, in text: TokenizedText) -> UInt32? {
        let isPhrase = range.allSatisfy { place in
            let token = text.tokens[place]
            return token.isWord && !(words[token.key].map(common.contains) ?? false)
        }
        guard isPhrase, !range.isEmpty, range.count <= 2 else { return nil }
        return key(range, in: text).flatMap { phrases[$0] } ?? UInt32.max
    }

    /// A number for what stands on both sides of so many tokens; nil where a neighbour was never seen.
    func context(of range: Range<Int>, in text: TokenizedText) -> UInt64? {
        func neighbour(_ place: Int) -> UInt64? {
            text.tokens.indices.contains(place) ? words[text.tokens[place].key] : 0
        }
        guard let left = neighbour(range.lowerBound - 1), let right = neighbour(range.upperBound) else { return nil }
        // There are no more words than tokens, far fewer than 2³¹.
        return UInt64(range.count & 1) << 62 | left << 31 | right
    }

    func count(of phrase: UInt32, label: Int, without own: ContextPhrases.OwnCounts) -> Int {
        guard label >= 0 else { return 0 }
        return Int(counts[UInt64(phrase) << 16 | UInt64(label)] ?? 0) - own.count(of: phrase, label: label)
    }

    /// How many times as frequent a phrase is in texts of one label as in those of another; 1 where one of the labels has no
    /// texts.
    ///
    /// One occurrence is added to both together, shared as their tokens are: a phrase that was never seen is then as frequent
    /// in both, however unequal these are.
    func telling(
        _ phrase: UInt32,
        of label: Int,
        against other: Int,
        without own: ContextPhrases.OwnCounts
    ) -> Double {
        func tokens(_ label: Int) -> Double { Double((tokenCounts[label] ?? 0) - own.tokenCount(label: label)) }
        let total = tokens(label) + tokens(other)
        guard tokens(label) > 0, tokens(other) > 0 else { return 1 }
        func share(_ label: Int) -> Double {
            Double(count(of: phrase, label: label, without: own)) / tokens(label) + 1 / total
        }
        return share(label) / share(other)
    }

    func text(of phrase: UInt32) -> String {
        let key = phraseWords[Int(phrase)]
        return [key >> 32, key & 0xffff_ffff].filter { $0 > 0 }.map { names[Int($0)] }.joined(separator: " ")
    }
}

extension TokenizedText {
    /// FNV-1a of the bytes, the same on every machine.
    fileprivate var hash: UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
