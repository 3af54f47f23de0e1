internal import Synchronization
internal import WinnowDomain
internal import WinnowNumerics

/// The texts of a queue's rows.
struct QueueTexts: Sendable {
    let queue: Queue
    let index: [ItemIndexEntry]
    let items: any ItemStore

    /// The texts of a run of rows.
    ///
    /// - Throws: `FeatureFile.Damage` when the items changed meanwhile; what the store says.
    func texts(_ range: Range<Int>) async throws -> [String] {
        let after = range.lowerBound == 0 ? nil : index[range.lowerBound - 1].id
        let items = try await items.items(in: queue.id, after: after, limit: range.count)
        guard items.count == range.count, items.last?.id == index[range.upperBound - 1].id else {
            throw FeatureFile.Damage(path: queue.name, reason: "the items changed meanwhile")
        }
        return texts(items)
    }

    /// The texts of some rows, in their order.
    func texts(rows: [Int]) async throws -> [String] {
        var texts: [String] = []
        for start in stride(from: 0, to: rows.count, by: 1000) {
            let ids = rows[start..<min(start + 1000, rows.count)].map { index[$0].id }
            let found = try await items.items(ids)
            guard found.map(\.id) == ids else {
                throw FeatureFile.Damage(path: queue.name, reason: "the items changed meanwhile")
            }
            texts += self.texts(found)
        }
        return texts
    }

    /// What the vectors of a run of rows are kept under.
    func keys(_ range: Range<Int>) async throws -> [VectorKey] {
        let identity = Identity(
            queue: queue.id,
            template: queue.definition.item.text.source,
            first: index[range.lowerBound].id,
            last: index[range.upperBound - 1].id,
            event: index[range].reduce(0) { max($0, $1.event) }
        )
        if let known = Self.known.withLock({ $0[identity] }), known.count == range.count { return known }
        let texts = try await texts(range)
        let chunks = (texts.count + 255) / 256
        let keys = ParallelFor.map(chunks) { chunk in
            texts[chunk * 256..<min(texts.count, (chunk + 1) * 256)].map { VectorKey(of: $0) }
        }.flatMap(\.self)
        Self.known.withLock { known in
            // Only runs that are not wholly encoded are asked about, and these are few.
            if known.count > 64 { known.removeAll() }
            known[identity] = keys
        }
        return keys
    }

    private struct Identity: Hashable {
        let queue: QueueID
        let template: String
        let first: ItemID
        let last: ItemID
        let event: EventNumber
    }

    private static let known = Mutex<[Identity: [VectorKey]]>([:])

    private func texts(_ items: [Item]) -> [String] {
        let template = queue.definition.item.text
        // An item whose data do not fit the template any more has no words; `winnow check` names it.
        return items.map { (try? template.text(of: $0.data)) ?? "" }
    }
}
