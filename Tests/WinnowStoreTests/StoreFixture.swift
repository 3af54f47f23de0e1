import Foundation
import WinnowDomain
import WinnowStore
import WinnowTestSupport

/// A database with one queue, for a test.
struct StoreFixture {
    let folder: TemporaryFolder
    let database: Database
    let queue: Queue

    init(folder: TemporaryFolder, database: Database, queue: Queue) {
        self.folder = folder
        self.database = database
        self.queue = queue
    }

    init(
        _ definition: QueueDefinition? = nil,
        itemCount: Int = 0,
        trace: (@Sendable (String) -> Void)? = nil
    ) async throws {
        folder = try TemporaryFolder()
        database = try Database(path: folder.path("winnow.sqlite"), trace: trace)
        queue = try await database.createQueue(
            named: "tickets",
            definition: definition ?? .sample(),
            at: Moment(0)
        )
        if itemCount > 0 { _ = try await importTexts((0..<itemCount).map { ("item-\($0)", "text \($0)") }) }
    }

    func entry(
        _ id: String,
        _ text: String,
        meta: String? = nil,
        annotation: ImportBatch.Annotation? = nil
    ) -> ImportBatch.Entry {
        ImportBatch.Entry(
            externalID: id,
            data: JSON.members(["text": .string(text)]).text,
            meta: meta,
            contentHash: Array(Digest(of: Data(text.utf8)).description.utf8.prefix(16)),
            isEvaluation: false,
            annotation: annotation
        )
    }

    func importEntries(_ entries: [ImportBatch.Entry], policy: ConflictPolicy = .fail) async throws -> ImportOutcome {
        try await database.importBatch(
            ImportBatch(
                queue: queue.id,
                revision: queue.revision,
                entries: entries,
                policy: policy,
                evaluationProbability: 0.1,
                at: Moment(1)
            )
        )
    }

    func importTexts(
        _ texts: [(id: String, text: String)],
        policy: ConflictPolicy = .fail
    ) async throws -> ImportOutcome {
        try await importEntries(texts.map { entry($0.id, $0.text) }, policy: policy)
    }

    /// A revised text of an item that its writer stands for.
    func revision(
        of parent: String,
        from source: String,
        to target: String,
        text: String,
        by writer: Annotator
    ) async throws -> NewCounterfactual {
        let item = try await database.history(of: parent, in: queue.id).item
        guard let source = queue.label(named: source), let target = queue.label(named: target) else {
            throw StoreError.refused(reason: "no such label")
        }
        return NewCounterfactual(
            parent: item.id,
            kind: source == target ? .invariance : .flip,
            source: source.id,
            target: target.id,
            data: JSON.members(["text": .string(text)]).text,
            contentHash: ContentHash(of: text).bytes,
            edit: EditSummary(
                replacements: [EditSummary.Replacement(field: "text", start: 0, end: 0, text: "text")],
                distance: 1,
                tokenCount: 2,
                segmentCount: 1,
                lengthRatio: 1.5
            ),
            author: .annotator(writer.id),
            step: .validate,
            decider: writer.id,
            key: text
        )
    }

    func itemIDs() async throws -> [ItemID] {
        try await database.itemIndex(of: queue.id, after: nil).map(\.id)
    }

    func claim(_ items: [ItemID], by annotator: Annotator, now: Double, lease: Double = 600) async throws -> Assignment?
    {
        let reason = ServingReason(
            source: .ranking,
            strategy: "margin.v1",
            score: 0.5,
            rank: 1,
            poolSize: 10,
            probability: 0.9
        )
        return try await database.claim(
            Claim(
                queue: queue.id,
                annotator: annotator.id,
                holder: "desk",
                candidates: items.map { Claim.Candidate(item: $0, reason: reason) },
                leaseUntil: Moment(now + lease),
                now: Moment(now)
            )
        )?.assignment
    }

    func submit(_ assignment: Assignment, _ judgement: Judgement, now: Double) async throws -> Annotation {
        try await database.submit(
            Submission(
                assignment: assignment.id,
                queue: queue.id,
                annotator: assignment.annotator,
                judgement: judgement,
                revision: queue.revision,
                seconds: 2,
                source: .terminal,
                key: "key-\(assignment.id)",
                now: Moment(now)
            )
        ).annotation
    }
}
