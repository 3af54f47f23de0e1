public import WinnowNumerics

/// The nearest rows of a pool to each row that was labelled so far.
///
/// A newly labelled row costs one pass over the pool's dense columns; those that are known cost nothing. Distances are Euclidean
/// among features as they are kept, and not as they are learned from, which changes with the number of labels.
public struct NeighbourCandidates: Sendable {
    /// Neighbours of each row, at least 1.
    public let neighbourCount: Int
    /// By labelled row, nearest first.
    private var lists: [Int: [UInt32]] = [:]
    /// Of the pool's rows.
    private var squaredLengths: [Float] = []

    /// - Parameter neighbourCount: Of each row, at least 1.
    public init(neighbourCount: Int = 100) {
        precondition(neighbourCount > 0, "\(neighbourCount) neighbours")
        self.neighbourCount = neighbourCount
    }

    /// Finds the neighbours of the labelled rows that are not known yet. A pool with another number of rows than before is
    /// another pool, and all are found anew.
    ///
    /// - Parameter labelled: Rows of the pool.
    /// - Throws: `LearningError.noDenseFeatures`; `.cancelled`, with those kept that were found.
    /// - Complexity: O(new rows · n · d) on several threads; the same lists for any number of them, and for any order in which
    ///   rows were added.
    public mutating func extend(
        to labelled: [Int],
        of pool: PoolFeatures,
        cancellation: Cancellation? = nil
    ) throws(LearningError) {
        guard pool.denseColumnCount > 0 else { throw .noDenseFeatures }
        if squaredLengths.count != pool.rowCount {
            lists = [:]
            squaredLengths = pool.squaredLengths()
        }
        let missing = labelled.filter { lists[$0] == nil }
        for first in stride(from: 0, to: missing.count, by: 64) {
            if cancellation?.isCancelled == true { throw .cancelled }
            let rows = Array(missing[first..<min(first + 64, missing.count)])
            let found = pool.nearest(to: rows, count: neighbourCount, squaredLengths: squaredLengths)
            for (row, list) in zip(rows, found) { lists[row] = list }
        }
    }

    /// The neighbours of a row, nearest first, without itself; nil where it was not added.
    public func neighbours(of row: Int) -> [Int]? {
        lists[row]?.map(Int.init)
    }

    /// All neighbours of some labelled rows, ascending, each once.
    ///
    /// - Complexity: O(n + labelled · neighbours).
    public func rows(near labelled: [Int]) -> [Int] {
        var isNear = [Bool](repeating: false, count: squaredLengths.count)
        for row in labelled { for neighbour in lists[row] ?? [] { isNear[Int(neighbour)] = true } }
        return isNear.indices.filter { isNear[$0] }
    }
}
