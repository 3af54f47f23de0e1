import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct AdaptiveClusterMarginTests {
    /// Four far groups of 50 points each.
    static let points = KMeansTests.points([[0, 0], [9, 0], [0, 9], [9, 9]], perPlace: 50, spread: 1, seed: 1)

    /// Two labels with margins that have these scores.
    static func pool(
        _ count: Int,
        scores: [Float],
        open: [Int]? = nil,
        seed: UInt64 = 3,
        points: WideMatrix = points
    ) -> QueryPool {
        QueryPool(
            probabilities: DenseMatrix(
                rowCount: scores.count,
                columnCount: 2,
                values: scores.flatMap { [1 - $0 / 2, $0 / 2] }
            ),
            open: open,
            batchSize: count,
            seed: seed,
            space: { points.selecting(rows: $0) }
        )
    }

    static func select(
        _ count: Int,
        scores: [Float],
        open: [Int]? = nil,
        seed: UInt64 = 3,
        _ strategy: AdaptiveClusterMargin = AdaptiveClusterMargin()
    ) throws -> [Int] {
        try strategy.select(from: pool(count, scores: scores, open: open, seed: seed)).leading
    }

    static func scores(_ score: (Int) -> Float) -> [Float] { (0..<200).map(score) }

    @Test("while all are alike one of each group is chosen")
    func spread() throws {
        let rows = try Self.select(4, scores: Self.scores { _ in 0.9 })
        #expect(Set(rows.map { $0 / 50 }) == [0, 1, 2, 3])
    }

    @Test("where the uncertainty lies in one group the choice does, too")
    func narrow() throws {
        let rows = try Self.select(5, scores: Self.scores { $0 / 50 == 2 ? 0.9 : 0.01 })
        #expect(rows.count == 5 && rows.allSatisfy { $0 / 50 == 2 })
    }

    @Test("candidates are the fewest rows that hold half of the uncertainty")
    func share() throws {
        // The squares of the first 10 are more than half of all.
        var strategy = AdaptiveClusterMargin()
        strategy.candidatesPerRow = 1
        let rows = try Self.select(10, scores: Self.scores { $0 < 10 ? 1 : 0.2 }, strategy)
        #expect(rows.sorted() == Array(0..<10))
    }

    @Test("only open rows are chosen, each once, most uncertain first; all of them where there are no more")
    func open() throws {
        let scores = Self.scores { Float(($0 * 37) % 200) / 200 }
        let open = Array(stride(from: 1, to: 200, by: 3))
        let rows = try Self.select(12, scores: scores, open: open)
        #expect(rows.count == 12 && Set(rows).count == 12 && Set(rows).isSubset(of: open))
        #expect(zip(rows, rows.dropFirst()).allSatisfy { scores[$0] >= scores[$1] })
        #expect(try Self.select(500, scores: scores, open: open).sorted() == open)
        #expect(try Self.select(1, scores: scores, open: []).isEmpty)
    }

    @Test("points that coincide do not make the choice shorter")
    func coinciding() throws {
        let same = WideMatrix(zeros: 200, 2)
        let pool = Self.pool(7, scores: Self.scores { _ in 0.5 }, points: same)
        let rows = try AdaptiveClusterMargin().select(from: pool).leading
        #expect(Set(rows).count == 7)
    }

    @Test("the same seed gives the same rows, also from more candidates than are looked at")
    func determinism() throws {
        var strategy = AdaptiveClusterMargin()
        strategy.candidateLimit = 40
        let scores = Self.scores { 0.5 + Float($0 % 7) / 20 }
        let rows = try Self.select(6, scores: scores, seed: 9, strategy)
        #expect(try rows == Self.select(6, scores: scores, seed: 9, strategy))
        #expect(rows.count == 6)
    }
}
