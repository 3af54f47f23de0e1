/// What looking at items asks of storage, beside what `ItemStore` gives. One method is one transaction.
package protocol BrowsingStore: Sendable {
    /// Everything about one item.
    ///
    /// - Throws: `StoreError.noSuchItem`.
    func record(of externalID: String, in queue: QueueID) async throws -> ItemRecord
    /// - Throws: `StoreError.noSuchAnnotation`, also for those of other queues.
    func annotation(_ id: AnnotationID, in queue: QueueID) async throws -> Annotation
    /// The names of all annotators, who are people or sources of labels and so not many.
    func annotatorNames() async throws -> [AnnotatorID: String]
}
