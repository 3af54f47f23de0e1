internal import WinnowAPI
internal import WinnowDomain
internal import WinnowQueueFiles

struct LocalQueues: QueueAccess {
    let installation: Installation

    private var store: any Store { installation.store }

    func queues() async throws -> [QueueDocument] {
        var documents: [QueueDocument] = []
        for queue in try await store.queues() { documents.append(QueueDocument(try await store.summary(of: queue))) }
        return documents
    }

    func queue(named name: String) async throws -> QueueDocument {
        try await document(of: try await store.queue(named: name))
    }

    func createQueue(named name: String, definition: QueueDefinition) async throws -> NewQueueReply {
        let (queue, isNew) = try await store.ensureQueue(
            named: name,
            definition: definition,
            at: installation.clock.now()
        )
        return NewQueueReply(queue: try await document(of: queue), isNew: isNew)
    }

    func checkUpdate(of queue: QueueDocument, to definition: QueueDefinition) async throws {
        try await store.checkUpdate(of: try await stored(queue), to: definition)
    }

    func update(_ queue: QueueDocument, to definition: QueueDefinition) async throws -> QueueDocument {
        let changed = try await store.updateQueue(
            try await stored(queue),
            to: definition,
            at: installation.clock.now()
        )
        return try await document(of: changed)
    }

    /// The queue as the caller knows it.
    private func stored(_ known: QueueDocument) async throws -> Queue {
        let queue = try await store.queue(named: known.name)
        guard queue.revision == known.revision else { throw StoreError.queueWasChanged(name: known.name) }
        return queue
    }

    private func document(of queue: Queue) async throws -> QueueDocument {
        var document = QueueDocument(try await store.summary(of: queue))
        document.uses = try await store.labelUses(in: queue)
        document.model = try await store.promotedModel(of: queue.id).map(ModelDocument.init)
        document.definition = QueueFile.text(for: queue.definition)
        return document
    }
}
