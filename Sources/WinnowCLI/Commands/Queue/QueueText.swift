internal import WinnowAPI
internal import WinnowDomain

/// Queues as JSON.
enum QueueText {
    /// What a queue is.
    static func json(_ queue: QueueDocument, with members: KeyValuePairs<String, JSON> = [:]) -> JSON {
        let own: [JSON.Member] = [
            JSON.Member("name", .string(queue.name)),
            JSON.Member("title", .string(queue.title)),
            JSON.Member("task", .string(queue.task.rawValue)),
            JSON.Member("labels", .array(queue.labels.map { .string($0) })),
            JSON.Member("revision", .integer(queue.revision)),
        ]
        return .object(own + members.map { JSON.Member($0.key, $0.value) })
    }

    /// What it is and how far.
    static func state(_ queue: QueueDocument, with members: [JSON.Member] = []) -> JSON {
        let state = json(
            queue,
            with: [
                "items": .integer(queue.items),
                "finished": .integer(queue.finished),
                "annotations": .integer(queue.annotations),
                "annotators": .integer(queue.annotators),
                "models": .integer(queue.models),
                "event": .integer(queue.event),
            ]
        )
        guard case .object(let own) = state else { return state }
        return .object(own + members)
    }
}
