internal import WinnowNumerics

/// Rows of a pool in the order of the clusters they are in, cut into cells, and which cells are compared with which.
struct RowCells: Sendable {
    /// The pool's row at each place.
    let order: [Int]
    /// The places of each cell; none is longer than `cellLimit`.
    let cells: [Range<Int>]
    /// By cell, the cells that are compared with it, ascending.
    let probes: [[Int]]
    /// Whether nothing is left out that is wanted.
    let isWhole: Bool

    /// Rows of a cell at most: a block that products are made of at once.
    static let cellLimit = 128
    /// Clusters at most: finding them costs as much as there are clusters, for each row.
    static let clusterLimit = 1024
    /// Rows that clusters are fitted to.
    private static let sampleLimit = 16_384

    /// Everything is compared with everything.
    init(whole rowCount: Int) {
        order = Array(0..<rowCount)
        cells = Self.cut(0..<rowCount)
        probes = [[Int]](repeating: Array(cells.indices), count: cells.count)
        isWhole = true
    }

    /// New rows are compared with those before them, and these with nobody.
    init(placing new: Range<Int>) {
        order = Array(0..<new.upperBound)
        let mapped = Self.cut(0..<new.lowerBound)
        cells = mapped + Self.cut(new)
        probes = cells.indices.map { $0 < mapped.count ? [] : Array(mapped.indices) }
        isWhole = true
    }

    /// - Complexity: O(n·d·clusters).
    init(clustering pool: PoolFeatures, frame: RowFrame, probedRowCount: Int, seed: UInt64) {
        let n = pool.rowCount
        let count = min(max(n / Self.cellLimit, 1), Self.clusterLimit)
        var generator = SeededGenerator(seed: seed, purpose: "cell sample")
        let sample = generator.sample(min(n, Self.sampleLimit), from: n).sorted()
        let fitted = CentredRows(pool, order: sample, frame: frame).selecting(Array(sample.indices))
        let centres = KMeans(clusterCount: count, iterationLimit: 4).fit(fitted, seed: seed).centres
        var members = [[Int]](repeating: [], count: centres.rowCount)
        let size = 16_384
        for first in stride(from: 0, to: n, by: size) {
            // A part at a time, so that the whole is never held twice.
            let part = CentredRows(pool, order: Array(first..<min(n, first + size)), frame: frame)
            let wide = part.selecting(Array(0..<part.rowCount))
            let nearest = wide.nearest(to: centres, squaredLengths: part.squaredLengths).centres
            for (place, centre) in nearest.enumerated() { members[centre].append(first + place) }
        }
        order = members.flatMap(\.self)
        var (cells, clusters, start): ([Range<Int>], [Int], Int) = ([], [], 0)
        for (cluster, rows) in members.enumerated() where !rows.isEmpty {
            let cut = Self.cut(start..<start + rows.count)
            cells += cut
            clusters += [Int](repeating: cluster, count: cut.count)
            start += rows.count
        }
        self.cells = cells
        probes = Self.probes(cells, clusters, centres, rowCount: probedRowCount)
        isWhole = false
    }

    /// Pieces of about one length.
    private static func cut(_ places: Range<Int>) -> [Range<Int>] {
        let count = (places.count + cellLimit - 1) / cellLimit
        return (0..<count).map { number in
            let start = places.lowerBound + places.count * number / count
            return start..<places.lowerBound + places.count * (number + 1) / count
        }
    }

    /// For each cell itself, and then those of the nearest centres until they have enough rows.
    private static func probes(
        _ cells: [Range<Int>],
        _ clusters: [Int],
        _ centres: WideMatrix,
        rowCount: Int
    ) -> [[Int]] {
        let lengths = centres.squaredLengths()
        let byCluster = Dictionary(grouping: cells.indices) { clusters[$0] }
        return ParallelFor.map(cells.count) { cell in
            let distances = centres.squaredDistances(to: centres.row(clusters[cell]), squaredLengths: lengths)
            let nearest = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
            var (chosen, count) = ([cell], cells[cell].count)
            // Rounding must not put another centre before its own.
            for cluster in [clusters[cell]] + nearest.filter({ $0 != clusters[cell] }) {
                for other in byCluster[cluster] ?? [] where other != cell {
                    guard count < rowCount else { return chosen.sorted() }
                    chosen.append(other)
                    count += cells[other].count
                }
            }
            return chosen.sorted()
        }
    }
}
