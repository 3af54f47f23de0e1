import Foundation
import WinnowDomain
import WinnowStore
import WinnowTestSupport

/// A database in which everything has happened once: what fixtures, checks and query plans are made from.
struct ScriptedSession {
    let store: StoreFixture
    let anna: Annotator
    let ben: Annotator
    /// As it was before a label was merged into another.
    let firstQueue: Queue
    let model: ModelVersion

    var database: Database { store.database }
    var queue: Queue { store.queue }

    /// - Parameters:
    ///   - itemCount: At least 12.
    ///   - trace: Told every statement.
    init(itemCount: Int = 12, trace: (@Sendable (String) -> Void)? = nil) async throws {
        let labels = ["billing", "outage", "account", "other"]
        let first = try await StoreFixture(.sample(labels, overlap: 2), trace: trace)
        firstQueue = first.queue
        anna = try await first.database.addAnnotator(named: "anna", at: Moment(1))
        ben = try await first.database.addAnnotator(named: "ben", at: Moment(1))
        try await Self.importItems(first, count: itemCount)
        try await Self.work(first, anna, ben)
        var definition = first.queue.definition
        definition.labels = [
            LabelDefinition(name: "invoices", was: "billing"), LabelDefinition(name: "outage"),
            LabelDefinition(name: "account", was: "other"), LabelDefinition(name: "praise"),
        ]
        let changed = try await first.database.updateQueue(first.queue, to: definition, at: Moment(50))
        store = StoreFixture(folder: first.folder, database: first.database, queue: changed)
        _ = try await store.database.createQueue(
            named: "themes",
            definition: .sample(["price", "speed"], task: .multilabel),
            at: Moment(51)
        )
        model = try await Self.train(store)
        try await Self.look(store)
        try await Self.revise(store, anna, ben)
        try await store.database.setDisabled(true, annotator: ben, at: Moment(90))
        try await Self.signIn(store.database, anna)
        try await Self.tell(store)
    }

    /// One webhook with a delivery in each state, and one that was removed.
    private static func tell(_ store: StoreFixture) async throws {
        let database = store.database
        guard let secret = WebhookSecret("whsec_\(Data(repeating: 7, count: 24).base64EncodedString())") else { return }
        let new = NewWebhook(
            queue: store.queue.id,
            url: "https://example.org/hook",
            kinds: [.itemLabelled, .queueFinished],
            secret: secret,
            allowsPrivate: false
        )
        let webhook = try await database.addWebhook(new, at: Moment(98))
        let other = try await database.addWebhook(new, at: Moment(98))
        _ = try await database.setState(.removed, of: other.id, at: Moment(98))
        _ = try await database.happenings(in: store.queue.id, after: 0, limit: 500)
        _ = try await database.isNewlyFinished(store.queue.id, for: webhook.id)
        let last = try await database.lastEvent()
        try await database.enqueue(
            (1...4).map { NewDelivery(kind: "item.labelled", event: last + $0, body: "{}") },
            for: webhook.id,
            from: webhook.position,
            to: last + 4,
            at: Moment(99)
        )
        for (outcome, next) in [
            (DeliveryOutcome.delivered(status: 200), nil), (.failed(status: 500, reason: "no"), nil),
            (.failed(status: nil, reason: "nobody listens"), Moment(400)),
        ] {
            guard let claimed = try await database.claimDelivery(now: Moment(100)) else { continue }
            try await database.settle(claimed.delivery, outcome, next: next, at: Moment(101))
        }
        _ = try await database.claimDelivery(now: Moment(102))
        _ = try await database.addDelivery(
            NewDelivery(kind: Delivery.ping, event: last, body: "{}"),
            to: webhook.id,
            at: Moment(103)
        )
        _ = try await database.deliveries(of: webhook.id, in: .failed, limit: 5)
        _ = try await database.redeliver(nil, of: webhook.id, at: Moment(104))
        try await database.forgetDeliveries(endedBefore: Moment(3))
        _ = try await database.webhooks()
    }

    private static func importItems(_ store: StoreFixture, count: Int) async throws {
        let label = store.queue.labels.map(\.id)
        var entries = (0..<count).map { store.entry("item-\($0)", "text \($0)", meta: #"{"row":\#($0)}"#) }
        entries.append(store.entry("twin-1", "text 1"))
        entries.append(store.entry("twin-2", "text 1"))
        for (position, name) in [(9, 0), (10, 3), (11, 1)] {
            entries[position].annotation = ImportBatch.Annotation(
                annotator: "import",
                judgement: .labels([label[name]]),
                at: Moment(2),
                seconds: nil
            )
        }
        _ = try await store.importEntries(entries)
        // Answers and items that another import brings anew.
        entries[9].annotation?.judgement = .labels([label[1]])
        entries[5] = store.entry("item-5", "another text 5")
        _ = try await store.importEntries(entries, policy: .replace)
        _ = try await store.importEntries(entries, policy: .keep)
        _ = try await store.importEntries([store.entry("item-6", "another text 6")], policy: .fail)
    }

    private static func work(_ store: StoreFixture, _ anna: Annotator, _ ben: Annotator) async throws {
        let items = try await store.itemIDs()
        let label = store.queue.labels.map(\.id)
        func answer(_ row: Int, _ annotator: Annotator, _ judgement: Judgement) async throws -> Annotation? {
            guard let assignment = try await store.claim([items[row]], by: annotator, now: 10) else { return nil }
            return try await store.submit(assignment, judgement, now: 12)
        }
        _ = try await answer(0, anna, .labels([label[0]]))
        _ = try await answer(0, ben, .labels([label[3]]))
        _ = try await answer(1, anna, .labels([label[3]]))
        _ = try await answer(2, anna, .not([label[0], label[1]]))
        _ = try await answer(3, anna, .without(.flag, note: "a torn page"))
        _ = try await answer(4, ben, .without(.skip))
        if let wrong = try await answer(6, anna, .labels([label[1]])) {
            _ = try await store.database.retract(wrong.id, of: wrong.annotator, in: store.queue.id, at: Moment(20))
            _ = try await answer(6, anna, .labels([label[2]]))
        }
        if let given = try await store.claim([items[7]], by: anna, now: 21) {
            _ = try await store.database.renew(
                given.id,
                of: given.annotator,
                in: store.queue.id,
                until: Moment(2000),
                now: Moment(22)
            )
            _ = try await store.database.release(
                given.id,
                of: given.annotator,
                in: store.queue.id,
                until: nil,
                now: Moment(23)
            )
        }
        if let late = try await store.claim([items[8]], by: ben, now: 24, lease: 1) {
            _ = try await store.claim([items[7]], by: ben, now: 30, lease: 10_000)
            _ = try await store.submit(late, .without(.unsure), now: 31)
        }
        // What ben holds he gives back when he is disabled.
        _ = try await store.claim([items[7]], by: anna, now: 32, lease: 10_000)
    }

    private static func train(_ store: StoreFixture) async throws -> ModelVersion {
        let queue = store.queue
        let event = try await store.database.lastEvent(of: queue.id)
        _ = try await store.database.beginRun(queue: queue.id, event: event, at: Moment(60))
        try await store.database.endAbandonedRuns(of: queue.id, message: "the process ended", at: Moment(61))
        let failed = try await store.database.beginRun(queue: queue.id, event: event, at: Moment(62))
        try await store.database.endRun(failed, as: .failed, message: "no disk", at: Moment(63))
        var last: ModelVersion?
        for number in 0..<2 {
            let run = try await store.database.beginRun(queue: queue.id, event: event, at: Moment(64))
            last = try await store.database.storeModel(
                NewModelVersion(
                    run: run,
                    queue: queue.id,
                    recipe: ModelRecipe(
                        event: event,
                        features: Digest(of: Data("features".utf8)),
                        fittedRowCount: 12,
                        definition: queue.definition,
                        labels: queue.labels.map(\.id),
                        seed: 7,
                        codeVersion: 1
                    ),
                    checksum: Digest(of: Data("model \(number)".utf8)),
                    summary: TrainingSummary(
                        labelledCount: 7,
                        evaluationCount: 0,
                        hyperparameters: ["l2": 0.1],
                        iterationCount: 5,
                        seconds: 1
                    ),
                    at: Moment(70)
                )
            )
        }
        guard let last else { throw CancellationError() }
        return last
    }

    /// Accounts, and what proves them.
    private static func signIn(_ database: Database, _ anna: Annotator) async throws {
        let owner = try await database.addAccount(named: "anna", role: .owner, at: Moment(91))
        let robot = try await database.addAccount(named: "robot", role: .owner, at: Moment(91))
        _ = try await database.changeAccount(robot.id, AccountChange(role: .machine, isDisabled: false), at: Moment(92))
        try await database.changePreferences(of: owner.id) { $0.theme = .dark }
        func add(
            _ kind: Credential.Kind,
            _ account: Account,
            _ secret: String,
            isSingleUse: Bool = false
        ) async throws
            -> Credential
        {
            try await database.addCredential(
                NewCredential(
                    account: account.id,
                    kind: kind,
                    secretHash: secret,
                    scopes: kind == .token ? [.export, .label] : nil,
                    expiresAt: Moment(10_000),
                    isSingleUse: isSingleUse
                ),
                at: Moment(93)
            )
        }
        _ = try await database.setPassword(
            NewPassword(account: owner.id, hash: "scrypt$first", former: nil, session: nil),
            at: Moment(93)
        )
        let entered = try await database.signIn(
            NewCredential(account: owner.id, kind: .session, secretHash: "entered"),
            passwordHash: "scrypt$first",
            at: Moment(93)
        )
        _ = try await database.setPassword(
            NewPassword(account: owner.id, hash: "scrypt$second", former: "scrypt$first", session: entered?.id),
            at: Moment(93)
        )
        _ = try await add(.link, owner, "link", isSingleUse: true)
        let lost = try await add(.token, robot, "lost")
        let token = try await add(.token, robot, "token")
        for secret in ["one", "two"] {
            _ = try await database.redeemLink(
                secretHash: "link",
                session: { NewCredential(account: $0, kind: .session, secretHash: secret) },
                at: Moment(94)
            )
        }
        let session = try await add(.session, owner, "session")
        try await database.revoke(lost.id, of: robot.id, at: Moment(95))
        try await database.revokeSessions(of: owner.id, except: session.id, at: Moment(95))
        try await database.used([token.id, session.id], at: Moment(96))
        _ = try await database.lastSeen()
        try await database.reset(robot.id, at: Moment(96))
        _ = try await database.accounts()
        _ = try await database.passwordHash(of: owner.id)
        _ = try await database.credentials(of: owner.id, now: Moment(97))
        _ = try await database.holder(of: .token, secretHash: "token", now: Moment(97))
    }

    /// Pairs: one that somebody stands for, a draft, and one that cannot be.
    private static func revise(_ store: StoreFixture, _ anna: Annotator, _ ben: Annotator) async throws {
        let (database, queue) = (store.database, store.queue)
        var flip = try await store.revision(of: "item-1", from: "account", to: "outage", text: "no text 1", by: anna)
        flip.seconds = 40
        var draft = try await store.revision(of: "item-1", from: "account", to: "outage", text: "a text 1", by: anna)
        (draft.author, draft.step) = (.generator(DraftOrigin(id: "negation.v1", seed: 7)), nil)
        var impossible = try await store.revision(of: "item-6", from: "account", to: "praise", text: "text 6", by: anna)
        (impossible.step, impossible.reason) = (.reject, "cannot be flipped minimally")
        let entries = [flip, draft, impossible]
        let batch = CounterfactualBatch(queue: queue.id, revision: queue.revision, entries: entries, at: Moment(80))
        let records = try await database.add(batch).compactMap(\.record)
        _ = try await database.add(batch)
        func decide(_ place: Int, _ action: CounterfactualStep.Action, _ reason: String? = nil) async throws {
            let decision = CounterfactualDecision(
                counterfactual: records[place].counterfactual.id,
                queue: queue.id,
                action: action,
                annotator: ben.id,
                reason: reason,
                at: Moment(81)
            )
            _ = try await database.decide(decision)
        }
        try await decide(0, .accept)
        try await decide(0, .reopen)
        try await decide(1, .reject, "says nothing")
        _ = try await database.counterfactuals(in: queue.id, after: 3)
        _ = try await database.counterfactuals(in: queue.id, upTo: 100, readWith: queue.labels.map(\.id))
        _ = try await database.counterfactual(records[0].counterfactual.id, in: queue.id)
    }

    /// Everything that is only read.
    private static func look(_ store: StoreFixture) async throws {
        let (database, queue) = (store.database, store.queue)
        let index = try await database.itemIndex(of: queue.id, after: nil)
        _ = try await database.items(in: queue.id, after: index[2].id, limit: 5)
        _ = try await database.items([index[3].id])
        _ = try await database.histories(in: queue.id, after: index[2].id, limit: 5, upTo: 100)
        _ = try await database.histories(of: [index[2].id], in: queue.id, upTo: 100)
        _ = try await database.changedItems(in: queue.id, [.content, .answers], after: 0, upTo: 100)
        _ = try await database.history(of: "item-0", in: queue.id)
        let record = try await database.record(of: "item-1", in: queue.id)
        for annotation in record.annotations { _ = try await database.annotation(annotation.id, in: queue.id) }
        _ = try await database.annotatorNames()
        _ = try await database.annotations(in: queue.id, after: 3)
        _ = try await database.annotations(in: queue.id, upTo: 100, readWith: queue.labels.map(\.id))
        _ = try await database.activeAssignments(in: queue.id, now: Moment(40))
        let annotator = try await database.annotator(named: "anna")
        _ = try await database.assignments(in: queue.id, of: annotator.id, holder: "desk", now: Moment(40))
        _ = try await database.decisions(in: queue.id, of: annotator.id, limit: 5)
        _ = try await database.draws(in: queue.id)
        _ = try await database.itemsDrawnAtRandom(in: queue.id, after: 3)
        _ = try await database.suggestions(in: queue.id, after: 3)
        _ = try await database.lastEvent(of: queue.id)
        _ = try await database.changes(in: queue.id, after: 3)
        _ = try await database.changeCounter()
        _ = try await database.queue(named: queue.name)
        _ = try? await database.queue(named: "nobody's")
        _ = try? await database.annotator(named: "nobody")
        _ = try await database.queues()
        _ = try await database.summary(of: queue)
        _ = try await database.labelUses(in: queue)
        var definition = queue.definition
        definition.task = .multilabel
        _ = try? await database.checkUpdate(of: queue, to: definition)
        _ = try await database.labels(queue.labels.map(\.id))
        _ = try await database.annotators()
        _ = try await database.annotator(named: "anna")
        _ = try await database.models(of: queue.id, limit: 5)
        _ = try await database.model(1, of: queue.id)
        _ = try await database.promotedModel(of: queue.id)
        _ = try await database.runs(of: queue.id, limit: 5)
    }
}
