internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the pages and the API do with counterfactuals.
struct RevisionDesk: Sendable {
    let parts: ServerParts

    /// A text of a million letters has room, also where each is escaped.
    static let formLimit = 4 << 20
    private static let longestReason = 2_000
    private static let longestKey = 64
    private static let longestSeconds = 86_400.0

    func loop(_ name: String) async throws -> QueueLoops.Loop { try await parts.loops.loop(named: name) }

    func desk(_ loop: QueueLoops.Loop) async -> CounterfactualDesk {
        CounterfactualDesk(queue: await loop.scheduler.queue, store: parts.store, clock: parts.clock)
    }

    /// What somebody may edit.
    ///
    /// Without the permission to browse nobody is told of an item that they may still be asked about: the label is what
    /// others said, or what a text is meant to have that is to be labelled blindly.
    ///
    /// - Throws: `RequestError(.forbidden)`, and what the desk says.
    func subject(_ item: String, for identity: Identity, in loop: QueueLoops.Loop) async throws -> RevisionSubject {
        let (annotator, desk) = (identity.account.id, await desk(loop))
        let subject = try await desk.subject(item, for: annotator)
        if subject.source != nil, !identity.may(.browse),
            try await desk.mayStillAsk(annotator, about: subject.item)
        {
            throw RequestError(.forbidden, "you may still be asked to label \"\(item)\"; label it first")
        }
        return subject
    }

    /// Stores what somebody wrote, and lets the queue know.
    func write(
        _ request: CounterfactualRequest,
        by identity: Identity,
        in loop: QueueLoops.Loop
    ) async throws -> CounterfactualRecord {
        _ = try await subject(request.item, for: identity, in: loop)
        if let reason = request.overrideReason { try check(reason, "overrideReason", Self.longestReason) }
        if let key = request.key { try check(key, "key", Self.longestKey) }
        if let seconds = request.seconds, !(seconds.isFinite && seconds >= 0) {
            throw RequestError(.badRequest, "seconds have to be 0 or more")
        }
        let wish = CounterfactualWish(
            item: request.item,
            kind: request.kind ?? .flip,
            target: request.target,
            texts: request.texts ?? [:],
            isImpossible: request.isImpossible ?? false,
            seconds: request.seconds.map { min($0, Self.longestSeconds) },
            overrideReason: request.overrideReason,
            draft: request.draft.map { CounterfactualID($0) },
            key: request.key
        )
        let record = try await desk(loop).write(wish, by: identity.account.id)
        await loop.coordinator.changedOutside()
        return record
    }

    /// Stores a decision: one's own text may be taken back while nobody else has decided, and with the permission to review
    /// anybody's decided about.
    ///
    /// - Throws: `RequestError(.forbidden)`, and what the desk says.
    func decide(
        _ id: CounterfactualID,
        _ request: CounterfactualDecisionRequest,
        by identity: Identity,
        in loop: QueueLoops.Loop
    ) async throws -> CounterfactualRecord {
        if let reason = request.reason { try check(reason, "reason", Self.longestReason) }
        let record = try await parts.store.counterfactual(id, in: loop.queue.id)
        let isOwn = record.counterfactual.writer == identity.account.id && record.verdict == nil
        guard identity.may(.review) || isOwn && request.action == .reject else {
            throw RequestError(.forbidden, "to decide about the texts of others takes the permission to review")
        }
        let decided = try await desk(loop).decide(
            id,
            request.action,
            reason: request.reason,
            seen: request.seen,
            by: identity.account.id
        )
        await loop.coordinator.changedOutside()
        return decided
    }

    /// What is to be said to an edit while it is written.
    ///
    /// Without the permission to browse the model says nothing of what is no edit of the item any more: that may be a text
    /// that somebody is to label.
    func check(
        _ request: CounterfactualRequest,
        for identity: Identity,
        in loop: QueueLoops.Loop
    ) async throws -> CounterfactualCheck {
        let subject = try await subject(request.item, for: identity, in: loop)
        // What the model says of a text that nobody has labelled would be said to whoever labels it next.
        guard subject.source != nil else { throw CounterfactualRefusal(unlabelled: request.item) }
        let queue = await loop.scheduler.queue
        let target = request.kind == .invariance ? nil : request.target.flatMap { queue.label(named: $0)?.id }
        let found = try await loop.check(request.texts ?? [:], of: subject, target: target, store: parts.store)
        let isSaid = identity.may(.browse) || !found.text.needsReason
        let said = isSaid ? try await explanation(of: found.text.text, in: loop) : nil
        return CounterfactualCheck(found.text, found.chips, said)
    }

    /// What the model says of a text; nil without a model.
    func explanation(of text: String, in loop: QueueLoops.Loop) async throws -> ExplanationDocument? {
        try await loop.explanation(of: text).map { ExplanationDocument($0) }
    }

    private func check(_ text: String, _ name: String, _ limit: Int) throws {
        guard text.unicodeScalars.count <= limit else {
            throw RequestError(.badRequest, "\(name) is longer than \(limit) characters")
        }
    }
}

extension CounterfactualCheck {
    init(_ text: RevisedText, _ chips: [EditChip], _ prediction: ExplanationDocument?) {
        self.init(
            distance: text.edit.distance,
            tokenCount: text.edit.tokenCount,
            ratio: text.edit.ratio,
            segmentCount: text.edit.segmentCount,
            humanShare: text.humanShare,
            load: text.load,
            marks: text.marks,
            summary: text.summary,
            findings: text.findings.map {
                Finding(code: $0.code, severity: $0.severity.rawValue, sentence: $0.sentence)
            },
            pieces: text.pieces.map { Piece(kind: $0.kind.rawValue, text: $0.text) },
            chips: chips.map {
                Chip(
                    field: $0.field,
                    start: $0.start,
                    end: $0.end,
                    phrase: $0.phrase,
                    replacements: $0.replacements,
                    editCount: $0.editCount
                )
            },
            prediction: prediction
        )
    }
}
