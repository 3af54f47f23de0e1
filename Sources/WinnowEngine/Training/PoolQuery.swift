internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// A question to a queue's pool: which items next.
struct PoolQuery {
    let queue: Queue
    let rows: PoolFeatures
    /// Rows of which nothing can be said yet, see `FeatureSet.isMissing`.
    var isMissing: [Bool] = []
    /// What dense columns are multiplied by, as when the model learned.
    let scales: ColumnScales
    let index: ItemIndex
    /// What the model learned from, in item order.
    let training: [LearningData.Example]
    /// Items that somebody has answered.
    let answered: Set<ItemID>
    /// What the model learned up to: other events draw otherwise.
    let event: EventNumber
    /// Neighbours of labelled rows that are known already.
    var candidates = NeighbourCandidates()
    var cancellation: Cancellation?

    /// Asks a strategy; computes for long.
    ///
    /// - Parameters:
    ///   - probabilities: `(n, k)` of all rows.
    ///   - committee: Of the same features and labels, for a strategy that asks one.
    ///   - isFlat: Whether the forecast says that more of the same teaches nothing.
    /// - Throws: `LearningError`.
    func select(
        by strategy: QueryDefinition.Strategy,
        _ probabilities: DenseMatrix,
        committee: Committee? = nil,
        isFlat: Bool = false
    ) throws(LearningError) -> Selection {
        let selection = try decorated(strategy.implementation(isFlat: isFlat)).select(
            from: QueryPool(
                probabilities: probabilities,
                isMultilabel: queue.definition.task == .multilabel,
                open: open(rowCount: probabilities.rowCount),
                labelled: training.map(\.row),
                labelSets: training.map(\.target.present),
                batchSize: queue.definition.query.batch,
                committee: try committee?.probabilities(of: rows) ?? [],
                seed: queue.definition.seed &+ UInt64(bitPattern: event),
                space: PoolQuery.space(of: rows, scales),
                terms: PoolQuery.terms(of: rows)
            )
        )
        return selection.behind(isMissing, seed: queue.definition.seed)
    }

    /// The counted columns of rows; nil without any.
    private static func terms(of rows: PoolFeatures) -> (@Sendable ([Int]) -> SparseMatrix)? {
        guard let counts = rows.counts else { return nil }
        return { counts.gather($0) }
    }

    /// The dense columns of rows as they are learned from; nil without any.
    static func space(of rows: PoolFeatures, _ scales: ColumnScales) -> (@Sendable ([Int]) -> WideMatrix)? {
        guard rows.denseColumnCount > 0 else { return nil }
        return { wanted in
            rows.denseRows(wanted).map { WideMatrix(scales.scaled($0)) } ?? WideMatrix(zeros: wanted.count, 1)
        }
    }

    /// Rows that nobody has answered, apart from those to measure on.
    private func open(rowCount: Int) -> [Int] {
        var isOpen = [Bool](repeating: true, count: rowCount)
        for example in training { isOpen[example.row] = false }
        for (row, isMissing) in isMissing.enumerated() where isMissing { isOpen[row] = false }
        for item in answered { if let row = index.row(of: item), row < rowCount { isOpen[row] = false } }
        return isOpen.indices.filter { isOpen[$0] && index.entries[$0].isInPool }
    }
}
