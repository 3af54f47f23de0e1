/// Which tokens of two texts are the same, in order: a longest common subsequence where that is affordable.
///
/// Equal ends are cut off first. The rest is aligned by the greedy shortest edit script; where that needs more than
/// `distanceLimit` insertions and deletions, it is parted at tokens that both sides have once, and each part is tried again.
/// When the work allowed is used up, what is left counts as changed: the alignment is then coarser, never wrong.
///
/// - Source: Myers 1986, "An O(ND) difference algorithm and its variations", figure 2; Cohen's patience diff for the parts.
/// - Complexity: O((n + m) · d) time for d changed tokens, at most `workLimit` steps; O(n + m + d²) memory.
struct TokenAlignment {
    /// Neighbouring tokens that both texts have.
    struct Run: Equatable {
        var original: Int
        var revised: Int
        var count: Int
    }

    static let distanceLimit = 2048
    static let workLimit = 48_000_000

    /// Ascending in both texts, with no two that could be one.
    private(set) var runs: [Run] = []
    private let original: [Int32]
    private let revised: [Int32]
    private var work = TokenAlignment.workLimit

    init(_ numbers: TokenNumbers) {
        original = numbers.original
        revised = numbers.revised
        var open = [(original.indices, revised.indices)]
        while let (left, right) = open.popLast() {
            let (left, right) = cutEnds(left, right)
            if left.isEmpty || right.isEmpty || work <= 0 || align(left, right) { continue }
            let anchors = anchors(left, right)
            runs += anchors
            open += TokenAlignment.between(anchors, left, right)
        }
        runs = TokenAlignment.joined(runs)
    }

    private mutating func cutEnds(_ left: Range<Int>, _ right: Range<Int>) -> (Range<Int>, Range<Int>) {
        var (left, right) = (left, right)
        var count = 0
        while count < min(left.count, right.count),
            original[left.lowerBound + count] == revised[right.lowerBound + count]
        {
            count += 1
        }
        append(left.lowerBound, right.lowerBound, count)
        (left, right) = (left.dropFirst(count), right.dropFirst(count))
        count = 0
        while count < min(left.count, right.count),
            original[left.upperBound - 1 - count] == revised[right.upperBound - 1 - count]
        {
            count += 1
        }
        append(left.upperBound - count, right.upperBound - count, count)
        return (left.dropLast(count), right.dropLast(count))
    }

    private mutating func append(_ original: Int, _ revised: Int, _ count: Int) {
        if count > 0 { runs.append(Run(original: original, revised: revised, count: count)) }
    }

    /// Aligns two parts by their shortest edit script.
    ///
    /// - Returns: false where it would be too much work.
    private mutating func align(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        var path = ShortestPath(Array(original[left]), Array(revised[right]))
        // One part alone does not get everything: others may be worth more.
        let isFound = path.search(distanceLimit: TokenAlignment.distanceLimit, workLimit: work / 4)
        work -= path.work
        guard isFound else { return false }
        for run in path.runs() { append(left.lowerBound + run.original, right.lowerBound + run.revised, run.count) }
        return true
    }

    /// Tokens that both parts have once, in an order that both have them in: as many as possible.
    private mutating func anchors(_ left: Range<Int>, _ right: Range<Int>) -> [Run] {
        work -= left.count + right.count
        let places = TokenAlignment.single(original, left)
        let common = TokenAlignment.single(revised, right).compactMap { number, place in
            places[number].map { Run(original: $0, revised: place, count: 1) }
        }
        return TokenAlignment.longestAscent(common.sorted { $0.original < $1.original })
    }

    private static func single(_ tokens: [Int32], _ range: Range<Int>) -> [Int32: Int] {
        var places: [Int32: Int] = [:]
        for place in range { places[tokens[place]] = places[tokens[place]] == nil ? place : -1 }
        return places.filter { $0.value >= 0 }
    }

    /// The longest subsequence that ascends in the revised text too (patience sorting).
    private static func longestAscent(_ runs: [Run]) -> [Run] {
        var tops: [Int] = []
        var before = [Int](repeating: -1, count: runs.count)
        for (place, run) in runs.enumerated() {
            var (low, high) = (0, tops.count)
            while low < high {
                let middle = (low + high) / 2
                if runs[tops[middle]].revised < run.revised { low = middle + 1 } else { high = middle }
            }
            if low > 0 { before[place] = tops[low - 1] }
            if low < tops.count { tops[low] = place } else { tops.append(place) }
        }
        var ascent: [Run] = []
        var place = tops.last ?? -1
        while place >= 0 {
            ascent.append(runs[place])
            place = before[place]
        }
        return ascent.reversed()
    }

    private static func between(
        _ anchors: [Run],
        _ left: Range<Int>,
        _ right: Range<Int>
    ) -> [(Range<Int>, Range<Int>)] {
        guard !anchors.isEmpty else { return [] }
        var parts: [(Range<Int>, Range<Int>)] = []
        var (start, second) = (left.lowerBound, right.lowerBound)
        for anchor in anchors {
            parts.append((start..<anchor.original, second..<anchor.revised))
            (start, second) = (anchor.original + 1, anchor.revised + 1)
        }
        return parts + [(start..<left.upperBound, second..<right.upperBound)]
    }

    private static func joined(_ runs: [Run]) -> [Run] {
        var joined: [Run] = []
        for run in runs.sorted(by: { $0.original < $1.original }) {
            if let last = joined.last, last.original + last.count == run.original,
                last.revised + last.count == run.revised
            {
                joined[joined.count - 1].count += run.count
            } else {
                joined.append(run)
            }
        }
        return joined
    }
}
