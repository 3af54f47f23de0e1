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

    /// The order before there is a model, and of queues that do not want one.
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
                ranking: Ranking(scores: QueryStrategy.randomScores(count, seed: definition.seed)),
                source: definition.assignment.order == .random ? .order : .initialization,
                strategy: definition.initialization.strategy.rawValue,
                modelVersion: nil
            )
        }
    }

    package var poolCount: Int { state.poolCount }

    /// Takes over what the database says of a queue that this process has not worked on yet.
    package func restore(standing: [ItemID: [Annotation]]) async throws {
        state.apply(standing.values.flatMap { $0 })
        try await readLeases()
    }

    /// Takes in annotations in the order of time, its own among them or not, and the leases of all processes.
    ///
    /// - Parameter index: All items, when there are other ones than before.
    package func absorb(_ annotations: [Annotation], index: ItemIndex? = nil) async throws {
        if let index {
            state.extend(to: index, order: QueueScheduler.initialOrder(queue.definition, count: index.count))
        }
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
    package func next(for annotator: AnnotatorID) async throws -> NextItem {
        // Another process may have taken what is proposed; what is refused is learned from the database.
        for round in 0..<4 {
            let candidates = state.propose(to: annotator, count: round == 0 ? 1 : 8, now: clock.now())
            if candidates.isEmpty { return state.hasLeases ? .waiting : .finished }
            defer { state.settle(candidates) }
            if let granted = try await claim(candidates, for: annotator) {
                return .assigned(granted.assignment, granted.item)
            }
            try await learn(candidates.map(\.item))
        }
        return .waiting
    }

    private func claim(_ candidates: [Claim.Candidate], for annotator: AnnotatorID) async throws -> Claim.Granted? {
        let now = clock.now()
        let granted = try await store.claim(
            Claim(
                queue: queue.id,
                annotator: annotator,
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
    package func reopen(_ item: ItemID, for annotator: AnnotatorID) async throws -> NextItem {
        let reason = ServingReason(
            source: .reopened,
            strategy: "reopened",
            poolSize: max(1, state.poolCount),
            probability: 1
        )
        let granted = try await claim([Claim.Candidate(item: item, reason: reason)], for: annotator)
        return granted.map { .assigned($0.assignment, $0.item) } ?? .waiting
    }

    /// Stores an answer; when this returns, it is durable.
    ///
    /// - Parameter revision: Of the queue whose labels the annotator saw.
    /// - Throws: `StoreError.queueWasChanged` when the queue has other labels now, and what the store says.
    package func submit(
        _ judgement: Judgement,
        for assignment: Assignment,
        revision: Int,
        seconds: Double?,
        source: AnnotationSource
    ) async throws -> Annotation {
        // What this process does not know yet, the store refuses.
        guard revision == queue.revision else { throw StoreError.queueWasChanged(name: queue.name) }
        if let reason = judgement.refusal(in: queue) { throw StoreError.refused(reason: reason) }
        let outcome = try await store.submit(
            Submission(
                assignment: assignment.id,
                judgement: judgement,
                revision: revision,
                seconds: seconds,
                source: source,
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

    package func release(_ assignment: Assignment) async throws {
        try await store.release(assignment.id, now: clock.now())
        state.apply(.released(assignment.item, assignment.annotator))
    }

    package func renew(_ assignment: Assignment) async throws {
        let now = clock.now()
        let until = now.advanced(by: queue.definition.assignment.lease)
        try await store.renew(assignment.id, until: until, now: now)
        state.apply(.claimed(assignment.item, assignment.annotator, until: until))
    }

    /// Takes an answer back.
    package func undo(_ annotation: Annotation) async throws -> Annotation {
        let retraction = try await store.retract(annotation.id, at: clock.now())
        state.apply(.retracted(annotation.item, annotation.annotator))
        return retraction
    }
}
