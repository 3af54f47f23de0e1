internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What annotators can do with a queue: one desk behind the page and the API.
struct LabellingDesk: Sendable {
    let parts: ServerParts

    /// The most that a page or program may hold by one claim.
    static let largestClaim = 20
    private static let longestHolder = 64
    private static let longestKey = 64
    private static let longestNote = 2_000
    /// A day: longer says nothing of how long somebody thought.
    private static let longestSeconds = 86_400.0

    func loop(_ queue: String) async throws -> QueueLoops.Loop {
        try await parts.loops.loop(named: queue)
    }

    /// Gives items: those that the holder has already, if asked to resume, and new ones.
    func claim(_ wish: ClaimRequest, by annotator: AnnotatorID, in loop: QueueLoops.Loop) async throws -> ClaimReply {
        let count = wish.count ?? 1
        guard (1...Self.largestClaim).contains(count) else {
            throw RequestError(.badRequest, "count is \(count); claim 1 to \(Self.largestClaim) items")
        }
        if let holder = wish.holder { try check(holder, "holder", Self.longestHolder) }
        var granted: [Claim.Granted] = []
        if wish.resume == true, let holder = wish.holder {
            granted = try await loop.scheduler.held(by: annotator, holder: holder)
        }
        var state = ClaimReply.State.assigned
        while granted.count < count {
            let next = try await parts.measurements.time(\.claimSeconds) {
                try await loop.scheduler.next(for: annotator, holder: wish.holder)
            }
            switch next {
            case .assigned(let assignment, let item):
                granted.append(Claim.Granted(assignment: assignment, item: item))
                continue
            case .waiting: state = granted.isEmpty ? .waiting : .assigned
            case .finished: state = granted.isEmpty ? .finished : .assigned
            }
            break
        }
        let queue = await loop.scheduler.queue
        let progress = await loop.scheduler.progress
        return ClaimReply(
            state: state,
            assignments: granted.map { AssignmentDocument($0, queue: queue) },
            progress: ProgressDocument(items: progress.itemCount, finished: progress.finishedCount)
        )
    }

    /// Stores an answer; when this returns, it is durable.
    func answer(
        _ answer: AnswerRequest,
        to assignment: AssignmentID,
        by annotator: AnnotatorID,
        source: AnnotationSource,
        in loop: QueueLoops.Loop
    ) async throws -> Annotation {
        if let key = answer.key { try check(key, "key", Self.longestKey) }
        let judgement = try judgement(answer, in: await loop.scheduler.queue)
        let seconds = try seconds(answer.seconds)
        let annotation = try await parts.measurements.time(\.submitSeconds) {
            try await loop.scheduler.submit(
                judgement,
                for: assignment,
                by: annotator,
                revision: answer.revision,
                seconds: seconds,
                source: source,
                key: answer.key
            )
        }
        let counted = Measurements.Answer(queue: loop.queue.name, answer: judgement.answer.rawValue)
        parts.measurements.change { $0.answers[counted, default: 0] += 1 }
        await loop.coordinator.labelled(annotation)
        return annotation
    }

    /// One of the annotator's answers that stands.
    func decision(
        _ annotation: AnnotationID,
        by annotator: AnnotatorID,
        in loop: QueueLoops.Loop
    ) async throws -> Decision {
        try await parts.store.decision(annotation, of: annotator, in: loop.queue.id)
    }

    /// Takes back the annotator's newest answer and opens its item again; nil when there is none.
    func undo(by annotator: AnnotatorID, holder: String?, in loop: QueueLoops.Loop) async throws -> NextItem? {
        let decisions = try await parts.store.decisions(in: loop.queue.id, of: annotator, limit: 1)
        guard let last = decisions.first else { return nil }
        return try await undo(last.annotation.id, by: annotator, holder: holder, in: loop)
    }

    func undo(
        _ annotation: AnnotationID,
        by annotator: AnnotatorID,
        holder: String?,
        in loop: QueueLoops.Loop
    ) async throws -> NextItem {
        let retraction = try await loop.scheduler.undo(annotation, by: annotator)
        await loop.coordinator.labelled(retraction)
        return try await loop.scheduler.reopen(retraction.item, for: annotator, holder: holder)
    }

    func judgement(_ answer: AnswerRequest, in queue: Queue) throws -> Judgement {
        if let note = answer.note { try check(note, "note", Self.longestNote) }
        let absent = try labels(answer.absentLabels ?? [], of: queue)
        return Judgement(
            answer: answer.answer,
            present: try labels(answer.labels ?? [], of: queue),
            absent: absent,
            isPartial: !absent.isEmpty,
            note: answer.note.flatMap { $0.isEmpty ? nil : $0 }
        )
    }

    private func labels(_ names: [String], of queue: Queue) throws -> [LabelID] {
        try names.map { name in
            guard let label = queue.label(named: name) else {
                throw RequestError(
                    .refused,
                    "there is no label \"\(name)\"; the labels are "
                        + queue.labels.prefix(20).map(\.name).joined(separator: ", ")
                )
            }
            return label.id
        }
    }

    private func seconds(_ seconds: Double?) throws -> Double? {
        guard let seconds else { return nil }
        guard seconds.isFinite, seconds >= 0 else { throw RequestError(.badRequest, "seconds have to be 0 or more") }
        return min(seconds, Self.longestSeconds)
    }

    private func check(_ text: String, _ name: String, _ limit: Int) throws {
        guard text.unicodeScalars.count <= limit else {
            throw RequestError(.badRequest, "\(name) is longer than \(limit) characters")
        }
    }
}

extension AssignmentDocument {
    init(_ granted: Claim.Granted, queue: Queue) {
        self.init(
            id: granted.assignment.id.rawValue,
            item: ItemDocument(granted.item, queue: queue),
            reason: granted.assignment.reason,
            why: WhyRows.rows(granted.assignment.reason, granted.assignment.suggestion),
            suggestion: granted.assignment.suggestion.flatMap { suggestion in
                guard suggestion.isVisible else { return nil }
                return suggestion.parts.compactMap { part in
                    queue.label(part.label).map { LabelProbability(label: $0.name, probability: part.probability) }
                }
            },
            leaseUntil: granted.assignment.leaseUntil.seconds,
            revision: queue.revision
        )
    }
}

extension ItemDocument {
    init(_ item: Item, queue: Queue) {
        // An item whose record has not what the template wants was refused at its import.
        self.init(
            id: item.externalID,
            text: (try? queue.definition.item.text.text(of: item.data)) ?? "",
            isEvaluation: item.isEvaluation
        )
    }
}
