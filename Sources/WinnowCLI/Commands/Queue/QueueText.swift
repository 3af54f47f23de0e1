internal import WinnowDomain

/// Queues in words and as JSON.
enum QueueText {
    static func json(_ queue: Queue, with members: KeyValuePairs<String, JSON> = [:]) -> JSON {
        let own: [JSON.Member] = [
            JSON.Member("name", .string(queue.name)),
            JSON.Member("title", .string(queue.definition.title)),
            JSON.Member("task", .string(queue.definition.task.rawValue)),
            JSON.Member("labels", .array(queue.labels.map { .string($0.name) })),
            JSON.Member("revision", .integer(queue.revision)),
        ]
        return .object(own + members.map { JSON.Member($0.key, $0.value) })
    }

    static func json(_ summary: QueueSummary) -> JSON {
        json(
            summary.queue,
            with: [
                "items": .integer(summary.itemCount),
                "finished": .integer(summary.finishedCount),
                "annotations": .integer(summary.annotationCount),
                "annotators": .integer(summary.annotatorCount),
                "models": .integer(summary.modelCount),
                "event": .integer(summary.lastEvent),
            ]
        )
    }
}
