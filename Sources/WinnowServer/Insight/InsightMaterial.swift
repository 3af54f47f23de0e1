internal import WinnowDomain
internal import WinnowEngine

/// What the figures are made from.
struct InsightMaterial: Sendable {
    let queue: Queue
    let reading: QueueInsights.Reading
    let versions: [ModelVersion]
    let newest: [ModelVersion]
    let runs: [TrainingRun]
    let activity: Activity
    let names: [AnnotatorID: String]
    let now: Moment

    /// How long a page waits for what is being computed.
    private static let patience = Duration.milliseconds(600)
    private static let shownCount = 30

    init(_ loop: QueueLoops.Loop, parts: ServerParts) async throws {
        queue = await loop.scheduler.queue
        let insights = parts.loops.insights
        reading = try await insights.reading(of: loop, patience: Self.patience)
        versions = try await insights.versions(of: loop)
        activity = try await insights.activity(of: loop)
        newest = try await parts.store.models(of: queue.id, limit: Self.shownCount)
        runs = try await parts.store.runs(of: queue.id, limit: Self.shownCount)
        let annotators = activity.isEmpty ? [] : try await parts.store.annotators()
        names = Dictionary(annotators.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        now = parts.clock.now()
    }

    var insight: QueueInsight? { reading.insight }

    /// Why what has to be computed is not there.
    var missing: String {
        if reading.isComputing { return "This is being computed; load the page again in a moment." }
        if let failure = reading.failure { return "This could not be computed: \(failure)." }
        return "There is no model yet. The first one is trained when \(queue.definition.initialization.size) items are "
            + "labelled."
    }

    var figures: [InsightFigure] {
        [
            learningCurve, outlook, chance, labelShares, confusion, reliability, poolConfidence, pairs, pairCurve,
            unlearned, coverage,
            artifacts, edits, suggestions, hours,
            days,
            people, models, failures,
        ].compactMap { $0 }
    }
}
