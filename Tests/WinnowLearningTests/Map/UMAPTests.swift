import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct UMAPTests {
    /// The share of rows whose 15 nearest on the map are mostly of their own patch.
    static func agreement(_ map: PoolMap) -> Double {
        let nearest = MapData.nearest(MapData.matrix(map), 15)
        let count = nearest.enumerated().count { row, others in
            2 * others.count { $0 % MapData.blobCount == row % MapData.blobCount } > others.count
        }
        return Double(count) / Double(map.rowCount)
    }

    @Test("clusters stay clusters")
    func clusters() throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let map = try UMAP().fit(MapData.pool(MapData.patches(600, seed: seed)), seed: seed)
            #expect(Self.agreement(map) > 0.99)
        }
    }

    @Test("neighbourhoods are kept nearly as well as umap-learn keeps them, and better than by the principal plane")
    func quality() throws {
        let rows = MapData.patches(960)
        let pool = MapData.pool(rows)
        let map = try UMAP().fit(pool, seed: 1)
        let kept = MapData.overlap(MapData.nearest(rows, 15), MapData.nearest(MapData.matrix(map), 15))
        let trust = MapData.trustworthiness(rows, map)
        // umap-learn 0.5.12 with random_state 0…4 on these rows: 0.826…0.834, and 0.9986…0.9987.
        #expect(kept > 0.79, "\(kept)")
        #expect(trust > 0.99, "\(trust)")
        let plane = try PoolMap.principal(of: pool, seed: 1)
        #expect(MapData.trustworthiness(rows, plane) < trust)
        #expect(MapData.overlap(MapData.nearest(rows, 15), MapData.nearest(MapData.matrix(plane), 15)) < kept)
    }

    @Test("a map is the same for any number of threads, and another seed's is another")
    func determinism() async throws {
        let pool = MapData.pool(MapData.patches(1500))
        let search = NeighbourSearch(exactRowLimit: 1000, probedRowCount: 300)
        let umap = UMAP(search: search, epochCount: 30)
        let first = try umap.fit(pool, seed: 7)
        let others = await MapData.onOtherThreads { try? umap.fit(pool, seed: 7) }
        #expect(others.allSatisfy { $0 == first })
        #expect(try umap.fit(pool, seed: 8) != first)
    }

    @Test(
        "few rows, equal rows, rows of zeros and rows of one column have places",
        arguments: [0, 1, 2, 3, 5, 16, 300]
    )
    func degenerate(rowCount: Int) throws {
        let line = DenseMatrix(rowCount: rowCount, columnCount: 1, values: (0..<rowCount).map { Float($0 % 7) })
        let equal = [Float](repeating: 3.3, count: 5 * rowCount)
        let constant = DenseMatrix(rowCount: rowCount, columnCount: 5, values: equal)
        let extremes = (0..<2 * rowCount).map { $0 % 3 == 0 ? 3e38 : -3e38 as Float }
        let large = DenseMatrix(rowCount: rowCount, columnCount: 2, values: extremes)
        for rows in [DenseMatrix(zeros: rowCount, 4), constant, line, large, MapData.patches(rowCount)] {
            let pool = MapData.pool(rows)
            let plane = try PoolMap.principal(of: pool, seed: 1)
            #expect(plane.rowCount == rowCount && plane.coordinates.allSatisfy { abs($0) <= 10 })
            let map = try UMAP(epochCount: 50).fit(pool, seed: 1)
            #expect(map.rowCount == rowCount && map.coordinates.allSatisfy { $0.isFinite })
        }
    }

    @Test("the curve is that of umap-learn 0.5.12")
    func curve() {
        let references = [
            (0.1, 1.0, 1.5769434602697652, 0.8950608778515733),
            (0.5, 1.0, 0.5830300203414425, 1.3341669924314914),
            (0.0, 1.0, 1.93280839734315, 0.7904949732233831),
        ]
        for (distance, spread, a, b) in references {
            let curve = LayoutCurve(minimumDistance: distance, spread: spread)
            #expect(abs(curve.a - a) < 1e-4 && abs(curve.b - b) < 1e-4, "\(curve)")
        }
    }

    @Test("progress is told from 0 to 1, of one stage after the other")
    func progress() throws {
        var told: [MapProgress] = []
        _ = try UMAP(epochCount: 10).fit(MapData.pool(MapData.patches(600)), seed: 1) { told.append($0) }
        let layout = told.filter { $0.stage == .layout }
        #expect(told.filter { $0.stage == .neighbours } + layout == told)
        #expect(layout.map(\.fraction) == (1...10).map { Double($0) / 10 })
        let shares = told.map(\.fraction).prefix(told.count - 10)
        #expect(!shares.isEmpty && Array(shares) == shares.sorted())
    }

    @Test("a map that nobody wants any more ends, whenever that is said", arguments: MapProgress.Stage.allCases)
    func cancellation(stage: MapProgress.Stage) {
        let cancellation = Cancellation()
        var last: MapProgress?
        #expect(throws: LearningError.cancelled) {
            try UMAP().fit(MapData.pool(MapData.patches(1000)), seed: 1, cancellation: cancellation) { progress in
                last = progress
                if progress.stage == stage { cancellation.cancel() }
            }
        }
        #expect(last?.stage == stage && last?.fraction ?? 1 < 0.95)
    }
}
