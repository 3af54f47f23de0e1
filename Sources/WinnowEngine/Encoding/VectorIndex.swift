/// Where the vector of each key lies: a table of slots with open addressing, because a pool has millions of keys.
struct VectorIndex: Sendable {
    private(set) var keys: [VectorKey] = []
    /// Positions in `keys`, -1 for none; a power of two, at most half full.
    private var table: [Int32] = [Int32](repeating: -1, count: 1024)

    var count: Int { keys.count }

    /// The position of a key; nil when it is not there.
    func position(of key: VectorKey) -> Int? {
        let found = table[place(of: key)]
        return found < 0 ? nil : Int(found)
    }

    /// Adds a key behind the others; of one that is there already, the new position counts.
    mutating func append(_ key: VectorKey) {
        let position = keys.count
        keys.append(key)
        if 2 * keys.count > table.count { return grow() }
        table[place(of: key)] = Int32(truncatingIfNeeded: position)
    }

    /// Keys are hashes already.
    private func place(of key: VectorKey) -> Int {
        let mask = table.count - 1
        var place = Int(truncatingIfNeeded: key.low) & mask
        while table[place] >= 0, keys[Int(table[place])] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        table = [Int32](repeating: -1, count: 4 * table.count)
        for position in keys.indices {
            table[place(of: keys[position])] = Int32(truncatingIfNeeded: position)
        }
    }
}
