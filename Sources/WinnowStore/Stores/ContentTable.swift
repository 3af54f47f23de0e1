/// Which texts a queue's items have, held in memory while records are imported: the first item of each text by the first
/// 64 bits of its hash, in open addressing.
///
/// Hints, to be checked against the rows: an item may have got another text since, and two texts may share the 64 bits.
struct ContentTable {
    /// The newest item that is known here.
    var lastItem: Int64 = 0
    /// The newest event that is known here.
    var lastEvent: Int64 = 0

    private var keys: [UInt64]
    /// 0: the place is free.
    private var items: [Int64]
    private var count = 0

    init(capacity: Int = 1 << 10) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "capacity \(capacity)")
        keys = [UInt64](repeating: 0, count: capacity)
        items = [Int64](repeating: 0, count: capacity)
    }

    /// The first 64 bits of a hash. Hashes are uniform, so that no further mixing is needed.
    static func key(_ hash: UnsafeRawBufferPointer) -> UInt64 {
        hash.count >= 8 ? hash.loadUnaligned(as: UInt64.self) : 0
    }

    /// Calls `body` with each item that may have the text, until it returns true.
    ///
    /// - Returns: Whether it did.
    /// - Complexity: O(1), as only the first item of a text is held.
    func contains(_ key: UInt64, where body: (Int64) throws -> Bool) rethrows -> Bool {
        var place = start(key)
        while items[place] != 0 {
            if keys[place] == key, try body(items[place]) { return true }
            place = (place + 1) & (keys.count - 1)
        }
        return false
    }

    mutating func insert(_ key: UInt64, item: Int64) {
        if 2 * count >= keys.count { grow() }
        place(key, item)
        count += 1
    }

    private func start(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key) & (keys.count - 1) }

    private mutating func place(_ key: UInt64, _ item: Int64) {
        var place = start(key)
        while items[place] != 0 { place = (place + 1) & (keys.count - 1) }
        keys[place] = key
        items[place] = item
    }

    private mutating func grow() {
        var larger = ContentTable(capacity: 2 * keys.count)
        for (key, item) in zip(keys, items) where item != 0 { larger.place(key, item) }
        keys = larger.keys
        items = larger.items
    }
}
