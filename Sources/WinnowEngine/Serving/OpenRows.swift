internal import WinnowDomain
internal import WinnowNumerics

/// Rows that still need an annotation, so that one can be drawn in constant time, with the number of them that each
/// annotator may not have because they had or have it.
struct OpenRows {
    private(set) var rows: [Int] = []
    /// Where a row is in `rows`, by row; negative for rows that are not.
    private var places: [Int32]
    private var engaged: [AnnotatorID: Int] = [:]

    /// - Parameter rowCount: Rows that there are, open or not.
    init(rowCount: Int) {
        places = [Int32](repeating: -1, count: rowCount)
    }

    var count: Int { rows.count }

    /// Open rows that an annotator could be given.
    func count(for annotator: AnnotatorID) -> Int { rows.count - engaged[annotator, default: 0] }

    mutating func insert(_ row: Int, engaging annotators: some Sequence<AnnotatorID>) {
        guard places[row] < 0 else { return }
        places[row] = Int32(rows.count)
        rows.append(row)
        for annotator in annotators { engaged[annotator, default: 0] += 1 }
    }

    mutating func remove(_ row: Int, engaging annotators: some Sequence<AnnotatorID>) {
        let place = places[row]
        guard place >= 0, let last = rows.popLast() else { return }
        if last != row {
            rows[Int(place)] = last
            places[last] = place
        }
        places[row] = -1
        for annotator in annotators { engaged[annotator]? -= 1 }
    }

    /// A row drawn uniformly from those that `isAvailable`; nil when there is none.
    ///
    /// - Complexity: O(1) expected while most open rows are available; O(n) otherwise.
    func draw(using generator: inout SeededGenerator, where isAvailable: (Int) -> Bool) -> Int? {
        guard !rows.isEmpty else { return nil }
        for _ in 0..<32 {
            let row = rows[Int.random(in: rows.indices, using: &generator)]
            if isAvailable(row) { return row }
        }
        // Refused draws say nothing of those that are left: each of them is still as likely as any other.
        return rows.filter(isAvailable).randomElement(using: &generator)
    }
}
