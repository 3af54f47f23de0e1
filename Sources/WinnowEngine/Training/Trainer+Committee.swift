internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension Trainer {
    /// The committee that the queue's strategy asks, with what was known at an event; nil where it asks none.
    ///
    /// - Parameters:
    ///   - anchor: The anchor of `anchorEvent`, nil before the first.
    ///   - product: The fit at the event.
    /// - Throws: `LearningError`.
    func committee(
        at event: EventNumber,
        _ history: LabelHistory,
        anchor: Anchor?,
        _ product: Product
    ) throws -> Committee? {
        guard queue.definition.query.strategy.asksCommittee else { return nil }
        let plans = try weighing(pairs: product.pairWeight).plans(at: event, history, product)
        let models = try Committee.fit(plans.map(\.member), cancellation: cancellation)
        return Committee(
            zip(plans, models).map { plan, model in
                FittedClassifier(
                    model: model.unscaled(plan.scales, sparseColumnCount: features.rows.sparseColumnCount),
                    calibration: plan.isOfQueue ? anchor?.calibration(for: model) ?? .none : .none
                )
            }
        )
    }

    /// The committee at an event, by fits of its own.
    func committee(at event: EventNumber, _ history: LabelHistory) throws -> Committee? {
        guard queue.definition.query.strategy.asksCommittee else { return nil }
        // As in training: without an anchor where the labels up to it teach nothing.
        let anchor = Trainer.anchorEvent(history, upTo: event).flatMap { try? self.anchor(at: $0, history) }
        return try committee(
            at: event,
            history,
            anchor: anchor,
            try fit(at: event, history, anchor: anchor)
        )
    }

    /// How a member is made, and of which columns.
    private struct Plan {
        let member: CommitteeMember
        let scales: ColumnScales
        /// Whether it is the queue's own classifier, whose calibration suits it.
        var isOfQueue = true
    }

    private func plans(at event: EventNumber, _ history: LabelHistory, _ product: Product) throws -> [Plan] {
        let (count, examples, scales) = (queue.definition.committee.members, product.data.training, product.scales)
        let classifier = product.candidate.classifier
        switch queue.definition.committee.by {
        case .bootstrap: return try bootstrap(product)
        case .classifiers:
            let training = try trainingSet(examples, scales)
            return ClassifierDefinition.usual(features.rows).prefix(count).map { member in
                let member = member.scaledByRatios(power: queue.definition.ratioPower)
                return Plan(member: CommitteeMember(member, on: training), scales: scales, isOfQueue: false)
            }
        case .features:
            return try views(scales).map { view in
                Plan(member: CommitteeMember(classifier, on: try trainingSet(examples, view)), scales: view)
            }
        case .seeds:
            let training = try trainingSet(examples, scales)
            return (0..<count).map { number in
                Plan(member: CommitteeMember(classifier.seeded(UInt64(number) + 1), on: training), scales: scales)
            }
        case .checkpoints:
            let past = checkpoints(at: event, history, count: count)
            // One that agrees with itself says nothing.
            guard past.count > 1 else { return try bootstrap(product) }
            return try past.map { examples in
                Plan(member: CommitteeMember(classifier, on: try trainingSet(examples, scales)), scales: scales)
            }
        }
    }

    private func bootstrap(_ product: Product) throws -> [Plan] {
        let (examples, classifier) = (product.data.training, product.candidate.classifier)
        // From a start that another end is reached from, all members would begin with what all rows say.
        let isWarm = type(of: classifier).abilities.startsWarm
        return try CommitteeMember.bootstrap(
            classifier,
            on: try trainingSet(examples, product.scales),
            count: queue.definition.committee.members,
            seed: queue.definition.seed,
            from: isWarm ? FitStart(rows: examples.indices.map { $0 }, fit: product.fit) : nil
        ).map { Plan(member: $0, scales: product.scales) }
    }

    /// The columns of each extractor on their own, then all: what a model does not see counts nothing.
    private func views(_ scales: ColumnScales) -> [ColumnScales] {
        let rows = features.rows
        var views: [ColumnScales] = []
        if rows.sparseColumnCount > 0 {
            var view = scales
            view.dense = scales.dense.map { _ in 0 }
            views.append(view)
        }
        var first = 0
        for part in rows.dense {
            let own = first..<first + part.columnCount
            views.append(
                ColumnScales(sparse: 0, dense: scales.dense.indices.map { own.contains($0) ? scales.dense[$0] : 0 })
            )
            first += part.columnCount
        }
        return views + [scales]
    }

    /// What was known at the last anchors, and at the event itself.
    private func checkpoints(at event: EventNumber, _ history: LabelHistory, count: Int) -> [[LearningData.Example]] {
        let events = Trainer.anchorEvents(history, upTo: event).filter { $0 < event }.suffix(count - 1) + [event]
        return events.map { LearningData(history.standing(at: $0), queue: queue, index: index).training }
            .filter { !$0.isEmpty }
    }
}
