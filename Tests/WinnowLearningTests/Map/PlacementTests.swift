import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct PlacementTests {
    /// Two thirds of the rows are mapped, the others come later.
    static let rows = MapData.patches(900)
    static let known = 600

    static func mapped() throws -> PoolMap {
        try UMAP(epochCount: 200).fit(MapData.pool(rows.selecting(rows: 0..<known)), seed: 1)
    }

    @Test("new rows come to lie among their like, and those that are there stay where they are")
    func beside() throws {
        let map = try Self.mapped()
        let grown = try map.extended(to: MapData.pool(Self.rows))
        #expect(grown.rowCount == 900)
        #expect(Array(grown.coordinates.prefix(2 * Self.known)) == map.coordinates)
        #expect(UMAPTests.agreement(grown) > 0.99)
        let kept = MapData.overlap(
            MapData.nearest(Self.rows, 15),
            MapData.nearest(MapData.matrix(grown), 15)
        )
        #expect(kept > 0.5, "\(kept)")
    }

    @Test("a new row that is equal to one on the map lies where that one does")
    func equal() throws {
        let map = try Self.mapped()
        let copies = [5, 17, 400]
        let grown = try map.extended(to: MapData.pool(Self.rows.selecting(rows: Array(0..<Self.known) + copies)))
        for (number, row) in copies.enumerated() { #expect(grown[Self.known + number] == map[row]) }
    }

    @Test("a map that grows by nothing, from nothing or on a single row is a map")
    func degenerate() throws {
        let map = try Self.mapped()
        #expect(try map.extended(to: MapData.pool(Self.rows.selecting(rows: 0..<Self.known))) == map)
        let pool = MapData.pool(Self.rows.selecting(rows: 0..<9))
        #expect(try PoolMap(coordinates: []).extended(to: pool).coordinates == [Float](repeating: 0, count: 18))
        let single = try PoolMap(coordinates: [3, 4]).extended(to: pool)
        #expect((0..<9).allSatisfy { single[$0] == SIMD2(3, 4) })
        let zeros = MapData.pool(DenseMatrix(zeros: 40, 3))
        #expect(try PoolMap(coordinates: [1, 1, 2, 2]).extended(to: zeros).rowCount == 40)
    }

    @Test("places are the same for any number of threads")
    func determinism() async throws {
        let (map, pool) = (try Self.mapped(), MapData.pool(Self.rows))
        let first = try map.extended(to: pool)
        let others = await MapData.onOtherThreads { try? map.extended(to: pool) }
        #expect(others.allSatisfy { $0 == first })
    }

    @Test("placing rows ends when nobody wants it any more")
    func cancellation() throws {
        let (map, cancellation) = (try Self.mapped(), Cancellation())
        cancellation.cancel()
        #expect(throws: LearningError.cancelled) {
            try map.extended(to: MapData.pool(Self.rows), cancellation: cancellation)
        }
    }
}
