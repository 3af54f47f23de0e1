internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// What webhooks are told, as JSON: `{"type": …, "timestamp": …, "data": {"queue": …, "event": …, …}}`.
struct WebhookMessages: Sendable {
    typealias Store = AnnotatorStore & BrowsingStore & ItemStore & QueueStore & TrainingStore

    let queue: Queue
    let store: any Store

    func answered(_ annotation: Annotation, _ happening: Happening) async throws -> NewDelivery? {
        guard let item = try await store.items([annotation.item]).first else { return nil }
        let exporter = Exporter(
            queue: queue,
            content: .annotations,
            store: store,
            names: try await store.annotatorNames()
        )
        let row = try await exporter.row(of: annotation, item)
        return message(.itemLabelled, happening, ["item": JSONLinesWriter.line(of: row, queue.definition)])
    }

    func retracted(_ annotation: Annotation, _ happening: Happening) async throws -> NewDelivery? {
        guard let item = try await store.items([annotation.item]).first else { return nil }
        let names = try await store.annotatorNames()
        return message(
            .itemRetracted,
            happening,
            [
                "item": .members(["id": .string(item.externalID)]),
                "annotator": names[annotation.annotator].map { .string($0) } ?? .null,
            ]
        )
    }

    func finished(at event: EventNumber, _ now: Moment) async throws -> NewDelivery {
        let summary = try await store.summary(of: queue)
        return message(
            .queueFinished,
            event,
            now,
            ["items": .integer(summary.itemCount), "annotations": .integer(summary.annotationCount)]
        )
    }

    /// What is said of a model that became the one that ranks.
    func promoted(_ number: Int, _ happening: Happening) async throws -> [NewDelivery] {
        guard let model = try await store.model(number, of: queue.id) else { return [] }
        let news = message(
            .modelPromoted,
            happening,
            [
                "version": .integer(number), "labelled": .integer(model.summary.labelledCount),
                "measuredOn": .integer(model.summary.evaluationCount), "accuracy": Self.figure(model.summary.accuracy),
            ]
        )
        let earlier = try await store.models(of: queue.id, limit: Self.modelCount).filter { $0.number < number }
        return [news] + (QualityAlarm(model, after: earlier).map { [alarm($0, happening)] } ?? [])
    }

    private static let modelCount = 200

    private func alarm(_ alarm: QualityAlarm, _ happening: Happening) -> NewDelivery {
        message(
            .qualityAlarm,
            happening,
            [
                "reason": "accuracy-fell", "sentence": .string(alarm.sentence),
                "version": .integer(alarm.model.number), "accuracy": Self.figure(alarm.accuracy),
                "best": .members([
                    "version": .integer(alarm.best.number), "accuracy": Self.figure(alarm.bestAccuracy),
                ]),
            ]
        )
    }

    private static func figure(_ bounds: TrainingSummary.Bounds?) -> JSON {
        guard let bounds else { return .null }
        return .members(["value": .real(bounds.value), "low": .real(bounds.low), "high": .real(bounds.high)])
    }

    private func message(
        _ kind: Webhook.Kind,
        _ happening: Happening,
        _ data: KeyValuePairs<String, JSON>
    ) -> NewDelivery {
        message(kind, happening.event, happening.at, data)
    }

    private func message(
        _ kind: Webhook.Kind,
        _ event: EventNumber,
        _ at: Moment,
        _ data: KeyValuePairs<String, JSON>
    ) -> NewDelivery {
        NewDelivery(
            kind: kind.rawValue,
            event: event,
            body: Self.body(
                kind.rawValue,
                at,
                queue: queue.name,
                event: event,
                data.map { JSON.Member($0.key, $0.value) }
            )
        )
    }

    static func ping(_ queue: Queue, at event: EventNumber, _ now: Moment) -> NewDelivery {
        NewDelivery(
            kind: Delivery.ping,
            event: event,
            body: body(Delivery.ping, now, queue: queue.name, event: event, [])
        )
    }

    private static func body(
        _ type: String,
        _ at: Moment,
        queue: String,
        event: EventNumber,
        _ data: [JSON.Member]
    ) -> String {
        JSON.members([
            "type": .string(type), "timestamp": .string(at.iso8601),
            "data": .object([JSON.Member("queue", .string(queue)), JSON.Member("event", .integer(event))] + data),
        ]).text
    }
}
