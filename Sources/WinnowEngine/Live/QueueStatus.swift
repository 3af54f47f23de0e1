package import WinnowDomain

/// How a queue is doing, in figures that are at hand.
package struct QueueStatus: Sendable {
    package let queue: Queue
    package let progress: QueueState.Progress
    package let training: TrainingCoordinator.Standing
    /// How far encoders are with the items; nil where nothing is left to encode.
    package let encoding: EncodingProgress?
    /// Answers with labels since midnight UTC, by people.
    package let labelsToday: Int
    package let model: ModelVersion?
    package let lastRun: TrainingRun?
    package let lastEvent: EventNumber

    package init(of loop: QueueLoops.Loop, store: any LabellingStore & TrainingStore, now: Moment) async throws {
        let known = await loop.coordinator.known
        queue = known.queue
        progress = await loop.scheduler.progress
        training = await loop.coordinator.standing
        encoding = await loop.coordinator.encoding
        labelsToday = known.history.labelCount(since: Moment((now.seconds / 86_400).rounded(.down) * 86_400))
        lastEvent = try await store.lastEvent(of: known.queue.id)
        model = try await store.promotedModel(of: known.queue.id)
        lastRun = try await store.runs(of: known.queue.id, limit: 1).first
    }

    /// What keeps the model from learning, or nil when all is well.
    package var trouble: Trouble? {
        if progress.itemCount == 0 { return .noItems }
        if lastRun?.state == .failed { return .trainingFailed }
        if model != nil { return nil }
        if training.labelCount == 0 { return .noLabels }
        let wanted = queue.definition.initialization.size
        return training.labelCount < wanted ? .tooFewLabels(wanted: wanted) : training.isRunning ? nil : .neverTrained
    }

    package enum Trouble: Hashable, Sendable {
        case noItems
        case noLabels
        /// There will be a model when there are as many.
        case tooFewLabels(wanted: Int)
        /// There are labels enough, and no model.
        case neverTrained
        /// See `lastRun`.
        case trainingFailed
    }
}

extension LabelHistory {
    /// Labels that people gave since a moment; imported ones, whose times are others' words, are left out.
    ///
    /// - Complexity: O(annotations since then).
    package func labelCount(since moment: Moment) -> Int {
        var count = 0
        // More than anybody gives in a day; behind them there may be a million imported ones.
        for annotation in annotations.suffix(200_000).reversed() where annotation.source != .imported {
            if annotation.at < moment { break }
            if annotation.action == .submit, annotation.judgement.answer == .label { count += 1 }
        }
        return count
    }
}
