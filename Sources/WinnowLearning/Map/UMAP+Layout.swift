internal import WinnowNumerics

extension UMAP {
    /// Epochs from a start.
    func layout(
        _ graph: FuzzyGraph,
        from start: PoolMap,
        seed: UInt64,
        cancellation: Cancellation?,
        progress: (MapProgress) -> Void
    ) throws(LearningError) -> PoolMap {
        precondition(negativeCount >= 0 && learningRate > 0, "\(negativeCount) rows, rate \(learningRate)")
        guard !graph.others.isEmpty else { return start }
        let descent = LayoutDescent(
            graph: graph,
            forces: LayoutForces(LayoutCurve(minimumDistance: minimumDistance, spread: spread)),
            negativeCount: negativeCount,
            seed: seed
        )
        var generator = SeededGenerator(seed: seed, purpose: "layout start")
        // Rows at one place would be drawn and driven alike for ever.
        var places = (0..<start.rowCount).map { row in
            start[row] + 1e-3 * SIMD2(Float(generator.uniform() - 0.5), Float(generator.uniform() - 0.5))
        }
        let count = epochCount ?? (graph.rowCount <= 10_000 ? 500 : 400)
        for epoch in 0..<count {
            if cancellation?.isCancelled == true { throw .cancelled }
            let rate = learningRate * (1 - Double(epoch) / Double(count))
            places = descent.epoch(epoch, rate: Float(rate), from: places)
            progress(MapProgress(stage: .layout, fraction: Double(epoch + 1) / Double(count)))
        }
        return PoolMap(coordinates: places.flatMap { [$0.x, $0.y] })
    }
}
