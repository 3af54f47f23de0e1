/// Where items are kept. One method is one transaction.
package protocol ItemStore: Sendable {
    /// Adds a batch of records and their annotations; either all that the outcome says is stored, or nothing.
    ///
    /// - Throws: `StoreError.queueWasChanged` when the records were read by another definition than the queue has now.
    func importBatch(_ batch: ImportBatch) async throws -> ImportOutcome
    /// Puts the store in its everyday order again; to be called after the last batch of an import.
    func finishImport() async throws
    /// Items in item order, from behind an item.
    func items(in queue: QueueID, after: ItemID?, limit: Int) async throws -> [Item]
    func items(_ ids: [ItemID]) async throws -> [Item]
    /// The numbers of all items in item order, with what splits and features need to know.
    func itemIndex(of queue: QueueID, after: ItemID?) async throws -> [ItemIndexEntry]
    /// Items in item order, from behind an item, each with all its annotations up to an event. Items that came later are
    /// left out.
    func histories(in queue: QueueID, after: ItemID?, limit: Int, upTo event: EventNumber) async throws -> [ItemHistory]
    /// The same of chosen items, in their order; those that came after the event are left out.
    func histories(of items: [ItemID], in queue: QueueID, upTo event: EventNumber) async throws -> [ItemHistory]
    /// The items of which something is another after an event, in item order, in whole.
    func changedItems(
        in queue: QueueID,
        _ aspects: Set<ItemAspect>,
        after since: EventNumber,
        upTo event: EventNumber
    ) async throws -> [ItemID]
    /// - Throws: `StoreError.noSuchItem`.
    func history(of externalID: String, in queue: QueueID) async throws -> ItemHistory
}

/// What of an item can change.
package enum ItemAspect: Sendable {
    /// Its fields; new items have changed.
    case content
    /// What is said about it, also by the merging of labels.
    case answers
}

/// What is held in memory about each item.
package struct ItemIndexEntry: Hashable, Sendable {
    package let id: ItemID
    package let root: ItemID
    package let isEvaluation: Bool
    /// Whether it is the revised text of a counterfactual.
    package let isRevised: Bool
    /// The event by which the item got its present content.
    package let event: EventNumber

    package init(id: ItemID, root: ItemID, isEvaluation: Bool, isRevised: Bool = false, event: EventNumber) {
        self.id = id
        self.root = root
        self.isEvaluation = isEvaluation
        self.isRevised = isRevised
        self.event = event
    }

    /// Whether annotators are given it because of what it would teach. Revised texts are given to be verified.
    package var isInPool: Bool { !isEvaluation && !isRevised }
    /// Whether it is one of the items drawn at random to measure on. Revised texts of those are measured on too, but were
    /// drawn by nobody.
    package var isMeasuredOn: Bool { isEvaluation && !isRevised }
}

/// What to do when a record says something else than what is stored under its id.
package enum ConflictPolicy: String, Sendable, CaseIterable {
    /// Report the record as bad.
    case fail
    /// Keep what is stored.
    case keep
    /// Store what the record says; content with annotations stays.
    case replace
}

/// Records to be stored in one transaction.
package struct ImportBatch: Sendable {
    package struct Entry: Sendable {
        package var externalID: String
        /// JSON objects as text.
        package var data: String
        package var meta: String?
        /// 16 bytes of the SHA-256 of the text: equal for exact duplicates.
        package var contentHash: [UInt8]
        package var isEvaluation: Bool
        package var annotation: Annotation?
        /// The id of the original, for a record that an export made of a revised text: it is known or refused, because as an item
        /// of its own it could come to stand on the other side of a split.
        package var original: String?

        package init(
            externalID: String,
            data: String,
            meta: String?,
            contentHash: [UInt8],
            isEvaluation: Bool,
            annotation: Annotation?,
            original: String? = nil
        ) {
            self.externalID = externalID
            self.data = data
            self.meta = meta
            self.contentHash = contentHash
            self.isEvaluation = isEvaluation
            self.annotation = annotation
            self.original = original
        }
    }

    package struct Annotation: Sendable {
        package var annotator: String
        package var judgement: Judgement
        package var at: Moment?
        package var seconds: Double?

        package init(annotator: String, judgement: Judgement, at: Moment?, seconds: Double?) {
            self.annotator = annotator
            self.judgement = judgement
            self.at = at
            self.seconds = seconds
        }
    }

    package var queue: QueueID
    /// The queue's revision that the records were read by.
    package var revision: Int
    package var entries: [Entry]
    package var policy: ConflictPolicy
    package var evaluationProbability: Double
    package var at: Moment

    package init(
        queue: QueueID,
        revision: Int,
        entries: [Entry],
        policy: ConflictPolicy,
        evaluationProbability: Double,
        at: Moment
    ) {
        self.queue = queue
        self.revision = revision
        self.entries = entries
        self.policy = policy
        self.evaluationProbability = evaluationProbability
        self.at = at
    }
}

/// What became of a batch.
package struct ImportOutcome: Sendable {
    package var insertedCount = 0
    package var unchangedCount = 0
    package var replacedCount = 0
    /// Conflicts where what was stored was kept.
    package var keptCount = 0
    /// Inserted items whose text another item has already.
    package var duplicateCount = 0
    package var annotationCount = 0
    package var unchangedAnnotationCount = 0
    package var supersededAnnotationCount = 0
    package var keptAnnotationCount = 0
    /// Positions in the batch that were refused, with the reason.
    package var refused: [(position: Int, reason: String)] = []

    package init() {}
}
