/// Which two scalars stand side by side in some token.
///
/// No merge reaches over two that do not: a piece can be cut there without a difference.
struct ScalarPairs: Sendable {
    private static let free = UInt64.max

    private var slots = [UInt64](repeating: free, count: 1 << 10)
    private var shift: UInt64 = 54
    private var count = 0

    /// - Parameter vocabulary: Its tokens are well-formed UTF-8.
    init(of vocabulary: TokenVocabulary) {
        for number in 0..<vocabulary.count {
            let token = vocabulary.token(number: number)
            var previous: UInt32?
            for scalar in token.span.scalars(from: 0, to: token.count) {
                if let previous { insert(ScalarPairs.key(previous, scalar)) }
                previous = scalar
            }
        }
    }

    @inline(__always)
    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// The slot of a key, or the free one where it would be.
    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        var slot = Int((key &* 0x9e37_79b9_7f4a_7c15) >> shift)
        while slots[slot] != ScalarPairs.free, slots[slot] != key { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func insert(_ key: UInt64) {
        let place = slot(of: key)
        guard slots[place] == ScalarPairs.free else { return }
        slots[place] = key
        count += 1
        guard count * 2 > slots.count else { return }
        let old = slots
        slots = [UInt64](repeating: ScalarPairs.free, count: old.count * 2)
        shift -= 1
        for key in old where key != ScalarPairs.free { slots[slot(of: key)] = key }
    }

    @inline(__always)
    func contains(_ first: UInt32, _ second: UInt32) -> Bool {
        slots[slot(of: ScalarPairs.key(first, second))] != ScalarPairs.free
    }
}
