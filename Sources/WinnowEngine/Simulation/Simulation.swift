internal import Foundation
internal import Synchronization
internal import WinnowDomain
package import WinnowLearning
internal import WinnowNumerics

/// Replays known labels as the annotator, with the queue state, trainer and strategies of the real loop.
package struct Simulation: Sendable {
    private let plan: SimulationPlan
    private let queue: Queue
    private let index: ItemIndex
    package let poolFeatures: FeatureSet
    package let testFeatures: PoolFeatures

    /// Makes the features: what they are made with is fitted to the pool alone.
    ///
    /// - Parameters:
    ///   - plan: At least one example in the pool and one in the test.
    ///   - shelf: Where encoders are that the definition names.
    /// - Throws: `EncodingProblem`, `LearningError.encoder`.
    package init(_ plan: SimulationPlan, shelf: EncoderShelf) throws {
        self.plan = plan
        var definition = plan.definition
        // The simulation measures on examples of its own, and its draws are in the strategy.
        definition.evaluation.share = 0
        definition.query.explore = 0
        definition.query.batch = plan.batchSize
        definition.initialization.size = plan.initialCount
        definition.assignment.overlap = 1
        queue = Queue(
            id: QueueID(0),
            name: "simulation",
            definition: definition,
            revision: 1,
            labels: plan.labels.enumerated().map { Label(id: LabelID(Int64($0.offset)), name: $0.element, since: 0) }
        )
        index = ItemIndex(
            plan.pool.indices.map {
                ItemIndexEntry(id: ItemID(Int64($0)), root: ItemID(Int64($0)), isEvaluation: false, event: 0)
            }
        )
        let recipe = try shelf.recipe(of: definition.features)
        let texts = plan.pool.map(\.text)
        let encoders = try zip(recipe.encoders, recipe.configuration.encoded).map { encoder, columns in
            let sample = columns.isFitted ? EncodedColumns.sample(of: texts.count).map { texts[$0] } : []
            return FittedEncoder(encoder, columns: columns.fit(try encoder.rowsOfMany(sample)))
        }
        let terms = recipe.configuration.tfidf.map { Simulation.terms(plan.pool, $0) } ?? []
        let extractor = try recipe.configuration.fit(to: terms, encoders: encoders)
        let counts = extractor.tfidf.map { $0.matrix(of: terms) }
        var dense: [[DenseRows]] = []
        if extractor.lsa != nil, let counts { dense.append([extractor.denseRows(of: counts)]) }
        for (encoder, fitted) in zip(recipe.encoders, encoders) {
            dense.append([fitted.columns.rows(of: try encoder.rowsOfMany(texts))])
            // What is measured on is asked about by every simulation.
            _ = try encoder.rowsOfMany(plan.test.map(\.text))
        }
        poolFeatures = FeatureSet(
            rows: extractor.rows(counts: counts.map { [$0] } ?? [], dense: dense),
            extractor: extractor,
            fittedRowCount: plan.pool.count,
            digest: Digest(of: Data())
        )
        testFeatures = try extractor.rows(of: plan.test.map(\.text))
    }

    private static func terms(_ examples: [SimulationPlan.Example], _ tfidf: TFIDF) -> [TermCounts] {
        let chunks = (examples.count + 255) / 256
        return ParallelFor.map(chunks) { chunk in
            examples[chunk * 256..<min(examples.count, (chunk + 1) * 256)].map { tfidf.terms(of: $0.text) }
        }.flatMap { $0 }
    }

    /// Runs every strategy with every seed, on all cores.
    ///
    /// - Parameter progress: Told after each training, from several threads, how many of how many are done.
    /// - Throws: `LearningError`.
    /// - Returns: Curves by strategy, then seed, in the order of the plan.
    package func run(progress: @Sendable (Int, Int) -> Void = { _, _ in }) throws -> [LearningCurve] {
        let pairs = plan.strategies.flatMap { strategy in plan.seeds.map { (strategy, $0) } }
        let total = pairs.count * plan.trainingCount
        let counter = ProgressCounter()
        return try ParallelFor.map(pairs.count) { number in
            Result {
                try curve(pairs[number].0, seed: pairs[number].1) { progress(counter.next(), total) }
            }
        }.map { try $0.get() }
    }

    private func curve(
        _ strategy: QueryDefinition.Strategy,
        seed: UInt64,
        trained: () -> Void
    ) throws -> LearningCurve {
        var definition = queue.definition
        definition.query.strategy = strategy
        definition.seed = seed
        let queue = Queue(
            id: queue.id,
            name: queue.name,
            definition: definition,
            revision: 1,
            labels: queue.labels
        )
        var replay = Replay(plan: plan, queue: queue, index: index, seed: seed)
        let trainer = Trainer(queue: queue, features: poolFeatures, index: index)
        for row in try initialRows(queue, seed) { replay.label(row) }
        var record = Record(series: RoundSeries(of: queue))
        let sample = trainer.stoppingSample()
        for _ in 0..<plan.trainingCount {
            let anchor = try replay.anchor(trainer)
            let product = try trainer.fit(at: replay.event, replay.history, anchor: anchor)
            record.add(
                try measure(product.classifier, labelCount: replay.labelCount),
                try trainer.round(of: product.classifier, product.data, at: replay.event, on: sample)
            )
            trained()
            let left = min(plan.labelCount, plan.pool.count) - replay.labelCount
            if left <= 0 { break }
            let committee = try trainer.committee(at: replay.event, replay.history, anchor: anchor, product)
            let selection = try query(queue, product, at: replay.event).select(
                by: strategy,
                product.classifier.probabilities(of: poolFeatures.rows),
                committee: committee
            )
            replay.adopt(selection, strategy: strategy)
            for _ in 0..<min(plan.batchSize, left) { replay.labelNext() }
        }
        return LearningCurve(
            strategy: strategy,
            seed: seed,
            labelled: replay.labelledRows,
            points: record.points,
            stops: record.stops
        )
    }

    /// What is kept of a curve's trainings.
    private struct Record {
        var series: RoundSeries
        var points: [LearningCurve.Point] = []
        var stops: [String: Int] = [:]

        mutating func add(_ point: LearningCurve.Point, _ round: TrainingRound) {
            points.append(point)
            series.append(round)
            for finding in series.criteria.findings
            where finding.state == .met && stops[finding.criterion.rawValue] == nil {
                stops[finding.criterion.rawValue] = point.labelCount
            }
        }
    }

    private func query(_ queue: Queue, _ product: Trainer.Product, at event: EventNumber) -> PoolQuery {
        PoolQuery(
            queue: queue,
            rows: poolFeatures.rows,
            scales: product.scales,
            index: index,
            training: product.data.training,
            answered: product.data.answered,
            event: event
        )
    }

    private func initialRows(_ queue: Queue, _ seed: UInt64) throws -> [Int] {
        if let rows = plan.initial[seed] { return rows }
        let query = InitialQuery(queue: queue, features: poolFeatures, index: index, answered: [])
        if let selection = try query.select(seed: seed), !selection.leading.isEmpty {
            return Array(selection.leading.prefix(plan.initialCount))
        }
        var generator = SeededGenerator(seed: seed, purpose: "initial labels")
        return generator.sample(min(plan.initialCount, plan.pool.count), from: plan.pool.count)
    }

    private func measure(_ classifier: FittedClassifier, labelCount: Int) throws -> LearningCurve.Point {
        let set = EvaluationSet(
            probabilities: try classifier.probabilities(of: testFeatures),
            truth: plan.test.map(\.labels),
            isMultilabel: queue.definition.task == .multilabel
        )
        var confusion = ConfusionCounts(labelCount: plan.labels.count)
        var right = 0
        for row in 0..<set.rowCount {
            let predicted = set.predicted(row: row)
            confusion.add(truth: set.truth[row], predicted: predicted)
            if predicted.sorted() == set.truth[row].sorted() { right += 1 }
        }
        return LearningCurve.Point(
            labelCount: labelCount,
            accuracy: Double(right) / Double(max(set.rowCount, 1)),
            macroF1: confusion.macro(confusion.f1)
        )
    }
}

/// Counts across threads.
private final class ProgressCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
