/// Where queues are kept. One method is one transaction.
package protocol QueueStore: Sendable {
    /// - Throws: `StoreError.queueExists`.
    func createQueue(named name: String, definition: QueueDefinition, at: Moment) async throws -> Queue
    /// - Throws: `StoreError.noSuchQueue`.
    func queue(named name: String) async throws -> Queue
    func queues() async throws -> [Queue]
    func summary(of queue: Queue) async throws -> QueueSummary
    /// Replaces the definition; annotations stay. Labels keep their number by name or by `was`.
    ///
    /// - Parameter queue: As the caller knows it: the new definition was made from, and compared with, this revision.
    /// - Throws: `StoreError.queueWasChanged` when the queue has another revision now, and what `checkUpdate` throws;
    ///   nothing is changed then.
    func updateQueue(_ queue: Queue, to definition: QueueDefinition, at: Moment) async throws -> Queue
    /// Changes nothing, and refuses what `updateQueue` would refuse.
    ///
    /// - Throws: `StoreError.labelsInUse` when a label with annotations would vanish, `.needsNewQueue` when the queue has
    ///   items and the definition would have made others, or asks something else of them.
    func checkUpdate(of queue: Queue, to definition: QueueDefinition) async throws
    /// How many annotations, standing or not, name each label of the queue, by name; labels without any are absent.
    func labelUses(in queue: Queue) async throws -> [String: Int]
    /// Labels by number, also those that were merged or taken out since; unknown numbers are left out.
    func labels(_ ids: [LabelID]) async throws -> [Label]
}

/// Where people are kept.
package protocol AnnotatorStore: Sendable {
    /// - Throws: `StoreError.annotatorExists`.
    func addAnnotator(named name: String, at: Moment) async throws -> Annotator
    /// - Throws: `StoreError.noSuchAnnotator`.
    func annotator(named name: String) async throws -> Annotator
    func annotators() async throws -> [Annotator]
    func setDisabled(_ isDisabled: Bool, annotator: Annotator, at: Moment) async throws
}
