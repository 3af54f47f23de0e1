import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct NeighbourSearchTests {
    static func lists(_ graph: NeighbourGraph) -> [[Int]] {
        (0..<graph.rowCount).map { graph.neighbours(of: $0).map(Int.init) }
    }

    /// Without clusters, in as many dimensions as columns: the hard case.
    static func uniform(_ rowCount: Int, columnCount: Int = 8) -> DenseMatrix {
        var generator = SeededGenerator(seed: 5, purpose: "rows")
        let values = (0..<rowCount * columnCount).map { _ in Float(generator.uniform()) }
        return DenseMatrix(rowCount: rowCount, columnCount: columnCount, values: values)
    }

    @Test("a small pool's neighbours are those of the naive distances, nearest first", arguments: [1, 3, 17])
    func exact(columnCount: Int) throws {
        let rows = Self.uniform(700, columnCount: columnCount)
        let graph = try NeighbourSearch().graph(of: MapData.pool(rows, blockLength: 300), seed: 1)
        #expect(graph.neighbourCount == 15)
        // Of rows that are equally near but for rounding either will do.
        #expect(MapData.overlap(MapData.nearest(rows, 15), Self.lists(graph)) > 0.999)
        for (row, nearest) in MapData.nearest(rows, 15).enumerated() {
            for (found, other) in zip(graph.distances(of: row), nearest) {
                let square = zip(rows.row(row), rows.row(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                #expect(abs(found - square.squareRoot()) < 1e-5)
            }
        }
    }

    @Test("rows in half precision are compared as the numbers that they are")
    func half() throws {
        let rows = MapData.patches(600)
        let pool = MapData.pool(rows, isHalf: true)
        let narrow = try #require(pool.denseRows(0..<600))
        #expect(Self.lists(try NeighbourSearch().graph(of: pool, seed: 1)) == MapData.nearest(narrow, 15))
    }

    @Test("a large pool's search finds at least 95 of 100 neighbours, and descent some that clusters miss")
    func clustered() throws {
        let rows = Self.uniform(6000)
        let pool = MapData.pool(rows)
        let true15 = MapData.nearest(rows, 15)
        var search = NeighbourSearch(exactRowLimit: 1000, probedRowCount: 1000)
        let found = MapData.overlap(true15, Self.lists(try search.graph(of: pool, seed: 1)))
        #expect(found > 0.95)
        search.roundLimit = 0
        #expect(MapData.overlap(true15, Self.lists(try search.graph(of: pool, seed: 1))) < found)
    }

    @Test("the graph is the same for any number of threads, and another seed's is another")
    func determinism() async throws {
        let pool = MapData.pool(Self.uniform(3000))
        let search = NeighbourSearch(exactRowLimit: 1000, probedRowCount: 300, roundLimit: 1)
        let first = try search.graph(of: pool, seed: 7)
        let others = await MapData.onOtherThreads { try? search.graph(of: pool, seed: 7) }
        #expect(others.allSatisfy { $0 == first })
        #expect(try search.graph(of: pool, seed: 8) != first)
    }

    @Test("a far mean and numbers of any size leave neighbours as they are", arguments: [1e-30, 1, 1e30] as [Float])
    func scale(factor: Float) throws {
        let rows = MapData.patches(500)
        let graph = try NeighbourSearch().graph(of: MapData.pool(rows), seed: 1)
        var moved = rows
        // A sum that is exact: single precision has 24 bits.
        for index in moved.values.indices {
            moved.values[index] = ((rows.values[index] * 1024).rounded() / 1024 + 4096) * factor
        }
        let other = try NeighbourSearch().graph(of: MapData.pool(moved), seed: 1)
        #expect(MapData.overlap(Self.lists(graph), Self.lists(other)) > 0.98)
        for (one, two) in zip(graph.distances, other.distances) { #expect(abs(one - two / factor) < 0.01) }
    }

    @Test("lists are as long as there are other rows, whatever these are", arguments: [0, 1, 2, 3, 15, 16, 40])
    func few(rowCount: Int) throws {
        for rows in [DenseMatrix(zeros: rowCount, 3), MapData.patches(rowCount)] {
            for limit in [0, 20_000] {
                let search = NeighbourSearch(exactRowLimit: limit, probedRowCount: 1)
                let graph = try search.graph(of: MapData.pool(rows), seed: 1)
                #expect(graph.rowCount == rowCount && graph.neighbourCount == min(15, max(rowCount - 1, 0)))
                for row in 0..<rowCount {
                    let neighbours = graph.neighbours(of: row)
                    #expect(Set(neighbours).count == graph.neighbourCount && !neighbours.contains(UInt32(row)))
                }
            }
        }
    }

    @Test("equal rows are at distance 0, of any number")
    func equal() throws {
        let rows = DenseMatrix(rowCount: 900, columnCount: 3, values: (0..<2700).map { [0.1, 0.7, -3.3][$0 % 3] })
        for limit in [100, 2000] {
            let search = NeighbourSearch(exactRowLimit: limit, probedRowCount: 200)
            let graph = try search.graph(of: MapData.pool(rows), seed: 1)
            #expect(graph.distances.allSatisfy { $0 == 0 })
        }
    }

    @Test("what is no finite number is refused with its row, the first of them", arguments: [Float.nan, .infinity])
    func nonFinite(value: Float) {
        var rows = MapData.patches(5000)
        rows[4711, 3] = value
        rows[4800, 0] = value
        let pool = MapData.pool(rows)
        #expect(throws: LearningError.nonFinite(row: 4711)) { try NeighbourSearch().graph(of: pool, seed: 1) }
        #expect(throws: LearningError.nonFinite(row: 4711)) { try PoolMap.principal(of: pool, seed: 1) }
        #expect(throws: LearningError.nonFinite(row: 4711)) { try UMAP().fit(pool, seed: 1) }
        #expect(throws: LearningError.nonFinite(row: 4711)) { try PoolMap(coordinates: []).extended(to: pool) }
    }

    @Test("a pool without dense columns has no neighbours and no map")
    func sparse() {
        let factors = [Float](repeating: 1, count: Int(CountMatrix.countLimit) + 1)
        let pool = PoolFeatures(counts: WeightedCounts(blocks: [], factors: factors, weights: [1]))
        #expect(throws: LearningError.noDenseFeatures) { try NeighbourSearch().graph(of: pool, seed: 1) }
        #expect(throws: LearningError.noDenseFeatures) { try PoolMap.principal(of: pool, seed: 1) }
        #expect(throws: LearningError.noDenseFeatures) { try UMAP().fit(pool, seed: 1) }
    }

    @Test("a search that nobody wants any more ends, whenever that is said")
    func cancellation() {
        let pool = MapData.pool(MapData.patches(5000))
        for limit in [0, 20_000] {
            let search = NeighbourSearch(exactRowLimit: limit, probedRowCount: 200)
            let early = Cancellation()
            early.cancel()
            #expect(throws: LearningError.cancelled) { try search.graph(of: pool, seed: 1, cancellation: early) }
            let late = Cancellation()
            var last = 0.0
            #expect(throws: LearningError.cancelled) {
                try search.graph(of: pool, seed: 1, cancellation: late) { share in
                    last = share
                    if share > 0.4 { late.cancel() }
                }
            }
            #expect(last < 0.95)
        }
    }
}
