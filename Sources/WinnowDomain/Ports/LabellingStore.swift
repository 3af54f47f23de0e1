/// Where assignments and annotations are kept. One method is one transaction that keeps one invariant.
package protocol LabellingStore: Sendable {
    /// Gives the first candidate that may still be given to the annotator.
    ///
    /// Leases of the queue that have run out are ended first.
    /// - Returns: nil when every candidate has its annotators, or was had by this one.
    /// - Throws: `StoreError.annotatorIsDisabled`.
    func claim(_ claim: Claim) async throws -> Claim.Granted?
    /// Extends the lease of an active assignment, also of one that ran out when nobody took the item.
    ///
    /// - Throws: `StoreError.leaseLost`, `.noSuchAssignment`.
    func renew(
        _ assignment: AssignmentID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        until: Moment,
        now: Moment
    ) async throws -> Assignment
    /// Gives an item back; nothing happens when the assignment is not active.
    ///
    /// - Parameter until: When the lease ends instead; nil for now.
    /// - Returns: The assignment as it is then; nil when it was not active.
    func release(
        _ assignment: AssignmentID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        until: Moment?,
        now: Moment
    ) async throws -> Assignment?
    /// The active assignments that a page or program of an annotator holds, with their items: those that were opened again
    /// first, the last of them at the head, and then in the order in which they were given.
    func assignments(
        in queue: QueueID,
        of annotator: AnnotatorID,
        holder: String,
        now: Moment
    ) async throws
        -> [Claim.Granted]
    /// An assignment with its item.
    ///
    /// - Throws: `StoreError.noSuchAssignment`, also for those of others.
    func assignment(_ id: AssignmentID, of annotator: AnnotatorID, in queue: QueueID) async throws -> Claim.Granted
    /// Keeps what an annotator asked to see of the model, unless a suggestion is stored already.
    func note(_ suggestion: Suggestion, on assignment: AssignmentID, of annotator: AnnotatorID) async throws
    /// Stores an annotation for an assignment. A repeated submit is answered with the first one's annotation.
    ///
    /// - Throws: `StoreError.noSuchAssignment` for those of others and of other queues, `.alreadyAnswered` when what is sent is not the first
    ///   submit again, `.leaseLost` when the lease ran out and the item has its annotators, `.queueWasChanged` when
    ///   the annotator saw other labels than the queue has now.
    func submit(_ submission: Submission) async throws -> Submission.Outcome
    /// Takes an annotation back: an undo.
    ///
    /// - Throws: `StoreError.annotationIsSuperseded`, `.noSuchAnnotation`, also for those of others and of other queues.
    func retract(
        _ annotation: AnnotationID,
        of annotator: AnnotatorID,
        in queue: QueueID,
        at: Moment
    ) async throws -> Annotation
    /// Stores another judgement in the place of an annotation.
    ///
    /// - Throws: As `retract`, and `StoreError.queueWasChanged`.
    func revise(_ revision: Revision) async throws -> Annotation
    /// An annotator's last annotations that stand, newest first, with their items.
    func decisions(in queue: QueueID, of annotator: AnnotatorID, limit: Int) async throws -> [Decision]
    /// One of an annotator's annotations that stands, with its item.
    ///
    /// - Throws: `StoreError.annotationIsSuperseded`, `.noSuchAnnotation`, also for those of others.
    func decision(_ annotation: AnnotationID, of annotator: AnnotatorID, in queue: QueueID) async throws -> Decision
    /// All annotations behind an event, oldest first, with retractions.
    func annotations(in queue: QueueID, after: EventNumber) async throws -> [Annotation]
    /// All annotations up to an event as they read when these were the queue's labels: one that was merged since counts
    /// for itself again.
    func annotations(
        in queue: QueueID,
        upTo event: EventNumber,
        readWith labels: [LabelID]
    ) async throws
        -> [Annotation]
    /// What the pool's items were drawn by that have an answer, also a skip that was corrected since, in the order of time.
    func draws(in queue: QueueID) async throws -> [Draw]
    /// Items that were labelled behind an event after they had been drawn from the pool by chance alone: before the first
    /// model, by exploration, or in a queue whose order is random. Those to measure on are not among them.
    func itemsDrawnAtRandom(in queue: QueueID, after: EventNumber) async throws -> [ItemID]
    /// What was suggested for the assignments that were answered behind an event, shown or not.
    func suggestions(in queue: QueueID, after: EventNumber) async throws -> [AssignmentID: Suggestion]
    /// Leases that are active at a time.
    func activeAssignments(in queue: QueueID, now: Moment) async throws -> [Assignment]
    /// Who has had some items and who has them, as of one moment.
    func occupation(of items: [ItemID], now: Moment) async throws -> Occupation
    /// The number of the last event of a queue.
    func lastEvent(of queue: QueueID) async throws -> EventNumber
    /// What the log says has happened in a queue since an event.
    func changes(in queue: QueueID, after: EventNumber) async throws -> QueueChanges
    /// Changes whenever another connection or process has written.
    func changeCounter() async throws -> Int64
}

/// A wish for an item.
package struct Claim: Sendable {
    package struct Candidate: Sendable {
        package var item: ItemID
        package var reason: ServingReason
        package var suggestion: Suggestion?

        package init(item: ItemID, reason: ServingReason, suggestion: Suggestion? = nil) {
            self.item = item
            self.reason = reason
            self.suggestion = suggestion
        }
    }

    /// What was given, from the one transaction: a caller who is cancelled behind it has lost nothing.
    package struct Granted: Sendable {
        package let assignment: Assignment
        package let item: Item

        package init(assignment: Assignment, item: Item) {
            self.assignment = assignment
            self.item = item
        }
    }

    package var queue: QueueID
    package var annotator: AnnotatorID
    /// The page or program that asks; nil for one that is alone.
    package var holder: String?
    package var candidates: [Candidate]
    package var leaseUntil: Moment
    package var now: Moment

    package init(
        queue: QueueID,
        annotator: AnnotatorID,
        holder: String? = nil,
        candidates: [Candidate],
        leaseUntil: Moment,
        now: Moment
    ) {
        self.holder = holder
        self.queue = queue
        self.annotator = annotator
        self.candidates = candidates
        self.leaseUntil = leaseUntil
        self.now = now
    }
}

/// Who has had items, and who has them.
package struct Occupation: Sendable {
    /// The annotations that stand.
    package let standing: [Annotation]
    /// The assignments that are active.
    package let leases: [Assignment]

    package init(standing: [Annotation], leases: [Assignment]) {
        self.standing = standing
        self.leases = leases
    }
}
