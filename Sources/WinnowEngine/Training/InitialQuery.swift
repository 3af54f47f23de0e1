internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// A question to a pool of which no model knows anything: which items first.
struct InitialQuery {
    let queue: Queue
    let features: FeatureSet
    let index: ItemIndex
    /// Items that somebody has answered.
    let answered: Set<ItemID>

    /// Asks the queue's initialization strategy; computes for long.
    ///
    /// - Throws: `LearningError`.
    /// - Returns: nil where chance decides.
    func select(seed: UInt64) throws(LearningError) -> Selection? {
        let definition = queue.definition.initialization
        let rows = features.rows
        let known = answered.compactMap { index.row(of: $0) }.filter { $0 < rows.rowCount }.sorted()
        let open = openRows(known)
        if definition.strategy == .search {
            let examples = try features.extractor.rows(of: definition.examples)
            return try ExampleSearch(examples.gather(0..<examples.rowCount))
                .select(definition.size, from: rows, open: open)
                .behind(features.isMissing, seed: seed)
        }
        guard let strategy = definition.strategy.implementation, rows.denseColumnCount > 0 else { return nil }
        let labelCount = queue.labels.count
        let even = [Float](repeating: 1 / Float(max(labelCount, 1)), count: rows.rowCount * labelCount)
        let scales = features.extractor.scales(labelCount: 0)
        return try strategy.select(
            from: QueryPool(
                probabilities: DenseMatrix(rowCount: rows.rowCount, columnCount: labelCount, values: even),
                isMultilabel: queue.definition.task == .multilabel,
                open: open,
                labelled: known,
                batchSize: definition.size,
                seed: seed,
                space: PoolQuery.space(of: rows, scales)
            )
        ).behind(features.isMissing, seed: seed)
    }

    private func openRows(_ known: [Int]) -> [Int] {
        let known = Set(known)
        return (0..<features.rowCount).filter {
            !known.contains($0) && index.entries[$0].isInPool && features.hasRow($0)
        }
    }
}

extension InitializationDefinition.Strategy {
    /// What carries it out; nil for those that are no query strategy.
    fileprivate var implementation: (any QueryStrategy)? {
        switch self {
        case .kMeans: KMeansMedoids()
        case .typiclust: TypiClust()
        case .probcover: ProbCover()
        case .random, .search: nil
        }
    }
}
