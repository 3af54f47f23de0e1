/// Finds added tokens in a text: the leftmost one, and of those that start there the longest.
struct AddedTokenMatcher: Sendable {
    enum Part {
        case token(Int32)
        case text(Range<Int>)
    }

    private let tokens: [AddedToken]
    private let trie: TokenTrie
    /// Bytes that are looked at before a token is looked for: 4, or as many as the shortest token has.
    private let prefixByteCount: Int
    /// Bits, by a hash of so many bytes: whether a token may start with them.
    private let prefixes: [UInt64]

    var isEmpty: Bool { tokens.isEmpty }

    /// - Parameter patterns: By token: the text that is looked for. A token without any is never found.
    init(_ tokens: [AddedToken], patterns: [[UInt8]]) throws(TokenizerReason) {
        var trie = TokenTrie()
        let shortest = patterns.lazy.filter { !$0.isEmpty }.map(\.count).min() ?? 1
        prefixByteCount = min(4, shortest)
        var prefixes = [UInt64](repeating: 0, count: 1 << 10)
        for (number, pattern) in patterns.enumerated() where !pattern.isEmpty {
            try trie.insert(pattern, value: Int32(number))
            let slot = Self.slot(pattern.prefix(prefixByteCount).reduce(0) { $0 << 8 | UInt32($1) })
            prefixes[slot >> 6] |= 1 << UInt64(slot & 63)
        }
        self.tokens = tokens
        self.trie = trie
        self.prefixes = prefixes
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

    @inline(__always)
    private static func slot(_ prefix: UInt32) -> Int {
        Int((prefix &* 0x9e37_79b1) >> 16)
    }

    private func firstMatch(in text: Span<UInt8>, from start: Int) -> (Range<Int>, AddedToken)? {
        let prefixes = prefixes.span
        let mask = UInt32.max >> UInt32(32 - 8 * prefixByteCount)
        var window: UInt32 = 0
        var end = start
        while end < text.count {
            window = (window << 8 | UInt32(text[end])) & mask
            end += 1
            let offset = end - prefixByteCount
            guard offset >= start else { continue }
            let slot = Self.slot(window)
            if prefixes[slot >> 6] >> UInt64(slot & 63) & 1 != 0, let match = longestMatch(in: text, at: offset) {
                return match
            }
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
