internal import Foundation
package import WinnowDomain

/// Brings records into a queue in batches, and keeps account of what became of each.
package struct Importer: Sendable {
    package let queue: Queue
    private let store: any ItemStore
    private let clock: any WallClock
    private let policy: ConflictPolicy
    /// The annotator of labels whose record names none.
    private let annotator: String
    private let labels: [String: LabelID]

    package init(queue: Queue, store: any ItemStore, clock: any WallClock, policy: ConflictPolicy, annotator: String) {
        self.queue = queue
        self.store = store
        self.clock = clock
        self.policy = policy
        self.annotator = annotator
        labels = Dictionary(queue.labels.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// Stores a batch.
    ///
    /// - Returns: What became of it, and the records that were refused. The good ones of the batch are stored.
    package func store(_ records: [IncomingRecord]) async throws -> (outcome: ImportOutcome, rejected: [RejectedRecord])
    {
        var rejected: [RejectedRecord] = []
        var entries: [ImportBatch.Entry] = []
        var places: [Place] = []
        for record in records {
            do {
                entries.append(try entry(for: record))
                places.append(record.place)
            } catch {
                rejected.append(error)
            }
        }
        let outcome = try await store(entries)
        rejected += outcome.refused.map { RejectedRecord(place: places[$0.position], reason: $0.reason) }
        return (outcome, rejected)
    }

    /// Stores prepared records in one transaction.
    func store(_ entries: [ImportBatch.Entry]) async throws -> ImportOutcome {
        try await store.importBatch(
            ImportBatch(
                queue: queue.id,
                revision: queue.revision,
                entries: entries,
                policy: policy,
                evaluationProbability: queue.definition.evaluation.share,
                at: clock.now()
            )
        )
    }

    /// After the last batch. What it leaves undone costs space for a while and nothing else.
    func finish() async {
        try? await store.finishImport()
    }

    /// - Complexity: O(record); hashes the text.
    func entry(for record: IncomingRecord) throws(RejectedRecord) -> ImportBatch.Entry {
        let hash = ContentHash(of: record.text)
        let (meta, original) = RevisionMark.taken(from: record.meta)
        var annotation: ImportBatch.Annotation?
        if let incoming = record.annotation {
            annotation = ImportBatch.Annotation(
                annotator: incoming.annotator ?? annotator,
                judgement: try judgement(incoming, record.place),
                at: incoming.at,
                seconds: incoming.seconds
            )
        }
        return ImportBatch.Entry(
            externalID: record.externalID,
            data: record.data.text,
            meta: meta?.text,
            contentHash: hash.bytes,
            isEvaluation: hash.isEvaluation(share: queue.definition.evaluation.share, seed: queue.definition.seed),
            annotation: annotation,
            original: original
        )
    }

    private func judgement(_ incoming: IncomingAnnotation, _ place: Place) throws(RejectedRecord) -> Judgement {
        var judgement = Judgement.without(incoming.answer, note: incoming.note)
        judgement.isPartial = incoming.isPartial
        for name in incoming.present { judgement.present.append(try label(name, place)) }
        for name in incoming.absent { judgement.absent.append(try label(name, place)) }
        return judgement
    }

    private func label(_ name: String, _ place: Place) throws(RejectedRecord) -> LabelID {
        if let label = labels[name] { return label }
        let known = queue.labels.prefix(12).map(\.name).joined(separator: ", ")
        throw RejectedRecord(
            place: place,
            reason: "unknown label \"\(name)\"; the labels are \(known)\(queue.labels.count > 12 ? ", …" : "")"
        )
    }
}

extension RejectedRecord: Error {}
