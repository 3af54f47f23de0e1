internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Computes a queue's insight: minutes for nobody, but seconds where there are a million items. Runs on
/// `TrainingExecutor.onDemand`.
struct InsightComputation: Sendable {
    let known: KnownQueue
    let model: QueueModel
    let shelf: ModelShelf
    let store: any QueueInsights.Store
    let clock: any WallClock
    /// The last one: its comparison holds as long as few labels are new, and what it has counted is not counted again.
    let former: QueueInsight?

    private var queue: Queue { known.queue }

    func run() async throws -> QueueInsight {
        let started = clock.now()
        let event = known.history.lastEvent
        let standing = known.history.standing(at: event)
        let data = LearningData(standing, queue: queue, index: known.index)
        let said = try await shelf.poolProbabilities(model, index: known.index)
        let evaluation = try await QueueEvaluation(
            model,
            of: queue,
            index: known.index,
            standing: standing,
            store: store,
            shelf: shelf
        )
        let (pool, predicted) = try pool(said.values, said.isMissing, standing)
        var suggestions = former?.suggestions ?? SuggestionInfluence()
        try await suggestions.add(known.history, in: queue.id, from: store)
        let now = clock.now()
        return QueueInsight(
            model: model.version,
            event: event,
            at: now,
            evaluation: evaluation.map { EvaluationFigures($0) },
            labels: shares(data, predicted),
            pool: pool,
            outlook: evaluation?.outlook ?? shelf.outlook(data.evaluation),
            comparison: try await comparison(data, standing),
            suggestions: suggestions,
            pairs: try await pairs(evaluation, data),
            pairCurve: try await PairCurve(model, of: queue, known.index, known.history, shelf: shelf),
            seconds: clock.now().seconds - started.seconds
        )
    }

    private func pairs(_ evaluation: QueueEvaluation?, _ data: LearningData) async throws -> Evaluation.Pairs? {
        if let evaluation { return evaluation.pairs }
        return try await Evaluation.Pairs(model, of: queue, known.index, data, store: store, shelf: shelf)
    }

    /// How sure the model is of the pool, and the names of what it predicts.
    private func pool(
        _ probabilities: DenseMatrix,
        _ isMissing: [Bool],
        _ standing: KnownLabels
    ) throws -> (PoolFigures, [String: Int]) {
        let scores = try Uncertainty.leastConfidence.scores(probabilities, isMultilabel: model.isMultilabel)
        var bins = [Int](repeating: 0, count: PoolFigures.binCount)
        var outputs = [Int](repeating: 0, count: model.labels.count)
        var count = 0
        for row in 0..<probabilities.rowCount {
            let entry = known.index.entries[row]
            guard entry.isInPool, standing[entry.id] == nil, isMissing.isEmpty || !isMissing[row] else { continue }
            count += 1
            bins[min(bins.count - 1, max(0, Int((1 - scores[row]) * Float(bins.count))))] += 1
            for output in model.predicted(probabilities.row(row)) { outputs[output] += 1 }
        }
        let names = Dictionary(zip(model.labels.map(\.name), outputs), uniquingKeysWith: +)
        return (PoolFigures(itemCount: count, bins: bins), names)
    }

    private func shares(_ data: LearningData, _ predicted: [String: Int]) -> [LabelShare] {
        func counts(_ examples: [LearningData.Example]) -> [Int] {
            var counts = [Int](repeating: 0, count: queue.labels.count)
            for example in examples { for label in example.target.present { counts[label] += 1 } }
            return counts
        }
        let learned = counts(data.training.filter { $0.revision == nil })
        let measured = counts(data.evaluation)
        return queue.labels.enumerated().map { position, label in
            LabelShare(
                name: label.name,
                labelledCount: learned[position],
                evaluationCount: measured[position],
                estimate: data.evaluation.isEmpty ? nil : .share(measured[position], of: data.evaluation.count),
                predictedCount: predicted[label.name] ?? 0
            )
        }
    }

    private func comparison(_ data: LearningData, _ standing: KnownLabels) async throws -> ChanceComparison? {
        if let former = former?.comparison, isNear(former.labelCount, data.training.count { $0.revision == nil }),
            isNear(former.evaluationCount, data.evaluation.count)
        {
            return former
        }
        let examples = data.training + data.evaluation
        guard let features = await shelf.features(of: examples, index: known.index) else { return nil }
        let drawn = try await store.itemsDrawnAtRandom(in: queue.id, after: 0)
        return try ChanceComparison(
            data,
            queue: queue,
            features: features,
            index: known.index,
            events: standing.annotations.mapValues { $0.map(\.event).min() ?? 0 },
            drawn: Set(drawn),
            model: model.version.summary
        )
    }

    /// Within a twentieth: with a hundred labels, five more are not worth a dozen fits.
    private func isNear(_ former: Int, _ now: Int) -> Bool { 20 * abs(now - former) < max(20, now) }
}

extension EvaluationFigures {
    init(_ evaluation: QueueEvaluation) {
        let report = evaluation.report
        itemCount = report.rowCount
        setAsideCount = evaluation.setAsideCount
        accuracy = Figure(report.metrics.accuracy)
        macroF1 = Figure(report.metrics.macroF1)
        calibrationError = Figure(report.metrics.calibrationError)
        chosen = evaluation.chosen
        labels = evaluation.labels
        confusion = report.confusion
        byLabel = zip(evaluation.labels, report.labels).map { name, label in
            Label(
                name: name,
                itemCount: label.support,
                precision: Figure(label.precision),
                recall: Figure(label.recall),
                f1: label.f1
            )
        }
        let bins = report.calibration
        self.bins = bins.counts.indices.map { bin in
            Bin(
                count: bins.counts[bin],
                rightCount: bins.right[bin],
                meanConfidence: bins.counts[bin] == 0 ? 0 : bins.confidence[bin] / Double(bins.counts[bin])
            )
        }
    }
}
