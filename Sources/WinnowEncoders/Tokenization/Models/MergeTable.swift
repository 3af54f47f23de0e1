/// Which two tokens in a row merge into which one, and how early.
struct MergeTable: Sendable {
    struct Merge {
        /// The lowest goes first.
        let rank: UInt32
        let id: Int32
    }

    private static let free = UInt64.max

    private struct Slot {
        var key: UInt64
        var merge: Merge
    }

    private let slots: [Slot]
    private let shift: UInt64

    /// - Parameter merges: By rank; of a pair that is there twice, the later one counts. Ids are not negative.
    init(_ merges: [(left: Int32, right: Int32, id: Int32)]) {
        var bits: UInt64 = 4
        while 1 << Int(bits) < merges.count * 2 { bits += 1 }
        let free = Slot(key: MergeTable.free, merge: Merge(rank: 0, id: 0))
        var slots = [Slot](repeating: free, count: 1 << Int(bits))
        for (rank, merge) in merges.enumerated() {
            let key = MergeTable.key(merge.left, merge.right)
            var slot = Int((key &* 0x9e37_79b9_7f4a_7c15) >> (64 - bits))
            while slots[slot].key != MergeTable.free, slots[slot].key != key { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Slot(key: key, merge: Merge(rank: UInt32(rank), id: merge.id))
        }
        self.slots = slots
        shift = 64 - bits
    }

    @inline(__always)
    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    @inline(__always)
    func merge(_ left: Int32, _ right: Int32) -> Merge? {
        let key = MergeTable.key(left, right)
        var slot = Int((key &* 0x9e37_79b9_7f4a_7c15) >> shift)
        while true {
            if slots[slot].key == key { return slots[slot].merge }
            if slots[slot].key == MergeTable.free { return nil }
            slot = (slot + 1) & (slots.count - 1)
        }
    }
}
