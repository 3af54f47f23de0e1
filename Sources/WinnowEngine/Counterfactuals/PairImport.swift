package import WinnowDomain

/// Brings pairs of files into a queue: originals that are not there yet with their labels, and revised texts as accepted
/// counterfactuals. Importing twice changes nothing.
package struct PairImport: Sendable {
    package typealias Store = AnnotatorStore & CounterfactualDesk.Store

    /// What became of pairs.
    package struct Report: Sendable {
        package var pairCount = 0
        package var knownCount = 0
        package var originalCount = 0
        package var rejected: [RejectedRecord] = []
    }

    private let queue: Queue
    private let store: any Store
    private let clock: any WallClock
    /// Who edited where the file does not say it.
    private let annotator: String
    private let importer: Importer

    package init(queue: Queue, store: any Store, clock: any WallClock, annotator: String) {
        self.queue = queue
        self.store = store
        self.clock = clock
        self.annotator = annotator
        importer = Importer(queue: queue, store: store, clock: clock, policy: .keep, annotator: annotator)
    }

    /// Stores some pairs.
    package func store(_ pairs: [PairRecord]) async throws -> Report {
        var report = Report()
        let good = pairs.filter { pair in
            guard let reason = refusal(of: pair) else { return true }
            report.rejected.append(RejectedRecord(place: pair.place, reason: reason))
            return false
        }
        var seen: Set<String> = []
        let originals = good.map { renamed($0.original) }.filter { seen.insert($0.externalID).inserted }
        let (outcome, rejected) = try await importer.store(originals)
        report.originalCount = outcome.insertedCount
        report.rejected += rejected
        var entries: [NewCounterfactual] = []
        var places: [Place] = []
        for pair in good {
            do {
                guard let entry = try await entry(pair) else { continue }
                entries.append(entry)
                places.append(pair.place)
            } catch StoreError.noSuchItem {
                // Its original was rejected, and the reason told.
                continue
            }
        }
        let batch = CounterfactualBatch(queue: queue.id, revision: queue.revision, entries: entries, at: clock.now())
        for (place, outcome) in zip(places, entries.isEmpty ? [] : try await store.add(batch)) {
            switch outcome {
            case .stored: report.pairCount += 1
            case .known: report.knownCount += 1
            case .refused(let reason): report.rejected.append(RejectedRecord(place: place, reason: reason))
            }
        }
        return report
    }

    private func refusal(of pair: PairRecord) -> String? {
        for record in [pair.original, pair.revised] {
            guard let name = record.annotation?.present.first else {
                return "a text of the pair has no label; both have to have one"
            }
            guard label(name) != nil else {
                let labels = queue.labels.prefix(20).map(\.name).joined(separator: ", ")
                return "there is no label \"\(name)\"; the labels are \(labels)"
            }
        }
        return pair.original.text == pair.revised.text ? "the two texts of the pair are the same" : nil
    }

    /// By its name, whatever its case where that leaves no doubt.
    private func label(_ name: String) -> Label? {
        if let exact = queue.label(named: name) { return exact }
        let alike = queue.labels.filter { $0.name.lowercased() == name.lowercased() }
        return alike.count == 1 ? alike[0] : nil
    }

    private func renamed(_ record: IncomingRecord) -> IncomingRecord {
        var record = record
        if let name = record.annotation?.present.first, let label = label(name) {
            record.annotation?.present = [label.name]
        }
        return record
    }

    /// - Returns: nil where a label is not known; that was told.
    /// - Throws: `StoreError.noSuchItem`.
    private func entry(_ pair: PairRecord) async throws -> NewCounterfactual? {
        let item = try await store.history(of: pair.original.externalID, in: queue.id).item
        guard let source = pair.original.annotation?.present.first.flatMap(label),
            let target = pair.revised.annotation?.present.first.flatMap(label)
        else { return nil }
        let template = queue.definition.item.text
        let fields = ItemFields(of: pair.revised.data, template: template).fields
        let texts = Dictionary(fields.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        let revised = RevisedText(texts, of: item, in: queue)
        let author = try await annotator(named: pair.annotator ?? annotator)
        let hash = ContentHash(of: revised.text)
        return NewCounterfactual(
            parent: item.id,
            kind: source.id == target.id ? .invariance : .flip,
            source: source.id,
            target: target.id,
            data: revised.data.text,
            contentHash: hash.bytes,
            edit: revised.edit,
            author: .annotator(author),
            seconds: pair.seconds.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
            step: .accept,
            key: "import-\(item.id)-\(target.id)-\(hash)"
        )
    }

    private func annotator(named name: String) async throws -> AnnotatorID {
        if let known = try? await store.annotator(named: name) { return known.id }
        return try await store.addAnnotator(named: name, at: clock.now()).id
    }
}
