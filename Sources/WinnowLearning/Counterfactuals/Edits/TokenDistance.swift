/// The Levenshtein distance of two sequences of tokens: insertions, deletions and replacements, each 1.
///
/// - Source: Levenshtein 1966; Ukkonen 1985 for the band: a distance of at most t is found within t of the diagonal, and t is
///   doubled until it is enough.
enum TokenDistance {
    /// Cells of all bands.
    static let workLimit = 64_000_000

    /// - Returns: nil where it would take more than `workLimit` steps.
    /// - Complexity: O(min(n, m) · distance).
    static func levenshtein(_ left: [Int32], _ right: [Int32]) -> Int? {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        let (one, other) = withoutCommonEnds(short, long)
        if one.isEmpty { return other.count }
        var band = max(16, other.count - one.count)
        var work = 0
        while true {
            work += one.count * min(2 * band + 1, other.count)
            guard work <= workLimit else { return nil }
            let distance = within(band, one, other)
            if distance <= band { return distance }
            band *= 2
        }
    }

    private static func withoutCommonEnds(
        _ left: [Int32],
        _ right: [Int32]
    ) -> (ArraySlice<Int32>, ArraySlice<Int32>) {
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        var end = 0
        while end < min(left.count, right.count) - start,
            left[left.count - 1 - end] == right[right.count - 1 - end]
        {
            end += 1
        }
        return (left[start..<left.count - end], right[start..<right.count - end])
    }

    /// The least cost of a way that stays within the band; the distance where that is at most the band's width.
    private static func within(_ band: Int, _ one: ArraySlice<Int32>, _ other: ArraySlice<Int32>) -> Int {
        let (one, other) = (Array(one), Array(other))
        let unreachable = one.count + other.count + 1
        // By number of tokens of `other`.
        var row = (0...other.count).map { $0 <= band ? $0 : unreachable }
        for place in one.indices {
            let first = max(0, place + 1 - band)
            let last = min(other.count, place + 1 + band)
            guard first <= last else { return unreachable }
            var diagonal = first > 0 ? row[first - 1] : unreachable
            if first > 0 { row[first - 1] = unreachable }
            for column in first...last {
                let above = row[column]
                if column == 0 {
                    row[0] = place + 1
                } else {
                    let change = one[place] == other[column - 1] ? 0 : 1
                    row[column] = min(diagonal + change, min(above, row[column - 1]) + 1)
                }
                diagonal = above
            }
        }
        return row[other.count]
    }
}
