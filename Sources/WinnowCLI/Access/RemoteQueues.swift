internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowQueueFiles

struct RemoteQueues: QueueAccess {
    let client: APIClient

    func queues() async throws -> [QueueDocument] { try await client.queues() }

    func queue(named name: String) async throws -> QueueDocument { try await client.queue(named: name) }

    func createQueue(named name: String, definition: QueueDefinition) async throws -> NewQueueReply {
        try await client.createQueue(NewQueueRequest(name: name, definition: QueueFile.text(for: definition)))
    }

    func checkUpdate(of queue: QueueDocument, to definition: QueueDefinition) async throws {
        _ = try await client.updateQueue(named: queue.name, wish(queue, definition, dryRun: true))
    }

    func update(_ queue: QueueDocument, to definition: QueueDefinition) async throws -> QueueDocument {
        try await client.updateQueue(named: queue.name, wish(queue, definition, dryRun: nil))
    }

    private func wish(_ queue: QueueDocument, _ definition: QueueDefinition, dryRun: Bool?) -> QueueUpdateRequest {
        QueueUpdateRequest(definition: QueueFile.text(for: definition), revision: queue.revision, dryRun: dryRun)
    }
}
