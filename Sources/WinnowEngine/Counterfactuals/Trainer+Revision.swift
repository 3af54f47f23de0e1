internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension Trainer {
    /// The labelled originals that are worth a counterfactual, best first, by the queue's strategy.
    ///
    /// What is said of an item comes from a fit that knew neither it nor anything of its root: a model that learned an item
    /// by heart would be sure of it for nothing.
    ///
    /// Computes for long: five fits.
    ///
    /// - Parameters:
    ///   - tokenCounts: Words and marks, for each of the examples.
    ///   - revised: Items that there is a counterfactual of, or the word that there can be none.
    ///   - hyperparameters: Of the present model.
    /// - Throws: `LearningError`.
    func revisionOrder(
        of data: LearningData,
        tokenCounts: [ItemID: Int],
        revised: Set<ItemID>,
        hyperparameters: [String: Double],
        count: Int
    ) throws -> [ItemID] {
        let rows = data.training.indices.filter { data.training[$0].revision == nil && data.training[$0].label != nil }
        guard !rows.isEmpty else { return [] }
        let scales = features.extractor.scales(labelCount: data.training.count)
        let originals = rows.map { data.training[$0] }
        let found = CrossValidation.probabilities(
            of: queue.definition.candidates.candidate(of: hyperparameters).classifier,
            on: try trainingSet(data.training, scales),
            seed: queue.definition.seed,
            cancellation: cancellation
        )
        let labelCount = queue.labels.count
        let even = [Float](repeating: 1 / Float(labelCount), count: rows.count * labelCount)
        let said = found.map { all in rows.flatMap { Array(all.row($0)) } } ?? even
        let pool = RevisionPool(
            probabilities: DenseMatrix(rowCount: rows.count, columnCount: labelCount, values: said),
            labels: originals.map { $0.label ?? 0 },
            tokenCounts: originals.map { tokenCounts[$0.item] ?? 1 },
            isRevised: originals.map { revised.contains($0.item) },
            points: PoolQuery.space(of: features.rows, scales)?(originals.map(\.row)),
            batchSize: max(1, count),
            seed: queue.definition.seed
        )
        return try order(pool).map { originals[$0].item }
    }

    private func order(_ pool: RevisionPool) throws -> [Int] {
        let selection = queue.definition.counterfactuals.selection
        do {
            guard let strategy = RevisionStrategies.all[selection.rawValue] else {
                return try pool.order(by: RevisionMeasure.confidentPerWord)
            }
            return try pool.order(by: strategy)
        } catch LearningError.noDenseFeatures {
            // Kinds of texts are told by dense columns; without any, each is a kind of its own.
            return try pool.order(by: RevisionMeasure.confidentPerWord)
        }
    }
}

extension LearningData.Example {
    /// The one label that it surely has.
    fileprivate var label: Int? {
        if case .label(let label) = target { label } else { nil }
    }
}
