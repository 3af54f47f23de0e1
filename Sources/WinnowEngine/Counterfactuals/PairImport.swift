package import WinnowDomain

/// Brings pairs of files into a queue: originals that are not there yet with their labels, and revised texts as
/// counterfactuals, in the state that the file says. Importing twice changes nothing.
package struct PairImport: Sendable {
    package typealias Store = AnnotatorStore & CounterfactualDesk.Store

    /// What became of pairs.
    package struct Report: Sendable {
        package var pairCount = 0
        package var knownCount = 0
        package var originalCount = 0
        package var rejected: [RejectedRecord] = []
    }

    /// A pair by what it says, whoever made it.
    private struct Known: Hashable {
        let parent: ItemID
        let target: LabelID
        let data: JSON
    }

    private let queue: Queue
    private let store: any Store
    private let clock: any WallClock
    /// Who edited where the file does not say it.
    private let annotator: String
    private let importer: Importer
    private let known: Set<Known>

    package init(queue: Queue, store: any Store, clock: any WallClock, annotator: String) async throws {
        self.queue = queue
        self.store = store
        self.clock = clock
        self.annotator = annotator
        importer = Importer(queue: queue, store: store, clock: clock, policy: .keep, annotator: annotator)
        known = Set(
            try await store.counterfactuals(in: queue.id, after: 0).map(\.counterfactual).map {
                Known(parent: $0.parent, target: $0.target, data: $0.data)
            }
        )
    }

    /// Stores some pairs.
    package func store(_ pairs: [PairRecord]) async throws -> Report {
        var report = Report()
        let named = try await withIDs(pairs)
        var good: [PairRecord] = []
        for pair in named {
            if let reason = try await refusal(of: pair) {
                report.rejected.append(RejectedRecord(place: pair.place, reason: reason))
            } else {
                good.append(pair)
            }
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
                let entry = try await entry(pair)
                guard let entry else {
                    report.knownCount += 1
                    continue
                }
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

    /// An original without an id is the item that has its text, where there is one.
    private func withIDs(_ pairs: [PairRecord]) async throws -> [PairRecord] {
        let hashes = Set(pairs.filter { !$0.isNamed }.map { ContentHash(of: $0.original.text) })
        guard !hashes.isEmpty else { return pairs }
        let twins = try await store.twins(of: hashes, in: queue.id)
        return pairs.map { pair in
            guard !pair.isNamed, let twin = twins[ContentHash(of: pair.original.text)] else { return pair }
            var pair = pair
            pair.original.externalID = twin
            return pair
        }
    }

    private func refusal(of pair: PairRecord) async throws -> String? {
        for record in [pair.original, pair.revised] {
            guard let name = record.annotation?.present.first else {
                return "a text of the pair has no label; both have to have one"
            }
            guard label(name) != nil else {
                let labels = queue.labels.prefix(20).map(\.name).joined(separator: ", ")
                return "there is no label \"\(name)\"; the labels are \(labels)"
            }
        }
        // What cannot be flipped has the original's text.
        if pair.original.text == pair.revised.text, pair.state != .rejected {
            return "the two texts of the pair are the same"
        }
        // A label must not land on another text because the file uses the same ids.
        let id = pair.original.externalID
        if let item = try await item(id), (try? queue.definition.item.text.text(of: item.data)) != pair.original.text {
            return
                "the item \"\(id)\" has another text in this queue; leave the id out, or give the original another one"
        }
        return nil
    }

    private func item(_ id: String) async throws -> Item? {
        do {
            return try await store.history(of: id, in: queue.id).item
        } catch StoreError.noSuchItem {
            return nil
        }
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

    /// - Returns: nil for a pair that is there.
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
        if known.contains(Known(parent: item.id, target: target.id, data: revised.data)) { return nil }
        let hash = ContentHash(of: revised.text)
        var entry = NewCounterfactual(
            parent: item.id,
            kind: source.id == target.id ? .invariance : .flip,
            source: source.id,
            target: target.id,
            data: revised.data.text,
            contentHash: hash.bytes,
            edit: revised.edit,
            author: try await author(of: pair),
            seconds: pair.seconds.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
            step: step(of: pair),
            reason: pair.state == .rejected ? pair.reason ?? "rejected where it comes from" : nil
        )
        entry.key = if case .annotator = entry.author { "import-\(item.id)-\(target.id)-\(hash)" } else { nil }
        return entry
    }

    private func author(of pair: PairRecord) async throws -> Counterfactual.Author {
        if let generator = pair.generator { return .generator(generator) }
        return .annotator(try await annotator(named: pair.annotator ?? annotator))
    }

    /// What was not decided where it comes from is decided here: who labelled it blindly is not in the file.
    private func step(of pair: PairRecord) -> CounterfactualStep.Action? {
        switch pair.state {
        case .draft: nil
        case .validated, .disputed: .validate
        case .accepted: .accept
        case .rejected: .reject
        }
    }

    private func annotator(named name: String) async throws -> AnnotatorID {
        do {
            return try await store.annotator(named: name).id
        } catch StoreError.noSuchAnnotator {
            return try await store.addAnnotator(named: name, at: clock.now()).id
        }
    }
}
