/// Cuts a piece so that the sum of its tokens' scores is highest: Viterbi's algorithm.
///
/// Source: Kudo 2018; ties and unknown scalars as in SentencePiece and the `tokenizers` package.
struct UnigramModel: Sendable {
    /// The best way to a place in a piece.
    struct Node {
        /// −1 as long as there is none.
        var start: Int = -1
        var score: Double = 0
        /// The last token's number in the list; −1 for an unknown scalar.
        var number: Int32 = -1
    }

    private static let unknownPenalty = 10.0

    let vocabulary: TokenVocabulary
    /// Of the list, where one token may stand twice.
    let size: Int
    let unknownID: Int32?
    private let scores: [Double]
    private let trie: TokenTrie
    private let unknownScore: Double
    private let byteIDs: [Int32]

    /// - Parameters:
    ///   - tokens: By id, at least one. Of a token that is there twice, the later one counts.
    ///   - scores: By id, finite.
    ///   - unknownID: Below the count of tokens; without it, unknown scalars are left out.
    init(
        tokens: [[UInt8]],
        scores: [Double],
        unknownID: Int32?,
        fallsBackToBytes: Bool
    ) throws(TokenizerReason) {
        vocabulary = try TokenVocabulary(tokens.enumerated().map { .init(token: $1, id: Int32($0)) })
        var trie = TokenTrie()
        for (id, token) in tokens.enumerated() { try trie.insert(token, value: Int32(id)) }
        self.trie = trie
        self.scores = scores
        self.unknownID = unknownID
        size = tokens.count
        unknownScore = (scores.min() ?? 0) - UnigramModel.unknownPenalty
        byteIDs = fallsBackToBytes ? ByteTokens.ids(in: vocabulary) : []
    }

    func append(_ text: Span<UInt8>, _ range: Range<Int>, to ids: inout [Int32], _ scratch: inout ModelScratch) {
        findBest(text, range, &scratch.nodes)
        let countBefore = ids.count
        var end = range.upperBound
        // From the end to the start: unknown tokens in a row are one.
        while end > range.lowerBound {
            var start = scratch.nodes[end - range.lowerBound].start
            let number = scratch.nodes[end - range.lowerBound].number
            guard isUnknown(number) else {
                ids.append(number)
                end = start
                continue
            }
            while start > range.lowerBound, isUnknown(scratch.nodes[start - range.lowerBound].number) {
                start = scratch.nodes[start - range.lowerBound].start
            }
            appendUnknown(text, start, end, to: &ids)
            end = start
        }
        ids[countBefore...].reverse()
    }

    private func isUnknown(_ number: Int32) -> Bool {
        number < 0 || number == unknownID
    }

    /// Fills the nodes, one for each byte of the range and one for its end.
    private func findBest(_ text: Span<UInt8>, _ range: Range<Int>, _ nodes: inout [Node]) {
        nodes.removeAll(keepingCapacity: true)
        nodes.append(contentsOf: repeatElement(Node(), count: range.count + 1))
        var offset = range.lowerBound
        while offset < range.upperBound {
            let scoreHere = nodes[offset - range.lowerBound].score
            let scalarEnd = offset + text.scalar(at: offset).byteCount
            var hasScalar = false
            var node = TokenTrie.root
            var end = offset
            while end < range.upperBound {
                node = trie.child(of: node, text[end])
                if node == TokenTrie.root { break }
                end += 1
                let number = trie.value(of: node)
                guard number != TokenTrie.none else { continue }
                let score = scores[Int(number)] + scoreHere
                nodes[end - range.lowerBound].improve(start: offset, score: score, number: number)
                if end == scalarEnd { hasScalar = true }
            }
            if !hasScalar {
                let score = unknownScore + scoreHere
                nodes[scalarEnd - range.lowerBound].improve(start: offset, score: score, number: -1)
            }
            offset = scalarEnd
        }
    }

    /// Appends, in reverse, what stands for unknown scalars in a row.
    private func appendUnknown(_ text: Span<UInt8>, _ start: Int, _ end: Int, to ids: inout [Int32]) {
        if let id = vocabulary.id(of: text, from: start, to: end) { return ids.append(id) }
        if !byteIDs.isEmpty, (start..<end).allSatisfy({ byteIDs[Int(text[$0])] >= 0 }) {
            for index in (start..<end).reversed() { ids.append(byteIDs[Int(text[index])]) }
        } else if let unknownID {
            ids.append(unknownID)
        }
    }
}

extension UnigramModel.Node {
    @inline(__always)
    fileprivate mutating func improve(start: Int, score: Double, number: Int32) {
        guard self.start < 0 || score > self.score else { return }
        self = UnigramModel.Node(start: start, score: score, number: number)
    }
}
