package import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// How many pairs a model gets wholly right that it did not know, by how many pairs there were to learn from.
///
/// All points are about the pairs that there are now, so that they can be compared: what was known at an earlier time is learned
/// from, in five folds by root, and each fold is asked about the pairs whose roots it did not have.
package struct PairCurve: Sendable {
    package struct Point: Sendable, Hashable {
        /// Accepted pairs that were learned from.
        package let pairCount: Int
        /// Labelled originals likewise.
        package let labelCount: Int
        package let consistency: Evaluation.Figure
    }

    /// In the order of time; the first one is before there was a pair.
    package let points: [Point]

    private static let leastPairCount = 10
    /// Steps from no pair to all of them: each takes five fits.
    private static let stepCount = 6
    private static let foldCount = 5
    private static let lookedAtCount = 2_000

    /// Computes for long: some thirty fits, on a `TrainingExecutor`.
    ///
    /// - Returns: nil with few pairs, and where the features are not on disk.
    init?(
        _ model: QueueModel,
        of queue: Queue,
        _ index: ItemIndex,
        _ history: LabelHistory,
        shelf: ModelShelf
    ) async throws {
        let data = LearningData(history.standing(at: history.lastEvent), queue: queue, index: index)
            .around(pairs: Self.lookedAtCount)
        let events = Self.events(data, history)
        guard !events.isEmpty, let features = await shelf.features(of: data.training, index: index) else { return nil }
        let cancellation = Cancellation()
        let trainer = Trainer(queue: queue, features: features, index: index, cancellation: cancellation)
            .weighing(pairs: model.version.summary.pairWeight)
        let measure = try Measure(trainer, data, hyperparameters: model.version.summary.hyperparameters)
        points = try await withTaskCancellationHandler {
            try await TrainingExecutor.measuring.perform {
                try events.compactMap { event in
                    try measure.point(LearningData(history.standing(at: event), queue: queue, index: index))
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        guard points.count > 1 else { return nil }
    }

    /// Just before the first pair, at steps of pairs, and now.
    private static func events(_ data: LearningData, _ history: LabelHistory) -> [EventNumber] {
        let made = data.training.compactMap(\.revision).filter(\.isAccepted)
            .compactMap { history.counterfactuals[$0.counterfactual]?.counterfactual.event }.sorted()
        guard made.count >= leastPairCount, let first = made.first else { return [] }
        let steps = (1..<stepCount).map { made[$0 * made.count / stepCount] }
        return ([first - 1] + steps + [history.lastEvent]).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    private struct Measure {
        private let trainer: Trainer
        private let hyperparameters: [String: Double]
        private let rows: Set<Int>
        private let foldOfRoot: [ItemID: Int]
        /// Members of the pairs that there are now, and the pairs by their places.
        private let asked: [LearningData.Example]
        private let pairs: [RowPair]

        init(_ trainer: Trainer, _ data: LearningData, hyperparameters: [String: Double]) throws {
            (self.trainer, self.hyperparameters) = (trainer, hyperparameters)
            rows = Set(data.training.map(\.row))
            let scales = trainer.features.extractor.scales(labelCount: data.training.count)
            let set = try trainer.trainingSet(data.training, scales)
            let folds = Folds(set, count: PairCurve.foldCount, seed: trainer.queue.definition.seed)
            foldOfRoot = Dictionary(
                zip(data.training.map(\.root), folds.assignment),
                uniquingKeysWith: { first, _ in first }
            )
            let members = Set(set.pairs.flatMap { [$0.original, $0.revised] }).sorted()
            let places = Dictionary(members.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            asked = members.map { data.training[$0] }
            pairs = set.pairs.compactMap { pair in
                guard let original = places[pair.original], let revised = places[pair.revised] else { return nil }
                return RowPair(original: original, revised: revised, kind: pair.kind)
            }
        }

        /// - Returns: nil where there were no two labels to tell apart.
        func point(_ then: LearningData) throws -> Point? {
            let known = then.training.filter { rows.contains($0.row) }
            let labelCount = trainer.queue.labels.count
            var values = [Float](repeating: 0, count: asked.count * labelCount)
            for fold in 0..<PairCurve.foldCount {
                let places = asked.indices.filter { foldOfRoot[asked[$0].root] == fold }
                let examples = known.filter { foldOfRoot[$0.root] != fold }
                guard !places.isEmpty else { continue }
                guard Set(examples.flatMap(\.target.present)).count > 1 else { return nil }
                let classifier = try trainer.fit(examples, hyperparameters: hyperparameters)
                let said = try classifier.probabilities(of: trainer.features.rows.gather(places.map { asked[$0].row }))
                for (number, place) in places.enumerated() {
                    values.replaceSubrange(place * labelCount..<(place + 1) * labelCount, with: said.row(number))
                }
            }
            let matrix = DenseMatrix(rowCount: asked.count, columnCount: labelCount, values: values)
            return Evaluation.Pairs.Report(asked, matrix, pairs).map { report in
                Point(
                    pairCount: known.count { $0.revision?.isAccepted == true },
                    labelCount: known.count { $0.revision == nil },
                    consistency: report.consistency
                )
            }
        }
    }
}
