internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// A question to a queue's pool: which items next.
struct PoolQuery {
    let queue: Queue
    let rows: PoolFeatures
    /// What dense columns are multiplied by, as when the model learned.
    let scales: ColumnScales
    let index: ItemIndex
    /// What the model learned from, in item order.
    let training: [LearningData.Example]
    /// Items that somebody has answered.
    let answered: Set<ItemID>
    /// What the model learned up to: other events draw otherwise.
    let event: EventNumber

    /// Asks a strategy; computes for long.
    ///
    /// - Parameter probabilities: `(n, k)` of all rows.
    /// - Throws: `LearningError`.
    func select(
        by strategy: QueryDefinition.Strategy,
        _ probabilities: DenseMatrix
    ) throws(LearningError) -> Selection {
        let (rows, scales) = (rows, scales)
        var space: (@Sendable ([Int]) -> WideMatrix)?
        if rows.denseColumnCount > 0 {
            space = { wanted in
                rows.denseRows(wanted).map { WideMatrix(scales.scaled($0)) } ?? WideMatrix(zeros: wanted.count, 1)
            }
        }
        return try strategy.implementation.select(
            from: QueryPool(
                probabilities: probabilities,
                isMultilabel: queue.definition.task == .multilabel,
                open: open(rowCount: probabilities.rowCount),
                labelled: training.map(\.row),
                labelSets: training.map(\.target.present),
                batchSize: queue.definition.query.batch,
                seed: queue.definition.seed &+ UInt64(bitPattern: event),
                space: space
            )
        )
    }

    /// Rows that nobody has answered, apart from those to measure on.
    private func open(rowCount: Int) -> [Int] {
        var isOpen = [Bool](repeating: true, count: rowCount)
        for example in training { isOpen[example.row] = false }
        for item in answered { if let row = index.row(of: item), row < rowCount { isOpen[row] = false } }
        return isOpen.indices.filter { isOpen[$0] && !index.entries[$0].isEvaluation }
    }
}
