/// Tokens and their ids, found by the tokens' bytes.
///
/// Open addressing over one array of bytes: two texts that are only canonically equal are two tokens.
struct TokenVocabulary: Sendable {
    struct Entry {
        let token: [UInt8]
        let id: Int32
    }

    /// The tokens' bytes, end to end.
    private let bytes: [UInt8]
    /// By token: where it starts in `bytes`; one more for the end.
    private let starts: [Int]
    /// By token. When a token is there twice, the later id has replaced the earlier one.
    private let ids: [Int32]
    /// The hash's upper half and the token's number + 1; 0 is free. As many as a power of 2.
    private let slots: [UInt64]
    private let numbersByID: [Int32: Int]
    private let longestByteCount: Int

    /// How many different tokens there are.
    var count: Int { ids.count }

    /// The highest id; −1 when there are no tokens.
    let highestID: Int32

    /// - Throws: A reason when two tokens have one id, or there are too many bytes.
    init(_ entries: [Entry]) throws(TokenizerReason) {
        var capacity = 16
        while capacity < entries.count * 2 { capacity *= 2 }
        var slots = [UInt64](repeating: 0, count: capacity)
        var bytes: [UInt8] = []
        var starts = [0]
        var ids: [Int32] = []
        for entry in entries {
            let slot = TokenVocabulary.slot(of: entry.token.span, 0, entry.token.count, slots, bytes, starts)
            if slots[slot] != 0 {
                ids[TokenVocabulary.number(slots[slot])] = entry.id
                continue
            }
            let hash = TokenVocabulary.hash(entry.token.span, 0, entry.token.count)
            ids.append(entry.id)
            slots[slot] = UInt64(hash) << 32 | UInt64(ids.count)
            bytes.append(contentsOf: entry.token)
            starts.append(bytes.count)
        }
        var numbersByID: [Int32: Int] = [:]
        numbersByID.reserveCapacity(ids.count)
        for (number, id) in ids.enumerated() where numbersByID.updateValue(number, forKey: id) != nil {
            throw TokenizerReason("two tokens have the id \(id)")
        }
        self.bytes = bytes
        self.starts = starts
        self.ids = ids
        self.slots = slots
        self.numbersByID = numbersByID
        highestID = ids.max() ?? -1
        longestByteCount = zip(starts, starts.dropFirst()).map { $1 - $0 }.max() ?? 0
    }

    private static func number(_ slot: UInt64) -> Int {
        Int(slot & 0xffff_ffff) - 1
    }

    /// FNV-1a, folded.
    @inline(__always)
    private static func hash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in start..<end { hash = (hash ^ UInt64(text[index])) &* 0x0100_0000_01b3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    /// The slot of a text, or the free one where it would be.
    @inline(__always)
    private static func slot(
        of text: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ slots: [UInt64],
        _ bytes: [UInt8],
        _ starts: [Int]
    ) -> Int {
        let hash = hash(text, start, end)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] >> 32 == UInt64(hash) {
                let number = number(slots[slot])
                let first = starts[number]
                if starts[number + 1] - first == end - start,
                    (0..<end - start).allSatisfy({ bytes[first + $0] == text[start + $0] })
                {
                    return slot
                }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}

// MARK: - Looking up

extension TokenVocabulary {
    /// The number (not the id) of the token that a range is; nil when it is none.
    @inline(__always)
    func number(of text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        guard end - start <= longestByteCount else { return nil }
        let slot = slots[TokenVocabulary.slot(of: text, start, end, slots, bytes, starts)]
        return slot == 0 ? nil : TokenVocabulary.number(slot)
    }

    @inline(__always)
    func id(number: Int) -> Int32 {
        ids[number]
    }

    /// The id of the token that a range is; nil when it is none.
    @inline(__always)
    func id(of text: Span<UInt8>, from start: Int, to end: Int) -> Int32? {
        number(of: text, from: start, to: end).map { ids[$0] }
    }

    func id(of token: [UInt8]) -> Int32? {
        id(of: token.span, from: 0, to: token.count)
    }

    func token(of id: Int32) -> [UInt8]? {
        numbersByID[id].map { token(number: $0) }
    }

    func token(number: Int) -> [UInt8] {
        Array(bytes[starts[number]..<starts[number + 1]])
    }
}
