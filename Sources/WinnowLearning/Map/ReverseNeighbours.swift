/// The rows in whose lists a row is, of each row some: those lowest in number have to do where there are many.
struct ReverseNeighbours {
    private let offsets: [Int]
    private let members: [UInt32]

    /// - Complexity: O(n·k).
    init(of lists: NeighbourLists) {
        let (n, k) = (lists.rowCount, lists.capacity)
        var counts = [Int](repeating: 0, count: n + 1)
        for row in lists.rows where row != NeighbourLists.nobody { counts[Int(row) + 1] += 1 }
        // A row that is near to very many would make each of these look at all the others.
        for row in 0..<n { counts[row + 1] = counts[row] + min(counts[row + 1], k) }
        var (next, members) = (counts, [UInt32](repeating: 0, count: counts[n]))
        for entry in lists.rows.indices where lists.rows[entry] != NeighbourLists.nobody {
            let row = Int(lists.rows[entry])
            guard next[row] < counts[row + 1] else { continue }
            members[next[row]] = UInt32(entry / k)
            next[row] += 1
        }
        (offsets, self.members) = (counts, members)
    }

    func rows(of row: Int) -> ArraySlice<UInt32> { members[offsets[row]..<offsets[row + 1]] }
}
