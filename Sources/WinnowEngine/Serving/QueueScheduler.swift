package import WinnowDomain
internal import WinnowLearning

/// Hands out a queue's items and takes the answers: the shell around `QueueState` that does what it proposes.
///
/// Nothing here computes a model. The database has the last word on every claim; what it refuses, this forgets.
package actor QueueScheduler {
    package typealias Store = ItemStore & LabellingStore

    package private(set) var queue: Queue
    private let store: any Store
    private let clock: any WallClock
    private var state: QueueState

    package init(queue: Queue, index: ItemIndex, seed: UInt64, store: any Store, clock: any WallClock) {
        self.queue = queue
        self.store = store
        self.clock = clock
        state = QueueState(
            definition: queue.definition,
            index: index,
            order: QueueScheduler.initialOrder(queue.definition, count: index.count),
            seed: seed
        )
    }

    /// The order before anything was computed, and of queues that do not want more: chance, or as the items came.
    package static func initialOrder(_ definition: QueueDefinition, count: Int) -> QueueState.Order {
        switch definition.assignment.order {
        case .sequential:
            QueueState.Order(
                ranking: Ranking(scores: (0..<count).map { -Float($0) }),
                source: .order,
                strategy: "sequential",
                modelVersion: nil
            )
        case .ranked, .random:
            QueueState.Order(
                ranking: Ranking(scores: RandomChoice.scores(count, seed: definition.seed)),
                source: definition.assignment.order == .random ? .order : .initialization,
                strategy: QueryDefinition.Strategy.random.rawValue,
                modelVersion: nil
            )
        }
    }

    package var poolCount: Int { state.poolCount }

    /// The present model's order of all items that it covers, by row; nil while no model orders them.
    package var ranking: QueueState.Order? { state.ranking }

    /// How far the queue is; what other processes write is in it within a second.
    package var progress: QueueState.Progress { state.progress(now: clock.now()) }

    /// Takes over what the database says of a queue that this process has not worked on yet.
    package func restore(_ standing: KnownLabels) async throws {
        state.apply(standing.counterfactuals)
        state.apply(standing.annotations.values.flatMap { $0 })
        try await readLeases()
    }

    /// Takes in annotations in the order of time, its own among them or not, and the leases of all processes.
    ///
    /// - Parameter index: All items, when there are other ones than before.
    package func absorb(
        _ annotations: [Annotation],
        _ counterfactuals: [CounterfactualRecord] = [],
        index: ItemIndex? = nil
    ) async throws {
        if let index {
            state.extend(to: index, order: QueueScheduler.initialOrder(queue.definition, count: index.count))
        }
        state.apply(counterfactuals)
        // Leases that ended first: an answer is not taken in over a lease. Answers are never told again, so they are
        // taken in also when the leases cannot be read.
        defer { state.apply(annotations) }
        try await readLeases()
    }

    /// Takes over a changed definition: answers to the old one are refused from now on.
    package func redefine(_ queue: Queue) {
        self.queue = queue
        let (definition, count) = (queue.definition, state.index.count)
        state.redefine(definition, order: QueueScheduler.initialOrder(definition, count: count))
    }

    private func readLeases() async throws {
        let known = state.leases
        state.apply(leases: try await store.activeAssignments(in: queue.id, now: clock.now()), known: known)
    }

    /// Takes over the ranking of a new model, unless the queue has an order of its own.
    package func adopt(_ order: QueueState.Order) {
        if queue.definition.assignment.order == .ranked { state.adopt(order) }
    }

    /// Gives an annotator the next item.
    ///
    /// - Parameter holder: The page or program that asks, when an annotator may have several open.
    package func next(for annotator: AnnotatorID, holder: String? = nil) async throws -> NextItem {
        // Another process may have taken what is proposed; what is refused is learned from the database.
        for round in 0..<4 {
            let candidates = state.propose(to: annotator, count: round == 0 ? 1 : 8, now: clock.now())
            if candidates.isEmpty { return state.hasLeases ? .waiting : .finished }
            defer { state.settle(candidates) }
            if let granted = try await claim(candidates, for: annotator, holder: holder) {
                return .assigned(granted.assignment, granted.item)
            }
            try await learn(candidates.map(\.item))
        }
        return .waiting
    }

    private func claim(
        _ candidates: [Claim.Candidate],
        for annotator: AnnotatorID,
        holder: String?
    ) async throws -> Claim.Granted? {
        let now = clock.now()
        let granted = try await store.claim(
            Claim(
                queue: queue.id,
                annotator: annotator,
                holder: holder,
                candidates: candidates,
                leaseUntil: now.advanced(by: queue.definition.assignment.lease),
                now: now
            )
        )
        guard let assignment = granted?.assignment else { return nil }
        state.apply(.claimed(assignment.item, annotator, until: assignment.leaseUntil))
        return granted
    }

    /// Opens an item again for the annotator who had it: after an undo, or from the list of last decisions.
    package func reopen(
        _ item: ItemID,
        for annotator: AnnotatorID,
        holder: String? = nil
    ) async throws -> NextItem {
        let reason = ServingReason(
            source: .reopened,
            strategy: "reopened",
            poolSize: max(1, state.poolCount),
            probability: 1
        )
        let granted = try await claim([Claim.Candidate(item: item, reason: reason)], for: annotator, holder: holder)
        return granted.map { .assigned($0.assignment, $0.item) } ?? .waiting
    }

    /// Stores an answer; when this returns, it is durable.
    ///
    /// - Parameters:
    ///   - revision: Of the queue whose labels the annotator saw.
    ///   - key: What the submit is known by when it is sent again.
    /// - Throws: `StoreError.queueWasChanged` when the queue has other labels now, and what the store says.
    package func submit(
        _ judgement: Judgement,
        for assignment: AssignmentID,
        by annotator: AnnotatorID,
        revision: Int,
        seconds: Double?,
        source: AnnotationSource,
        key: String? = nil
    ) async throws -> Annotation {
        // What this process does not know yet, the store refuses.
        guard revision == queue.revision else { throw StoreError.queueWasChanged(name: queue.name) }
        if let reason = judgement.refusal(in: queue) { throw StoreError.refused(reason: reason) }
        let outcome = try await store.submit(
            Submission(
                assignment: assignment,
                queue: queue.id,
                annotator: annotator,
                judgement: judgement,
                revision: revision,
                seconds: seconds,
                source: source,
                key: key,
                now: clock.now()
            )
        )
        let annotation = outcome.annotation
        if outcome.isNew {
            state.apply(.submitted(annotation.item, annotation.annotator, annotation.judgement.answer))
        } else {
            // The first try may have been taken back since, and the item opened again.
            try await learn([annotation.item])
        }
        return annotation
    }

    /// Asks the database who has had items and who has them.
    private func learn(_ items: [ItemID]) async throws {
        let known = state.knowledge(of: items)
        state.correct(known, by: try await store.occupation(of: items, now: clock.now()))
    }

    /// Gives an item back before its time.
    ///
    /// - Parameter delay: How long it is kept for its annotator, who may only have loaded the page again.
    package func release(
        _ assignment: AssignmentID,
        by annotator: AnnotatorID,
        after delay: Duration = .zero
    ) async throws {
        let now = clock.now()
        let released = try await store.release(
            assignment,
            of: annotator,
            in: queue.id,
            until: delay > .zero ? now.advanced(by: delay) : nil,
            now: now
        )
        guard let released else { return }
        state.apply(
            released.state == .active
                ? .claimed(released.item, annotator, until: released.leaseUntil) : .released(released.item, annotator)
        )
    }

    /// Extends a lease by the queue's time from now.
    @discardableResult
    package func renew(_ assignment: AssignmentID, by annotator: AnnotatorID) async throws -> Assignment {
        let now = clock.now()
        let until = now.advanced(by: queue.definition.assignment.lease)
        let renewed = try await store.renew(assignment, of: annotator, in: queue.id, until: until, now: now)
        state.apply(.claimed(renewed.item, annotator, until: renewed.leaseUntil))
        return renewed
    }

    /// Takes an answer back.
    package func undo(_ annotation: AnnotationID, by annotator: AnnotatorID) async throws -> Annotation {
        let retraction = try await store.retract(annotation, of: annotator, in: queue.id, at: clock.now())
        state.apply(.retracted(retraction.item, annotator))
        return retraction
    }

    /// Puts another judgement in the place of an answer.
    ///
    /// - Parameters:
    ///   - annotator: Whose answer it is.
    ///   - editor: Who changes it, when it is somebody else.
    package func revise(
        _ annotation: AnnotationID,
        of annotator: AnnotatorID,
        by editor: AnnotatorID? = nil,
        to judgement: Judgement,
        revision: Int,
        source: AnnotationSource
    ) async throws -> Annotation {
        guard revision == queue.revision else { throw StoreError.queueWasChanged(name: queue.name) }
        if let reason = judgement.refusal(in: queue) { throw StoreError.refused(reason: reason) }
        let revised = try await store.revise(
            Revision(
                annotation: annotation,
                annotator: annotator,
                editor: editor,
                judgement: judgement,
                queueRevision: revision,
                source: source,
                now: clock.now()
            )
        )
        state.apply(.submitted(revised.item, annotator, revised.judgement.answer))
        return revised
    }

    /// What a page or program holds, oldest first: after a reload it gets the same items.
    package func held(by annotator: AnnotatorID, holder: String) async throws -> [Claim.Granted] {
        let held = try await store.assignments(in: queue.id, of: annotator, holder: holder, now: clock.now())
        var granted: [Claim.Granted] = []
        for one in held {
            granted.append(
                Claim.Granted(assignment: try await renew(one.assignment.id, by: annotator), item: one.item)
            )
        }
        return granted
    }
}
