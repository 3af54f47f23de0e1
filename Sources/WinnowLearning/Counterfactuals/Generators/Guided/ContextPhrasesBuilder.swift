/// Numbers for words and phrases, how often labels have them, and where they were seen.
struct ContextPhrasesBuilder: Sendable {
    struct Entry {
        let context: UInt64
        let phrase: UInt32
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
    private var entries: [Entry] = []

    init(_ texts: [String], labels: [Int]) {
        var read: [(text: TokenizedText, label: Int)] = []
        var total = 0
        for (text, label) in zip(texts, labels) where (0..<1 << 16).contains(label) && total < ContextPhrases.tokenLimit
        {
            let tokens = TokenizedText(text)
            total += tokens.tokens.count
            read.append((tokens, label))
        }
        numberWords(read.lazy.map(\.text))
        for (text, label) in read { add(text, label: label) }
    }

    mutating func takeEntries() -> [Entry] {
        let taken = entries
        entries = []
        return taken
    }

    private mutating func numberWords(_ texts: some Sequence<TokenizedText>) {
        var occurrences: [Int] = [0]
        for text in texts {
            for token in text.tokens {
                let number = words[token.key] ?? UInt64(names.count)
                if number == names.count {
                    words[token.key] = number
                    names.append(token.key)
                    occurrences.append(0)
                }
                if token.isWord { occurrences[Int(number)] += 1 }
            }
        }
        let order = occurrences.indices.dropFirst().sorted { (occurrences[$1], $0) < (occurrences[$0], $1) }
        common = Set(order.prefix(min(ContextPhrases.commonCount, order.count / 50)).map { UInt64($0) })
    }

    private mutating func add(_ text: TokenizedText, label: Int) {
        tokenCounts[label, default: 0] += text.tokens.count
        for place in text.tokens.indices {
            for end in place + 1...min(place + 2, text.tokens.count) {
                guard let key = key(place..<end, in: text), let context = context(of: place..<end, in: text) else {
                    continue
                }
                let phrase = phrases[key] ?? UInt32(phraseWords.count)
                if phrase == phraseWords.count {
                    phrases[key] = phrase
                    phraseWords.append(key)
                }
                counts[UInt64(phrase) << 16 | UInt64(label), default: 0] += 1
                entries.append(Entry(context: context, phrase: phrase))
            }
        }
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

    func count(of phrase: UInt32, label: Int) -> Int {
        Int(counts[UInt64(phrase) << 16 | UInt64(max(0, label))] ?? 0)
    }

    /// How many times as frequent a phrase is in texts of one label as in those of another; half an occurrence is added to
    /// each.
    func telling(_ phrase: UInt32, of label: Int, against other: Int) -> Double {
        func share(_ label: Int) -> Double {
            (Double(count(of: phrase, label: label)) + 0.5) / Double(max(1, tokenCounts[label] ?? 0))
        }
        return share(label) / share(other)
    }

    func text(of phrase: UInt32) -> String {
        let key = phraseWords[Int(phrase)]
        return [key >> 32, key & 0xffff_ffff].filter { $0 > 0 }.map { names[Int($0)] }.joined(separator: " ")
    }
}
