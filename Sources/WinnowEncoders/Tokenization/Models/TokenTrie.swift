/// Texts with a value each, to find all those that a text starts with.
///
/// One table of edges, keyed by node and byte: quick to build, and a step is one probe.
struct TokenTrie: Sendable {
    static let root: UInt32 = 0
    /// What `value(of:)` gives for a node where no text ends.
    static let none: Int32 = -1
    private static let nodeLimit = 1 << 24

    /// Upper half: node and byte, lower half: the node it leads to. 0 is free: no edge leads to the root.
    private var edges = [UInt64](repeating: 0, count: 1 << 10)
    private var shift: UInt32 = 22
    private var values: [Int32] = [none]

    /// Adds a text; one that is there gets the new value.
    ///
    /// - Parameter value: Not negative.
    /// - Throws: A reason when all texts have more than 16 million different prefixes.
    mutating func insert(_ text: [UInt8], value: Int32) throws(TokenizerReason) {
        var node = TokenTrie.root
        for byte in text {
            var next = child(of: node, byte)
            if next == TokenTrie.root {
                guard values.count < TokenTrie.nodeLimit else { throw TokenizerReason("its tokens are too long") }
                next = UInt32(values.count)
                values.append(TokenTrie.none)
                if values.count * 2 > edges.count { grow() }
                insert(edge: UInt64(TokenTrie.key(node, byte)) << 32 | UInt64(next))
            }
            node = next
        }
        values[Int(node)] = value
    }

    @inline(__always)
    private static func key(_ node: UInt32, _ byte: UInt8) -> UInt32 {
        node << 8 | UInt32(byte)
    }

    @inline(__always)
    private func firstSlot(_ key: UInt32) -> Int {
        Int((key &* 0x9e37_79b1) >> shift)
    }

    private mutating func insert(edge: UInt64) {
        var slot = firstSlot(UInt32(edge >> 32))
        while edges[slot] != 0 { slot = (slot + 1) & (edges.count - 1) }
        edges[slot] = edge
    }

    private mutating func grow() {
        let old = edges
        edges = [UInt64](repeating: 0, count: old.count * 2)
        shift -= 1
        for edge in old where edge != 0 { insert(edge: edge) }
    }

    /// The node after one more byte; `root` when there is none.
    @inline(__always)
    func child(of node: UInt32, _ byte: UInt8) -> UInt32 {
        let key = UInt64(TokenTrie.key(node, byte))
        var slot = firstSlot(UInt32(truncatingIfNeeded: key))
        while true {
            let edge = edges[slot]
            if edge >> 32 == key, edge != 0 { return UInt32(truncatingIfNeeded: edge) }
            if edge == 0 { return TokenTrie.root }
            slot = (slot + 1) & (edges.count - 1)
        }
    }

    /// The value of the text that ends at a node; `none` when none does.
    @inline(__always)
    func value(of node: UInt32) -> Int32 {
        values[Int(node)]
    }

    /// The node after a text; nil when no text starts so.
    func node(after text: [UInt8]) -> UInt32? {
        var node = TokenTrie.root
        for byte in text {
            node = child(of: node, byte)
            if node == TokenTrie.root { return nil }
        }
        return node
    }
}
