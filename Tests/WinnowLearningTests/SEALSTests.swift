import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct SEALSTests {
    static func rows(_ count: Int, columns: Int = 5, seed: UInt64 = 2) -> DenseMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "neighbours")
        let values = (0..<count * columns).map { _ in Float(generator.uniform()) - 0.5 }
        return DenseMatrix(rowCount: count, columnCount: columns, values: values)
    }

    static func features(_ rows: DenseMatrix, blockSize: Int = .max) -> PoolFeatures {
        let starts = stride(from: 0, to: rows.rowCount, by: min(blockSize, rows.rowCount))
        let blocks = starts.map { start in
            DenseRows(rows.selecting(rows: start..<min(start + min(blockSize, rows.rowCount), rows.rowCount)))
        }
        return PoolFeatures(dense: [.init(columnCount: rows.columnCount, blocks: blocks)])
    }

    static func nearest(_ rows: DenseMatrix, to row: Int, count: Int) -> [Int] {
        let distances = (0..<rows.rowCount).map { other in
            zip(rows.row(row), rows.row(other)).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
        }
        return Array((0..<rows.rowCount).filter { $0 != row }.sorted { distances[$0] < distances[$1] }.prefix(count))
    }

    @Test("neighbours are the nearest rows by distance, without the row itself, in whatever blocks rows are kept")
    func definition() throws {
        let rows = Self.rows(5_000)
        for blockSize in [Int.max, 3_000, 700] {
            var candidates = NeighbourCandidates(neighbourCount: 12)
            try candidates.extend(to: [0, 17, 4_999], of: Self.features(rows, blockSize: blockSize))
            for row in [0, 17, 4_999] {
                #expect(candidates.neighbours(of: row) == Self.nearest(rows, to: row, count: 12))
            }
            #expect(candidates.neighbours(of: 1) == nil)
        }
    }

    @Test("dense columns side by side count as one row")
    func parts() throws {
        let (first, second) = (Self.rows(300, columns: 3, seed: 3), Self.rows(300, columns: 4, seed: 4))
        let whole = DenseMatrix(
            rowCount: 300,
            columnCount: 7,
            values: (0..<300).flatMap { Array(first.row($0)) + Array(second.row($0)) }
        )
        let parts = PoolFeatures(
            dense: [first, second].map {
                .init(columnCount: $0.columnCount, blocks: [DenseRows($0)])
            }
        )
        var candidates = NeighbourCandidates(neighbourCount: 9)
        try candidates.extend(to: [5], of: parts)
        #expect(candidates.neighbours(of: 5) == Self.nearest(whole, to: 5, count: 9))
    }

    @Test("rows added one after the other have the neighbours that they have together")
    func incremental() throws {
        let features = Self.features(Self.rows(2_500))
        let labelled = (0..<130).map { $0 * 19 }
        var (together, oneByOne) = (NeighbourCandidates(neighbourCount: 20), NeighbourCandidates(neighbourCount: 20))
        try together.extend(to: labelled, of: features)
        for count in labelled.indices.reversed() { try oneByOne.extend(to: Array(labelled[count...]), of: features) }
        #expect(labelled.allSatisfy { together.neighbours(of: $0) == oneByOne.neighbours(of: $0) })
        #expect(together.rows(near: labelled) == oneByOne.rows(near: labelled))
        let expected = Set(labelled.flatMap { together.neighbours(of: $0) ?? [] }).sorted()
        #expect(together.rows(near: labelled) == expected)
        #expect(together.rows(near: [19]) == together.neighbours(of: 19)?.sorted())
    }

    @Test("a pool of another size is another pool; one of few rows, or of rows alike, is no trouble")
    func edges() throws {
        var candidates = NeighbourCandidates(neighbourCount: 4)
        try candidates.extend(to: [0, 1], of: Self.features(Self.rows(50)))
        try candidates.extend(to: [1], of: Self.features(Self.rows(60, seed: 9)))
        #expect(candidates.neighbours(of: 0) == nil)
        #expect(candidates.neighbours(of: 1) == Self.nearest(Self.rows(60, seed: 9), to: 1, count: 4))
        try candidates.extend(to: [0, 1], of: Self.features(Self.rows(2)))
        #expect(candidates.rows(near: [0]) == [1])
        try candidates.extend(to: [0], of: Self.features(Self.rows(1)))
        #expect(candidates.rows(near: [0, 7]).isEmpty)
        try candidates.extend(to: [2], of: Self.features(DenseMatrix(zeros: 30, 3)))
        #expect(candidates.neighbours(of: 2) == [0, 1, 3, 4])
        let sparse = PoolFeatures(
            counts: WeightedCounts(
                blocks: [],
                factors: [Float](repeating: 1, count: Int(CountMatrix.countLimit) + 1),
                weights: [1]
            )
        )
        #expect(throws: LearningError.noDenseFeatures) { try candidates.extend(to: [], of: sparse) }
    }

    @Test("candidates are near labelled rows, but for rows drawn evenly from the whole pool")
    func candidates() throws {
        let features = Self.features(Self.rows(3_000))
        let labelled = Array(0..<40)
        var candidates = NeighbourCandidates(neighbourCount: 15)
        try candidates.extend(to: labelled, of: features)
        let near = Set(candidates.rows(near: labelled).filter { $0 >= 40 })
        var counts = [Int](repeating: 0, count: 3_000)
        for seed in 0..<200 {
            let pool = QueryPool(
                probabilities: UncertaintyTests.probabilities(rows: 3_000, labels: 3, seed: 3),
                open: Array(40..<3_000),
                labelled: labelled,
                batchSize: 10,
                seed: UInt64(seed)
            )
            var strategy = SEALS(Uncertainty.margin, candidates: candidates, evenShare: 0.5)
            strategy.evenCount = 1
            let selection = try strategy.select(from: pool)
            let margins = try Uncertainty.margin.select(from: pool).scores
            let order = DecoratorTests.order(selection, open: pool.open)
            let kept = order.filter { selection.scores[$0] == margins[$0] }
            #expect(near.isSubset(of: kept) && kept.count <= 2 * near.count + 1)
            #expect(Array(order.prefix(kept.count)) == kept)
            for row in kept { counts[row] += 1 }
        }
        let far = (40..<3_000).filter { !near.contains($0) }
        let expected = 200 * Double(near.count) / 2_960
        #expect(far.allSatisfy { abs(Double(counts[$0]) - expected) < 5 * expected.squareRoot() })
    }

    @Test("before the first label, and without a known neighbour, only rows drawn evenly are looked at")
    func start() throws {
        var strategy = SEALS(Uncertainty.margin, candidates: NeighbourCandidates())
        strategy.evenCount = 30
        let pool = QueryStrategyTests.pool(labelled: 0)
        let margins = try Uncertainty.margin.select(from: pool).scores
        let scores = try strategy.select(from: pool).scores
        #expect(scores.indices.count { scores[$0] == margins[$0] } == 30)
        strategy.evenCount = 120
        #expect(try strategy.select(from: pool).scores == margins)
    }
}
