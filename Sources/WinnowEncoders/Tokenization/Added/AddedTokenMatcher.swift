/// Finds added tokens in a text: the leftmost one, and of those that start there the longest.
struct AddedTokenMatcher: Sendable {
    enum Part {
        case token(Int32)
        case text(Range<Int>)
    }

    private let tokens: [AddedToken]
    private let trie: TokenTrie
    /// By byte: whether a token starts with it.
    private let isFirst: [Bool]

    var isEmpty: Bool { tokens.isEmpty }

    /// - Parameter patterns: By token: the text that is looked for. A token without any is never found.
    init(_ tokens: [AddedToken], patterns: [[UInt8]]) throws(TokenizerReason) {
        var trie = TokenTrie()
        var isFirst = [Bool](repeating: false, count: 256)
        for (number, pattern) in patterns.enumerated() where !pattern.isEmpty {
            try trie.insert(pattern, value: Int32(number))
            isFirst[Int(pattern[0])] = true
        }
        self.tokens = tokens
        self.trie = trie
        self.isFirst = isFirst
    }

    /// The tokens and the texts between them, in order; nil when there is no token.
    ///
    /// A text may overlap what a token stripped, where another token starts in that white space: as in the package.
    func parts(of text: Span<UInt8>) -> [Part]? {
        guard var (match, token) = firstMatch(in: text, from: 0) else { return nil }
        var parts: [Part] = []
        var end = 0
        while true {
            if !token.isSingleWord || isSingleWord(match, in: text) {
                let start = token.stripsLeft ? max(startOfSpace(before: match.lowerBound, text), end) : match.lowerBound
                if end < start { parts.append(.text(end..<start)) }
                parts.append(.token(token.id))
                end = token.stripsRight ? endOfSpace(after: match.upperBound, text) : match.upperBound
            }
            guard let next = firstMatch(in: text, from: match.upperBound) else { break }
            (match, token) = next
        }
        if end < text.count { parts.append(.text(end..<text.count)) }
        return parts
    }

    private func firstMatch(in text: Span<UInt8>, from start: Int) -> (Range<Int>, AddedToken)? {
        let isFirst = isFirst.span
        var offset = start
        while offset < text.count {
            if isFirst[Int(text[offset])], let match = longestMatch(in: text, at: offset) { return match }
            offset += 1
        }
        return nil
    }

    private func longestMatch(in text: Span<UInt8>, at start: Int) -> (Range<Int>, AddedToken)? {
        var longest: (Range<Int>, AddedToken)?
        var node = TokenTrie.root
        var offset = start
        while offset < text.count {
            node = trie.child(of: node, text[offset])
            if node == TokenTrie.root { break }
            offset += 1
            let number = trie.value(of: node)
            if number != TokenTrie.none { longest = (start..<offset, tokens[Int(number)]) }
        }
        return longest
    }
}

// MARK: - Around a match

extension AddedTokenMatcher {
    private func isSingleWord(_ match: Range<Int>, in text: Span<UInt8>) -> Bool {
        if match.lowerBound > 0 {
            let before = text.scalar(at: text.scalarStart(endingAt: match.lowerBound))
            if ScalarTraits.of(before.value).contains(.word) { return false }
        }
        guard match.upperBound < text.count else { return true }
        return !ScalarTraits.of(text.scalar(at: match.upperBound).value).contains(.word)
    }

    private func startOfSpace(before end: Int, _ text: Span<UInt8>) -> Int {
        var start = end
        while start > 0 {
            let last = text.scalarStart(endingAt: start)
            guard ScalarTraits.of(text.scalar(at: last).value).contains(.space) else { break }
            start = last
        }
        return start
    }

    private func endOfSpace(after start: Int, _ text: Span<UInt8>) -> Int {
        var end = start
        while end < text.count {
            let scalar = text.scalar(at: end)
            guard ScalarTraits.of(scalar.value).contains(.space) else { break }
            end += scalar.byteCount
        }
        return end
    }
}
