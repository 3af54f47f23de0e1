package import Logging
package import WinnowDomain

/// Reads the event log for the webhooks, writes deliveries down, and sends those that are due.
///
/// Several processes may do so at a time: each step is taken by one of them.
package struct WebhookDispatcher: Sendable {
    package typealias Store = AnnotatorStore & BrowsingStore & ItemStore & QueueStore & TrainingStore & WebhookStore

    let store: any Store
    let clock: any WallClock
    var sender = WebhookSender()

    /// Events that are read at a time.
    private static let stretch = 200
    /// Deliveries that are sent at a time, to as many webhooks.
    private static let width = 4

    package init(store: any Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// What came of the deliveries that were due.
    package struct Sent: Hashable, Sendable {
        package var deliveredCount = 0
        package var failedCount = 0

        package var isNothing: Bool { deliveredCount + failedCount == 0 }

        mutating func add(_ outcome: DeliveryOutcome) {
            if case .delivered = outcome { deliveredCount += 1 } else { failedCount += 1 }
        }
    }

    /// Writes down deliveries for all that has happened.
    package func enqueue() async throws {
        let webhooks = try await store.webhooks().filter { $0.state == .active }
        if webhooks.isEmpty { return }
        let queues = Dictionary(try await store.queues().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for webhook in webhooks {
            guard let queue = queues[webhook.queue] else { continue }
            var position = webhook.position
            while try await enqueueStretch(for: webhook, queue, &position) {}
        }
    }

    /// - Returns: Whether there may be more.
    private func enqueueStretch(
        for webhook: Webhook,
        _ queue: Queue,
        _ position: inout EventNumber
    ) async throws -> Bool {
        try Task.checkCancellation()
        let happened = try await store.happenings(in: queue.id, after: position, limit: Self.stretch)
        guard happened.position > position else { return false }
        let messages = WebhookMessages(queue: queue, store: store)
        var deliveries: [NewDelivery] = []
        var isAnswered = false
        for happening in happened.list {
            switch happening.kind {
            case .answered(let annotation):
                isAnswered = true
                if webhook.kinds.contains(.itemLabelled) {
                    deliveries += [try await messages.answered(annotation, happening)].compactMap { $0 }
                }
            case .retracted(let annotation):
                if webhook.kinds.contains(.itemRetracted) {
                    deliveries += [try await messages.retracted(annotation, happening)].compactMap { $0 }
                }
            case .promoted(let version):
                guard !webhook.kinds.isDisjoint(with: [.modelPromoted, .qualityAlarm]) else { continue }
                deliveries += try await messages.promoted(version, happening)
                    .filter { webhook.kinds.map(\.rawValue).contains($0.kind) }
            }
        }
        if isAnswered, webhook.kinds.contains(.queueFinished),
            try await store.isNewlyFinished(queue.id, for: webhook.id)
        {
            deliveries.append(try await messages.finished(at: happened.position, clock.now()))
        }
        try await store.enqueue(
            deliveries,
            for: webhook.id,
            from: position,
            to: happened.position,
            at: clock.now()
        )
        position = happened.position
        return true
    }

    /// Sends until nothing is due.
    ///
    /// - Parameter logger: Told what is delivered and what is not.
    package func send(_ logger: Logger? = nil) async throws -> Sent {
        try await withThrowingTaskGroup(of: DeliveryOutcome?.self) { group in
            var sent = Sent()
            for _ in 0..<Self.width { group.addTask { try await sendOne(logger) } }
            while let outcome = try await group.next() {
                guard let outcome else { continue }
                sent.add(outcome)
                if !Task.isCancelled { group.addTask { try await sendOne(logger) } }
            }
            return sent
        }
    }

    /// nil: nothing was due.
    private func sendOne(_ logger: Logger?) async throws -> DeliveryOutcome? {
        guard let (delivery, webhook) = try await store.claimDelivery(now: clock.now()) else { return nil }
        let outcome = await sender.send(delivery, to: webhook, at: clock.now())
        let now = clock.now()
        let next = DeliveryPlan.next(after: delivery.attemptCount, at: now, lot: .random(in: 0...1))
        try await store.settle(delivery, outcome, next: outcome == .gone ? nil : next, at: now)
        log(delivery, outcome, logger)
        return outcome
    }

    private func log(_ delivery: Delivery, _ outcome: DeliveryOutcome, _ logger: Logger?) {
        guard let logger else { return }
        var metadata: Logger.Metadata = [
            "webhook": "\(delivery.webhook)", "delivery": "\(delivery.id)", "kind": "\(delivery.kind)",
            "attempt": "\(delivery.attemptCount)",
        ]
        switch outcome {
        case .delivered(let status):
            metadata["status"] = "\(status)"
            logger.info("webhook delivered", metadata: metadata)
        case .failed(_, let reason):
            metadata["reason"] = "\(reason)"
            logger.warning("webhook not delivered", metadata: metadata)
        case .gone: logger.warning("webhook paused: the receiver says that the address is no more", metadata: metadata)
        }
    }
}
