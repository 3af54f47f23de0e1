public import WinnowNumerics

/// A map of a pool by uniform manifold approximation and projection: rows are drawn to their nearest neighbours and
/// driven from others.
///
/// Defaults are those of `umap-learn` but for the epochs. It begins with the plane of most variance, which keeps the
/// large picture from seed to seed, smoothed a little over the neighbours, in place of a spectral layout; epochs read
/// the places of the last one, so that a map is the same for any number of threads.
///
/// - Source: McInnes, Healy and Melville 2018, "UMAP: Uniform manifold approximation and projection for dimension
///   reduction"; the start: Kobak and Linderman 2021.
public struct UMAP: Sendable, Hashable {
    /// How neighbours are found, and how many count.
    public var search: NeighbourSearch
    /// How near neighbours come to each other on the map, at least 0.
    public var minimumDistance: Double
    /// The scale of distances on the map, above 0 and at least `minimumDistance`.
    public var spread: Double
    /// Passes over the edges, at least 1; nil for 500 up to 10,000 rows and 400 beyond. There `umap-learn` makes 200 by
    /// default, in each of which a row meets a neighbour twice as often.
    public var epochCount: Int?
    /// Rows that a row is driven from for each it is drawn to, at least 0.
    public var negativeCount: Int
    /// What the moves of the first epoch are multiplied by; it falls to 0 in a straight line. Above 0.
    public var learningRate: Double

    /// Steps of smoothing: with ten, maps of texts were a little more trustworthy than with none, and with sixty not
    /// more.
    private static let smoothingCount = 10

    /// - Parameters: See the properties.
    public init(
        search: NeighbourSearch = NeighbourSearch(),
        minimumDistance: Double = 0.1,
        spread: Double = 1,
        epochCount: Int? = nil
    ) {
        precondition(minimumDistance >= 0 && spread > 0 && spread.isFinite, "\(minimumDistance) of \(spread)")
        precondition(minimumDistance <= spread, "distance \(minimumDistance) beyond spread \(spread)")
        precondition(epochCount ?? 1 > 0, "\(epochCount ?? 0) epochs")
        self.search = search
        self.minimumDistance = minimumDistance
        self.spread = spread
        self.epochCount = epochCount
        negativeCount = 5
        learningRate = 1
    }

    /// Lays out a pool by its dense columns.
    ///
    /// - Parameters:
    ///   - pool: n rows of d dense columns.
    ///   - seed: Of all that is drawn by lot.
    ///   - progress: Told now and then how far it is, from the calling thread.
    /// - Throws: `LearningError.noDenseFeatures`; `.nonFinite(row:)` with the first such row; `.cancelled`.
    /// - Complexity: The neighbours' (see `NeighbourSearch`), and O(n·k) an epoch; 4·n·d bytes of memory. The same
    ///   bits for any number of threads.
    public func fit(
        _ pool: PoolFeatures,
        seed: UInt64,
        cancellation: Cancellation? = nil,
        progress: (MapProgress) -> Void = { _ in }
    ) throws(LearningError) -> PoolMap {
        let principal = try PoolMap.principal(of: pool, seed: seed, cancellation: cancellation)
        let neighbours = try search.graph(of: pool, seed: seed, cancellation: cancellation) {
            progress(MapProgress(stage: .neighbours, fraction: $0))
        }
        let graph = FuzzyGraph(neighbours)
        let places = graph.smoothed((0..<principal.rowCount).map { principal[$0] }, count: Self.smoothingCount)
        let start = PoolMap(coordinates: places.flatMap { [$0.x, $0.y] }).scaled(to: PoolMap.extent)
        return try layout(graph, from: start, seed: seed, cancellation: cancellation, progress: progress)
    }

    /// Lays out rows whose neighbours are known, from any start: another map, say, that is to change no more than it
    /// must.
    ///
    /// - Parameters:
    ///   - graph: Of n rows.
    ///   - start: Where these begin.
    ///   - seed: Of all that is drawn by lot.
    ///   - progress: Told after each epoch how far it is, from the calling thread.
    /// - Throws: `LearningError.cancelled`.
    /// - Complexity: O(n·k) an epoch. The same bits for any number of threads.
    public func fit(
        _ graph: NeighbourGraph,
        from start: PoolMap,
        seed: UInt64,
        cancellation: Cancellation? = nil,
        progress: (MapProgress) -> Void = { _ in }
    ) throws(LearningError) -> PoolMap {
        precondition(graph.rowCount == start.rowCount, "\(graph.rowCount) rows at \(start.rowCount) places")
        let fuzzy = FuzzyGraph(graph)
        return try layout(fuzzy, from: start, seed: seed, cancellation: cancellation, progress: progress)
    }
}
