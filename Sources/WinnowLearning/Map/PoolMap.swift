public import WinnowNumerics

/// A place in the plane for each row of a pool, such that rows that are alike lie beside each other.
public struct PoolMap: Sendable, Equatable {
    /// Row-major `(n, 2)`, finite.
    public let coordinates: [Float]

    /// - Parameter coordinates: Row-major `(n, 2)`, finite.
    public init(coordinates: [Float]) {
        precondition(coordinates.count % 2 == 0, "\(coordinates.count) coordinates in the plane")
        precondition(coordinates.allSatisfy(\.isFinite), "a place that is none")
        self.coordinates = coordinates
    }

    /// n.
    public var rowCount: Int { coordinates.count / 2 }

    /// Where a row lies.
    public subscript(row: Int) -> SIMD2<Float> { SIMD2(coordinates[2 * row], coordinates[2 * row + 1]) }
}

extension PoolMap {
    /// Rows that the axes are fitted to.
    private static let sampleLimit = 16_384
    /// Of the place that is farthest out; distances of a layout are about 1 between neighbours.
    static let extent: Float = 10

    /// The plane in which the dense columns vary most. It is there at once, and where `UMAP` begins.
    ///
    /// The largest coordinate, up to its sign, is 10; all are 0 where rows do not differ.
    ///
    /// - Parameters:
    ///   - pool: n rows of d dense columns; the axes are those of 16,384 of them at most.
    ///   - seed: Of the choice of these.
    /// - Throws: `LearningError.noDenseFeatures`; `.nonFinite(row:)` with the first such row; `.cancelled`.
    /// - Complexity: O(n·d); the same bits for any number of threads.
    /// - Source: Pearson 1901; Hotelling 1933. As a start that makes maps alike from seed to seed: Kobak and
    ///   Linderman 2021, "Initialization is critical for preserving global data structure in both t-SNE and UMAP".
    public static func principal(
        of pool: PoolFeatures,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> PoolMap {
        let frame = try RowFrame(pool)
        let (n, d) = (pool.rowCount, pool.denseColumnCount)
        guard n > 0 else { return PoolMap(coordinates: []) }
        var generator = SeededGenerator(seed: seed, purpose: "axes sample")
        let sample = n > sampleLimit ? generator.sample(sampleLimit, from: n).sorted() : Array(0..<n)
        let axes = LeadingAxes(
            of: CentredRows(pool, order: sample, frame: frame).selecting(Array(sample.indices)),
            count: 2,
            seed: seed
        ).axes
        let table = DenseTable(columnCount: d, outputCount: 2) { Float(axes[$1][$0]) }
        var coordinates = [Float](repeating: 0, count: 2 * n)
        for first in stride(from: 0, to: n, by: sampleLimit) {
            if cancellation?.isCancelled == true { throw .cancelled }
            let rows = first..<min(n, first + sampleLimit)
            let part = CentredRows(pool, order: Array(rows), frame: frame).rows
            coordinates.withUnsafeMutableBufferPointer { out in
                // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
                nonisolated(unsafe) let out = out
                ParallelFor.chunks(of: rows.count, size: 1024) { _, places in
                    let target = 2 * (first + places.lowerBound)..<2 * (first + places.upperBound)
                    part.times(rows: places, table, into: UnsafeMutableBufferPointer(rebasing: out[target]))
                }
            }
        }
        return PoolMap(coordinates: coordinates).scaled(to: extent)
    }

    /// With the largest coordinate, up to its sign, made a number; zeros stay zeros.
    func scaled(to extent: Float) -> PoolMap {
        let farthest = coordinates.reduce(0) { max($0, abs($1)) }
        // What differs by rounding alone does not differ.
        guard farthest > 1e-20 else { return PoolMap(coordinates: [Float](repeating: 0, count: coordinates.count)) }
        return PoolMap(coordinates: coordinates.map { $0 / farthest * extent })
    }
}
