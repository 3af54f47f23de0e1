/// Texts as numbers of tokens, one behind the other: `(n)` sequences of any lengths.
package struct TokenBatch: Sendable, Equatable {
    /// All tokens.
    package private(set) var ids: [Int32] = []
    /// Where each sequence begins, and the end of the last: n + 1 numbers.
    package private(set) var offsets = [0]

    package init() {}

    package init<ID: BinaryInteger>(_ sequences: some Sequence<[ID]>) {
        for sequence in sequences { append(sequence) }
    }

    /// n.
    package var count: Int { offsets.count - 1 }

    /// Where the tokens of a sequence are in `ids`.
    package func range(_ sequence: Int) -> Range<Int> {
        offsets[sequence]..<offsets[sequence + 1]
    }

    /// A number that no vocabulary has stays one that none has.
    package mutating func append<ID: BinaryInteger>(_ sequence: some Sequence<ID>) {
        for id in sequence { ids.append(Int32(exactly: id) ?? -1) }
        offsets.append(ids.count)
    }
}

extension TokenBatch {
    /// Consecutive sequences of at most `most` tokens together; one of more is on its own.
    func chunks(of most: Int) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        var first = 0
        for sequence in 0..<count where offsets[sequence + 1] - offsets[first] > most && sequence > first {
            chunks.append(first..<sequence)
            first = sequence
        }
        if first < count { chunks.append(first..<count) }
        return chunks
    }
}
