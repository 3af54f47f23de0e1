/// Where counterfactuals are kept. One method is one transaction.
package protocol CounterfactualStore: Sendable {
    /// Stores counterfactuals, each with its first step, and makes items of those that somebody stands for.
    ///
    /// - Returns: For each of them what became of it. One that is sent again (see `NewCounterfactual.key`) is answered like
    ///   the first time.
    /// - Throws: `StoreError.queueWasChanged` when the labels were read from another definition.
    func add(_ batch: CounterfactualBatch) async throws -> [CounterfactualOutcome]
    /// Stores a decision; one that somebody stands for becomes an item.
    ///
    /// - Throws: `StoreError.noSuchCounterfactual`, `.counterfactualWasDecided` when somebody decided since the caller looked.
    func decide(_ decision: CounterfactualDecision) async throws -> CounterfactualRecord
    /// Those that were made or decided behind an event, each with all its steps, in the order in which they were made.
    ///
    /// Merged labels read as what they became.
    func counterfactuals(in queue: QueueID, after event: EventNumber) async throws -> [CounterfactualRecord]
    /// - Parameter labels: The labels of another time, to read them as they read then.
    func counterfactuals(
        in queue: QueueID,
        upTo event: EventNumber,
        readWith labels: [LabelID]
    ) async throws -> [CounterfactualRecord]
    /// Those of which an item is the original or the revised text, in the order in which they were made.
    func counterfactuals(of item: ItemID, in queue: QueueID) async throws -> [CounterfactualRecord]
    /// The ids of items that have one of some texts, by the text's hash; of several the oldest item's.
    ///
    /// - Complexity: O(items of the queue).
    func twins(of hashes: Set<ContentHash>, in queue: QueueID) async throws -> [ContentHash: String]
    /// - Throws: `StoreError.noSuchCounterfactual`, also for those of other queues.
    func counterfactual(_ id: CounterfactualID, in queue: QueueID) async throws -> CounterfactualRecord
}

/// Counterfactuals to be stored in one transaction.
package struct CounterfactualBatch: Sendable {
    package var queue: QueueID
    /// The queue's revision that the labels were read by.
    package var revision: Int
    package var entries: [NewCounterfactual]
    package var at: Moment

    package init(queue: QueueID, revision: Int, entries: [NewCounterfactual], at: Moment) {
        self.queue = queue
        self.revision = revision
        self.entries = entries
        self.at = at
    }
}

/// A counterfactual before it has a number.
package struct NewCounterfactual: Sendable {
    package var parent: ItemID
    package var kind: Counterfactual.Kind
    package var source: LabelID
    package var target: LabelID
    /// A JSON object as text.
    package var data: String
    /// Of the revised text.
    package var contentHash: [UInt8]
    package var edit: EditSummary
    package var author: Counterfactual.Author
    package var draft: CounterfactualID?
    package var seconds: Double?
    package var overrideReason: String?
    /// The first step; nil for a draft.
    package var step: CounterfactualStep.Action?
    /// Whose step it is.
    package var decider: AnnotatorID?
    /// Why, for one that is rejected at once: it cannot be flipped minimally.
    package var reason: String?
    /// Whether it becomes an item although nobody stands for it: drafts teach in some queues.
    package var isItem: Bool
    /// What it is known by when it is sent again.
    package var key: String?

    package init(
        parent: ItemID,
        kind: Counterfactual.Kind,
        source: LabelID,
        target: LabelID,
        data: String,
        contentHash: [UInt8],
        edit: EditSummary,
        author: Counterfactual.Author,
        draft: CounterfactualID? = nil,
        seconds: Double? = nil,
        overrideReason: String? = nil,
        step: CounterfactualStep.Action? = nil,
        decider: AnnotatorID? = nil,
        reason: String? = nil,
        isItem: Bool = false,
        key: String? = nil
    ) {
        self.parent = parent
        self.kind = kind
        self.source = source
        self.target = target
        self.data = data
        self.contentHash = contentHash
        self.edit = edit
        self.author = author
        self.draft = draft
        self.seconds = seconds
        self.overrideReason = overrideReason
        self.step = step
        self.decider = decider
        self.reason = reason
        self.isItem = isItem
        self.key = key
    }
}

/// What became of a counterfactual that was to be stored.
package enum CounterfactualOutcome: Sendable {
    case stored(CounterfactualRecord)
    /// An earlier send stored it.
    case known(CounterfactualRecord)
    case refused(reason: String)

    package var record: CounterfactualRecord? {
        switch self {
        case .stored(let record), .known(let record): record
        case .refused: nil
        }
    }
}

/// A decision to be stored.
package struct CounterfactualDecision: Sendable {
    package var counterfactual: CounterfactualID
    package var queue: QueueID
    package var action: CounterfactualStep.Action
    package var annotator: AnnotatorID
    package var reason: String?
    /// The steps that the annotator had seen; nil where it does not matter.
    package var stepCount: Int?
    package var at: Moment

    package init(
        counterfactual: CounterfactualID,
        queue: QueueID,
        action: CounterfactualStep.Action,
        annotator: AnnotatorID,
        reason: String? = nil,
        stepCount: Int? = nil,
        at: Moment
    ) {
        self.counterfactual = counterfactual
        self.queue = queue
        self.action = action
        self.annotator = annotator
        self.reason = reason
        self.stepCount = stepCount
        self.at = at
    }
}
