package import WinnowDomain

/// What people do with the counterfactuals of a queue: write them, decide about them, look at them.
package struct CounterfactualDesk: Sendable {
    package typealias Store = CounterfactualStore & ItemStore & LabellingStore

    package let queue: Queue
    let store: any Store
    let clock: any WallClock

    package init(queue: Queue, store: any Store, clock: any WallClock) {
        self.queue = queue
        self.store = store
        self.clock = clock
    }

    /// The reason that is kept where somebody says that a text cannot be flipped by small edits.
    package static let impossible = "cannot be flipped minimally"

    /// Checks what somebody wrote and stores it.
    ///
    /// - Throws: `CounterfactualRefusal`; `StoreError.noSuchItem`, `.queueWasChanged`.
    package func write(_ wish: CounterfactualWish, by annotator: AnnotatorID) async throws -> CounterfactualRecord {
        let entry = try await entry(wish, by: annotator)
        let batch = CounterfactualBatch(
            queue: queue.id,
            revision: queue.revision,
            entries: [entry],
            at: clock.now()
        )
        switch try await store.add(batch).first {
        case .stored(let record)?, .known(let record)?: return record
        case .refused(let reason)?: throw CounterfactualRefusal(reason)
        case nil: throw CounterfactualRefusal("nothing was stored")
        }
    }

    /// What is to be edited; see `RevisionSubject`.
    package func subject(_ item: String, for annotator: AnnotatorID?) async throws -> RevisionSubject {
        guard queue.definition.task == .classification else {
            throw CounterfactualRefusal(
                "the queue \(queue.name) asks for several labels an item; counterfactuals are for `task: classification`"
            )
        }
        return try await RevisionSubject(item, for: annotator, in: queue, store: store, now: clock.now())
    }

    /// Whether an annotator may still be asked to label an item: then nothing is to be said of it.
    package func mayStillAsk(_ annotator: AnnotatorID, about item: Item) async throws -> Bool {
        let standing = try await store.occupation(of: [item.id], now: clock.now()).standing
        let isHad = standing.contains { $0.annotator == annotator }
        let isDone = standing.count { $0.judgement.answer != .skip } >= queue.definition.assignment.overlap
        if isHad || isDone { return false }
        guard item.origin == .counterfactual else { return true }
        let record = try await store.counterfactuals(of: item.id, in: queue.id).first {
            $0.counterfactual.item == item.id
        }
        // Who knows what it is to be is not asked, and nobody is once it is decided about.
        return record.map { $0.verdict == nil && !$0.insiders.contains(annotator) } ?? true
    }

    private func entry(_ wish: CounterfactualWish, by annotator: AnnotatorID) async throws -> NewCounterfactual {
        let subject = try await subject(wish.item, for: annotator)
        guard let source = subject.source else {
            throw CounterfactualRefusal(unlabelled: wish.item)
        }
        let target = try target(wish, from: source)
        let revised = try await TrainingExecutor.onDemand.perform { [queue] in
            RevisedText(wish.isImpossible ? [:] : wish.texts, of: subject.item, in: queue)
        }
        let reason = wish.overrideReason.flatMap { $0.isBlank ? nil : $0 }
        if !wish.isImpossible { try check(revised, reason) }
        return NewCounterfactual(
            parent: subject.item.id,
            kind: wish.kind,
            source: source,
            target: target,
            data: revised.data.text,
            contentHash: ContentHash(of: revised.text).bytes,
            edit: revised.edit,
            author: .annotator(annotator),
            draft: wish.draft,
            seconds: wish.seconds,
            overrideReason: revised.needsReason ? reason : nil,
            step: wish.isImpossible ? .reject : firstStep,
            decider: annotator,
            reason: wish.isImpossible ? Self.impossible : nil,
            key: wish.key
        )
    }

    /// Where nobody else is asked, the writer's word is the decision.
    private var firstStep: CounterfactualStep.Action {
        queue.definition.counterfactuals.verification == .none ? .accept : .validate
    }

    private func target(_ wish: CounterfactualWish, from source: LabelID) throws -> LabelID {
        guard wish.kind == .flip else { return source }
        guard let name = wish.target, let target = queue.label(named: name) else {
            let labels = queue.labels.prefix(20).map(\.name).joined(separator: ", ")
            throw CounterfactualRefusal("there is no label \"\(wish.target ?? "")\"; the labels are \(labels)")
        }
        guard target.id != source else {
            throw CounterfactualRefusal("\"\(name)\" is the label that the text has already; choose another one")
        }
        return target.id
    }

    private func check(_ revised: RevisedText, _ reason: String?) throws {
        let open = revised.findings.filter { finding in
            finding.severity == .refusal || finding.severity == .block && reason == nil
        }
        guard let first = open.first else { return }
        throw CounterfactualRefusal(first.sentence, findings: open)
    }

    /// Stores a decision.
    ///
    /// - Parameter stepCount: Decisions that the annotator had seen.
    /// - Throws: `CounterfactualRefusal` without a reason where one is wanted; what the store says.
    package func decide(
        _ id: CounterfactualID,
        _ action: CounterfactualStep.Action,
        reason: String?,
        seen stepCount: Int?,
        by annotator: AnnotatorID
    ) async throws -> CounterfactualRecord {
        let reason = reason.flatMap { $0.isBlank ? nil : $0 }
        if action == .reject, reason == nil {
            throw CounterfactualRefusal("a rejected counterfactual keeps the reason; say what is wrong with it")
        }
        return try await store.decide(
            CounterfactualDecision(
                counterfactual: id,
                queue: queue.id,
                action: action,
                annotator: annotator,
                reason: reason,
                stepCount: stepCount,
                at: clock.now()
            )
        )
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
