/// The shortest way from one sequence to another by insertions and deletions, found diagonal by diagonal.
///
/// - Source: Myers 1986, figure 2. Each round's furthest points are kept, so that the way can be walked back.
struct ShortestPath {
    private let original: [Int32]
    private let revised: [Int32]
    /// By round d, for the diagonals −d, −d + 2, … d: how far in the original, −1 where a diagonal leaves the grid.
    private var rounds: [Int32] = []
    private var roundCount = 0
    /// Steps made.
    private(set) var work = 0

    init(_ original: [Int32], _ revised: [Int32]) {
        self.original = original
        self.revised = revised
    }

    /// - Returns: Whether the other end was reached within the limits.
    mutating func search(distanceLimit: Int, workLimit: Int) -> Bool {
        for round in 0...min(distanceLimit, original.count + revised.count) {
            roundCount = round + 1
            for place in 0...round {
                let (_, start) = step(round: round, place: place)
                let end = start < 0 ? start : slide(start, diagonal: 2 * place - round)
                rounds.append(Int32(truncatingIfNeeded: end))
                if end == original.count && end - (2 * place - round) == revised.count { return true }
            }
            work += round + 1
            if work > workLimit { return false }
        }
        return false
    }

    /// Where a diagonal is entered in a round, and from which place of the round before; −1 where it is not.
    private func step(round: Int, place: Int) -> (from: Int, start: Int) {
        if round == 0 { return (-1, 0) }
        let before = round * (round - 1) / 2
        let diagonal = 2 * place - round
        var found = (from: -1, start: -1)
        if place < round {
            let start = Int(rounds[before + place])
            if start >= 0 && start - diagonal <= revised.count { found = (place, start) }
        }
        if place > 0 {
            let start = Int(rounds[before + place - 1])
            if start >= 0 && start < original.count && start + 1 > found.start { found = (place - 1, start + 1) }
        }
        return found
    }

    private mutating func slide(_ start: Int, diagonal: Int) -> Int {
        var end = start
        while end < original.count && end - diagonal < revised.count && original[end] == revised[end - diagonal] {
            end += 1
        }
        work += end - start
        return end
    }

    /// What is the same along the way; empty before a search that succeeded.
    func runs() -> [TokenAlignment.Run] {
        var runs: [TokenAlignment.Run] = []
        var place = rounds.count - 1 - (roundCount - 1) * roundCount / 2
        for round in stride(from: roundCount - 1, through: 0, by: -1) {
            let end = Int(rounds[round * (round + 1) / 2 + place])
            let (from, start) = step(round: round, place: place)
            if end > start {
                runs.append(.init(original: start, revised: start - (2 * place - round), count: end - start))
            }
            place = from
        }
        return runs
    }
}
