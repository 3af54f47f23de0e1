extension QueueStore {
    /// Makes a queue, unless there is one of that name with that very definition.
    ///
    /// - Throws: `StoreError.queueExists` when there is one with another definition.
    package func ensureQueue(
        named name: String,
        definition: QueueDefinition,
        at moment: Moment
    ) async throws -> (queue: Queue, isNew: Bool) {
        do {
            return (try await createQueue(named: name, definition: definition, at: moment), true)
        } catch StoreError.queueExists {
            let queue = try await queue(named: name)
            guard queue.definition == definition else { throw StoreError.queueExists(name: name) }
            return (queue, false)
        }
    }
}
