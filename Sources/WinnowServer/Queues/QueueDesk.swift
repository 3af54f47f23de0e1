internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowQueueFiles

/// What programs can do with queues as a whole.
struct QueueDesk: Sendable {
    let parts: ServerParts
    private let reader = DefinitionReader()
    private let summaries: QueueSummaries

    init(parts: ServerParts) {
        self.parts = parts
        summaries = QueueSummaries(store: parts.store)
    }

    func queues() async throws -> [QueueDocument] {
        var documents: [QueueDocument] = []
        for queue in try await parts.store.queues() {
            documents.append(QueueDocument(try await summaries.summary(of: queue)))
        }
        return documents
    }

    func queue(named name: String, for identity: Identity) async throws -> QueueDocument {
        try await document(of: try await parts.store.queue(named: name), for: identity)
    }

    func create(_ wish: NewQueueRequest, by identity: Identity) async throws -> NewQueueReply {
        if let reason = QueueName.refusal(wish.name) { throw RequestError(.badRequest, reason) }
        let definition = try await reader.definition(wish.definition, name: wish.name)
        let (queue, isNew) = try await parts.store.ensureQueue(
            named: wish.name,
            definition: definition,
            at: parts.clock.now()
        )
        if isNew { await parts.loops.refresh() }
        return NewQueueReply(queue: try await document(of: queue, for: identity), isNew: isNew)
    }

    func update(_ name: String, _ wish: QueueUpdateRequest, by identity: Identity) async throws -> QueueDocument {
        let definition = try await reader.definition(wish.definition, name: name)
        var queue = try await parts.store.queue(named: name)
        guard queue.revision == wish.revision else { throw StoreError.queueWasChanged(name: name) }
        try await parts.store.checkUpdate(of: queue, to: definition)
        if wish.dryRun != true, queue.definition != definition {
            queue = try await parts.store.updateQueue(queue, to: definition, at: parts.clock.now())
            await parts.loops.refresh()
        }
        return try await document(of: queue, for: identity)
    }

    private func document(of queue: Queue, for identity: Identity) async throws -> QueueDocument {
        let summary = try await summaries.summary(of: queue)
        var document = QueueDocument(summary)
        if identity.may(.browse) {
            document.uses = try await summaries.labelUses(in: queue, at: summary.lastEvent)
        }
        document.model = try await parts.store.promotedModel(of: queue.id).map(ModelDocument.init)
        document.definition = QueueFile.text(for: queue.definition)
        return document
    }
}
