internal import WinnowNumerics

/// `auto.v1`: a policy that follows what the queue has and what the model knows.
///
/// 1. While a label has fewer than `coverage` labelled rows, uncertainty says little about it: half of a batch are rows that
///    are uncertain and unlike each other, and half are drawn with a probability that grows with their uncertainty
///    (`StochasticBatch`), so that what the model is wrongly sure of is asked about too.
/// 2. Then `AdaptiveClusterMargin`; without dense features, `margin`.
/// 3. Where a label has less than `rareShare` of the labelled rows, and less than a quarter of an equal share, a part of each
///    batch are rows that the model takes for it, most probable first.
/// 4. Where the forecast says that more of the same teaches nothing, a part of each batch are rows near labelled ones that
///    are predicted otherwise (`Contrastive`).
///
/// - Source: Ours; figures and what was tried in `docs/strategies.md`.
public struct AutoStrategy: QueryStrategy, Hashable {
    /// Labelled rows that each label should have.
    public var coverage = 2
    /// Labels below this share of the labelled rows are rare.
    public var rareShare = 0.05
    /// The part of a batch that looks for rare labels, or for errors.
    public var miningShare = 0.1
    /// Whether the forecast is flat.
    public var isFlat: Bool

    /// - Parameter isFlat: As of `CurveForecast`.
    public init(isFlat: Bool = false) {
        self.isFlat = isFlat
    }

    /// Leads with the batch that the policy makes; scores are `Uncertainty.margin`.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let main = try leading(of: pool)
        var mined: [Int] = []
        let wanted = Int((miningShare * Double(pool.wantedCount)).rounded(.down))
        if wanted > 0 {
            if let rare = rareLabel(pool) {
                mined = try best(wanted, of: ConfidentPositives(label: rare), from: pool)
            } else if isFlat, pool.space != nil {
                mined = try best(wanted, of: Contrastive(), from: pool)
            }
        }
        return Selection(scores: main.scores, leading: woven(main.leading, mined, count: pool.wantedCount))
    }

    private func leading(of pool: QueryPool) throws(LearningError) -> Selection {
        guard pool.space != nil, !pool.isMultilabel else {
            let scores = try Uncertainty.margin.scores(pool.probabilities, isMultilabel: pool.isMultilabel)
            let order = topPositions(pool.wantedCount, of: pool.open.map { scores[$0] })
            return Selection(scores: scores, leading: order.map { pool.open[$0] })
        }
        let clustered = try AdaptiveClusterMargin().select(from: pool)
        guard pool.labelCounts.contains(where: { $0 < coverage }) else { return clustered }
        let drawn = try StochasticBatch(.power, of: .margin).select(from: pool)
        return Selection(
            scores: clustered.scores,
            leading: woven(drawn.leading, clustered.leading, count: pool.wantedCount)
        )
    }

    private func best(
        _ count: Int,
        of strategy: some QueryStrategy,
        from pool: QueryPool
    ) throws(LearningError) -> [Int] {
        let scores = try strategy.select(from: pool).scores
        return topPositions(count, of: pool.open.map { scores[$0] }).map { pool.open[$0] }
    }

    /// The rarest of the labels that are there and rare.
    private func rareLabel(_ pool: QueryPool) -> Int? {
        // Of many labels each has a small share.
        let least = min(rareShare, 0.25 / Double(pool.labelCount)) * Double(pool.labelled.count)
        return pool.labelCounts.indices.filter { pool.labelCounts[$0] > 0 && Double(pool.labelCounts[$0]) < least }
            .min { pool.labelCounts[$0] < pool.labelCounts[$1] }
    }

    /// Rows of both, the second spread evenly among the first, each row once.
    private func woven(_ first: [Int], _ second: [Int], count: Int) -> [Int] {
        guard !second.isEmpty else { return Array(first.prefix(count)) }
        var (rows, seen): ([Int], Set<Int>) = ([], [])
        var (a, b) = (first[...], second[...])
        let share = Double(min(second.count, count)) / Double(max(count, 1))
        var due = 0.0
        while rows.count < count, !a.isEmpty || !b.isEmpty {
            due += share
            let isSecond = due >= 1 && !b.isEmpty || a.isEmpty
            if isSecond { due -= 1 }
            let row = isSecond ? b.removeFirst() : a.removeFirst()
            if seen.insert(row).inserted { rows.append(row) }
        }
        return rows
    }
}
