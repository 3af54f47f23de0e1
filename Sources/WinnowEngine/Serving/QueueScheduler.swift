package import WinnowDomain
internal import WinnowLearning

/// Hands out a queue's items and takes the answers: the shell around `QueueState` that does what it proposes.
///
/// Nothing here computes a model. The database has the last word on every claim; what it refuses, this forgets.
package actor QueueScheduler {
    package typealias Store = ItemStore & LabellingStore

    package let queue: Queue
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

    /// Takes over what the database says.
    ///
    /// - Parameter index: All items, if there may be new ones.
    package func restore(standing: [ItemID: [Annotation]], index: ItemIndex? = nil) async throws {
        let leases = try await store.activeAssignments(in: queue.id, now: clock.now())
        if let index, index.count != state.index.count {
            state.extend(to: index, order: QueueScheduler.initialOrder(queue.definition, count: index.count))
        }
        state.restore(standing: standing, leases: leases)
    }

    /// Takes over the ranking of a new model, unless the queue has an order of its own.
    package func adopt(_ order: QueueState.Order) {
        if queue.definition.assignment.order == .ranked { state.adopt(order) }
    }

    /// Gives an annotator the next item.
    package func next(for annotator: AnnotatorID) async throws -> NextItem {
        // Another process may have taken what is proposed; each round the refused ones are learned from the database.
        for _ in 0..<3 {
            let candidates = state.propose(to: annotator)
            if candidates.isEmpty { return hasWork(besides: annotator) ? .waiting : .finished }
            let now = clock.now()
            let assignment = try await store.claim(
                Claim(
                    queue: queue.id,
                    annotator: annotator,
                    candidates: candidates,
                    leaseUntil: now.advanced(by: queue.definition.assignment.lease),
                    now: now
                )
            )
            if let assignment {
                state.apply(.claimed(assignment.item, annotator))
                guard let item = try await store.items([assignment.item]).first else { return .waiting }
                return .assigned(assignment, item)
            }
            try await refresh()
        }
        return .waiting
    }

    private func hasWork(besides annotator: AnnotatorID) -> Bool {
        state.hasLeases(besides: annotator)
    }

    private func refresh() async throws {
        var history = LabelHistory()
        history.append(try await store.annotations(in: queue.id, after: 0))
        try await restore(standing: history.standing(at: history.lastEvent))
    }

    /// Opens an item again for the annotator who had it: after an undo, or from the list of last decisions.
    package func reopen(_ item: ItemID, for annotator: AnnotatorID) async throws -> NextItem {
        let now = clock.now()
        let reason = ServingReason(
            source: .reopened,
            strategy: "reopened",
            poolSize: max(1, state.poolCount),
            probability: 1
        )
        let assignment = try await store.claim(
            Claim(
                queue: queue.id,
                annotator: annotator,
                candidates: [Claim.Candidate(item: item, reason: reason)],
                leaseUntil: now.advanced(by: queue.definition.assignment.lease),
                now: now
            )
        )
        guard let assignment, let item = try await store.items([item]).first else { return .waiting }
        state.apply(.claimed(assignment.item, annotator))
        return .assigned(assignment, item)
    }

    /// Stores an answer; when this returns, it is durable.
    package func submit(
        _ judgement: Judgement,
        for assignment: Assignment,
        seconds: Double?,
        source: AnnotationSource
    ) async throws -> Annotation {
        let annotation = try await store.submit(
            Submission(
                assignment: assignment.id,
                judgement: judgement,
                seconds: seconds,
                source: source,
                now: clock.now()
            )
        )
        state.apply(.submitted(assignment.item, assignment.annotator, annotation.judgement.answer))
        return annotation
    }

    package func release(_ assignment: Assignment) async throws {
        try await store.release(assignment.id, now: clock.now())
        state.apply(.released(assignment.item, assignment.annotator))
    }

    package func renew(_ assignment: Assignment) async throws {
        let now = clock.now()
        try await store.renew(assignment.id, until: now.advanced(by: queue.definition.assignment.lease), now: now)
    }

    /// Takes an answer back.
    package func undo(_ annotation: Annotation) async throws -> Annotation {
        let retraction = try await store.retract(annotation.id, at: clock.now())
        state.apply(.retracted(annotation.item, annotation.annotator, annotation.judgement.answer))
        return retraction
    }
}
