package import WinnowAPI

extension APIClient {
    package func queues() async throws -> [QueueDocument] {
        try await get(["api", "v1", "queues"])
    }

    package func queue(named name: String) async throws -> QueueDocument {
        try await get(["api", "v1", "queues", name])
    }

    package func createQueue(_ wish: NewQueueRequest) async throws -> NewQueueReply {
        try await send("POST", ["api", "v1", "queues"], wish)
    }

    package func updateQueue(named name: String, _ wish: QueueUpdateRequest) async throws -> QueueDocument {
        try await send("PATCH", ["api", "v1", "queues", name], wish)
    }
}
