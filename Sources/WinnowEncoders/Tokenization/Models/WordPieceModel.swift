/// Cuts a word greedily: the longest token it starts with, then the longest one that continues it, and so on.
///
/// A word that cannot be cut wholly is one unknown token. Source: Schuster and Nakajima 2012; Devlin et al. 2019.
struct WordPieceModel: Sendable {
    let vocabulary: TokenVocabulary
    let unknownID: Int32?
    private let unknown: Int32
    private let trie: TokenTrie
    /// Where the tokens that continue a word start in the trie; nil when there are none.
    private let continuation: UInt32?
    private let scalarLimit: Int

    /// - Parameters:
    ///   - prefix: What the tokens that continue a word start with.
    ///   - scalarLimit: A word of more scalars is unknown.
    /// - Throws: A reason when the vocabulary does not have the unknown token.
    init(
        _ vocabulary: TokenVocabulary,
        unknownToken: [UInt8],
        prefix: [UInt8],
        scalarLimit: Int
    ) throws(TokenizerReason) {
        guard let unknown = vocabulary.id(of: unknownToken) else {
            throw TokenizerReason("the vocabulary has no \(String(decoding: unknownToken, as: UTF8.self))")
        }
        var trie = TokenTrie()
        for number in 0..<vocabulary.count {
            try trie.insert(vocabulary.token(number: number), value: vocabulary.id(number: number))
        }
        self.vocabulary = vocabulary
        self.unknown = unknown
        self.trie = trie
        self.scalarLimit = scalarLimit
        unknownID = unknown
        continuation = trie.node(after: prefix)
    }

    @inline(__always)
    func append(_ text: Span<UInt8>, _ range: Range<Int>, to ids: inout [Int32]) {
        guard !isTooLong(text, range) else { return ids.append(unknown) }
        let countBefore = ids.count
        var start = range.lowerBound
        var node = TokenTrie.root
        while start < range.upperBound {
            var offset = start
            var longest = TokenTrie.none
            while offset < range.upperBound {
                node = trie.child(of: node, text[offset])
                if node == TokenTrie.root { break }
                offset += 1
                let value = trie.value(of: node)
                if value != TokenTrie.none {
                    longest = value
                    start = offset
                }
            }
            guard longest != TokenTrie.none, let continuation = continuation ?? finished(start, range) else {
                ids.removeSubrange(countBefore...)
                ids.append(unknown)
                return
            }
            ids.append(longest)
            node = continuation
        }
    }

    /// Any node when a word is used up: then a vocabulary without continuations is enough.
    private func finished(_ start: Int, _ range: Range<Int>) -> UInt32? {
        start == range.upperBound ? TokenTrie.root : nil
    }

    @inline(__always)
    private func isTooLong(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count > scalarLimit else { return false }
        var count = 0
        for index in range where text[index] & 0xc0 != 0x80 { count += 1 }
        return count > scalarLimit
    }
}
