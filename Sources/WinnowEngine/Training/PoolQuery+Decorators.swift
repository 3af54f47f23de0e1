internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension PoolQuery {
    /// A strategy in what the queue's definition wraps it in: from what an item is worth, over what a batch may hold, to what
    /// is looked at at all.
    ///
    /// - Throws: `LearningError`.
    func decorated(_ strategy: any QueryStrategy) throws(LearningError) -> any QueryStrategy {
        let around = queue.definition.query.around
        var strategy = strategy
        if around.countsSeconds, let seconds = expectedSeconds { strategy = CostAware(strategy, seconds: seconds) }
        if around.balancesLabels { strategy = LabelBalanced(strategy) }
        if around.similarity < 1, rows.denseColumnCount > 0 {
            strategy = Deduplicated(strategy, similarity: Float(around.similarity))
        }
        if around.neighbours > 0, rows.denseColumnCount > 0 {
            strategy = SEALS(strategy, candidates: try neighbours())
        }
        if around.subsample > 0 { strategy = Subsampled(strategy, rowLimit: around.subsample) }
        return strategy
    }

    /// The neighbours of all labelled rows, as many of each as the definition says.
    func neighbours() throws(LearningError) -> NeighbourCandidates {
        let count = queue.definition.query.around.neighbours
        var known = candidates.neighbourCount == count ? candidates : NeighbourCandidates(neighbourCount: count)
        try known.extend(to: training.map(\.row), of: rows, cancellation: cancellation)
        return known
    }

    /// How long each row is expected to take, by the length of its text in terms; nil while too little was measured.
    private var expectedSeconds: [Float]? {
        guard let counts = rows.counts else { return nil }
        let lengths = counts.blocks.flatMap { block in (0..<block.rowCount).map { block.range(of: $0).count } }
        let model = SecondsModel(
            training.compactMap { example in
                example.seconds.map { SecondsModel.Measurement(length: lengths[example.row], seconds: $0) }
            }
        )
        return model.map { model in lengths.map { model.seconds(length: $0) } }
    }
}
