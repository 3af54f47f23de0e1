internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension ChanceComparison {
    /// Fits and measures; computes for long.
    ///
    /// - Parameters:
    ///   - drawn: Items that chance drew.
    ///   - model: Whose settings all fits have.
    init(
        _ data: LearningData,
        queue: Queue,
        features: FeatureSet,
        index: ItemIndex,
        events: [ItemID: EventNumber],
        drawn: Set<ItemID>,
        model: TrainingSummary
    ) throws {
        // Revised texts were given out by nobody.
        let originals = data.training.filter { $0.revision == nil }
        let given = originals.sorted { (events[$0.item] ?? 0, $0.row) < (events[$1.item] ?? 0, $1.row) }
        let random = given.filter { drawn.contains($0.item) }
        let measure = Measure(
            trainer: Trainer(queue: queue, features: features, index: index),
            evaluation: data.evaluation,
            rows: features.rows.gather(data.evaluation.map(\.row)),
            hyperparameters: model.hyperparameters
        )
        (labelCount, randomCount, evaluationCount) = (given.count, random.count, data.evaluation.count)
        guard !data.evaluation.isEmpty else {
            (chosen, self.random, difference) = ([], [], nil)
            return
        }
        chosen = try Self.counts(upTo: given.count).map { try measure.point(Array(given.prefix($0))) }
        self.random = try Self.counts(upTo: random.count).map { try measure.point(Array(random.prefix($0))) }
        guard random.count >= Self.firstCount else {
            difference = nil
            return
        }
        difference = Difference(
            labelCount: random.count,
            first: try measure.right(Array(given.prefix(random.count))),
            second: try measure.right(random)
        )
    }

    /// One way to fit and to measure for all points.
    private struct Measure {
        let trainer: Trainer
        let evaluation: [LearningData.Example]
        let rows: FeatureRows
        let hyperparameters: [String: Double]

        func point(_ examples: [LearningData.Example]) throws -> Point {
            let right = try right(examples)
            return Point(labelCount: examples.count, accuracy: .share(right.count { $0 }, of: right.count))
        }

        /// Whether each evaluation item is right.
        func right(_ examples: [LearningData.Example]) throws -> [Bool] {
            try Task.checkCancellation()
            let classifier = try trainer.fit(examples, hyperparameters: hyperparameters)
            let set = EvaluationSet(
                probabilities: try classifier.probabilities(of: rows),
                truth: evaluation.map(\.target.present),
                roots: evaluation.map(\.root.rawValue),
                isMultilabel: trainer.queue.definition.task == .multilabel
            )
            return (0..<set.rowCount).map { set.predicted(row: $0).sorted() == set.truth[$0].sorted() }
        }
    }
}
