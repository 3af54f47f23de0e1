package import WinnowDomain

/// Gives a queue's items out with what is said about them, as it stood at one event, in bounded memory.
package struct Exporter: Sendable {
    /// What a row stands for.
    package enum Content: String, Sendable, CaseIterable {
        /// An annotation that stands; items without any have no row.
        case annotations
        /// An item that somebody labelled, with what most of its annotators say.
        case consensus
        /// Every item, without labels.
        case items
        /// Every item: a row for each annotation that stands, and one for an item without any.
        case all
    }

    /// What was given out.
    package struct Totals: Sendable, Equatable {
        package var rowCount = 0
        package var itemCount = 0
        /// Items whose annotators are evenly split; their rows have no label.
        package var tieCount = 0

        package init() {}

        mutating func add(_ other: Totals) {
            rowCount += other.rowCount
            itemCount += other.itemCount
            tieCount += other.tieCount
        }
    }

    /// Some items in a row, as they are stored.
    struct Page: Sendable {
        fileprivate let histories: [ItemHistory]
        /// The ids of what revised texts among them go back to.
        fileprivate let roots: [ItemID: String]
        let last: ItemID
    }

    private static let pageCount = 1000

    private let queue: Queue
    private let content: Content
    private let store: any ItemStore
    private let names: [AnnotatorID: String]
    private let since: EventNumber?

    /// - Parameter since: The event that an earlier export showed: items of which nothing it shows has changed are left out,
    ///   and every other has all its rows, one without answers a row without any. Rows by the same id replace the earlier ones.
    package init(
        queue: Queue,
        content: Content,
        store: any ItemStore,
        names: [AnnotatorID: String],
        since: EventNumber? = nil
    ) {
        self.queue = queue
        self.content = content
        self.since = since
        self.store = store
        self.names = names
    }

    /// Why an export cannot go on from an event, in words; nil when it can.
    package static func refusal(since: EventNumber?, last: EventNumber, in queue: Queue) -> String? {
        guard let since, since > last else { return nil }
        return
            "event \(since) has not happened in \(queue.name), whose last is \(last): the earlier export is of other data, "
            + "or of these before they were put back from a backup; export once without since"
    }

    /// The items to go through, in item order; nil for all.
    func changedItems(upTo event: EventNumber) async throws -> [ItemID]? {
        guard let since else { return nil }
        return try await store.changedItems(in: queue.id, content.aspects, after: since, upTo: event)
    }

    /// The items behind one; nil when there are none.
    ///
    /// - Parameters:
    ///   - changed: What `changedItems` said.
    ///   - event: What came later is left out, items and annotations, so that two passes give the same rows.
    func page(of changed: [ItemID]?, after last: ItemID?, upTo event: EventNumber) async throws -> Page? {
        let histories =
            if let changed {
                try await store.histories(of: Exporter.chosen(changed, after: last), in: queue.id, upTo: event)
            } else {
                try await store.histories(in: queue.id, after: last, limit: Exporter.pageCount, upTo: event)
            }
        guard let end = histories.last else { return nil }
        return Page(histories: histories, roots: try await roots(of: histories.map(\.item)), last: end.item.id)
    }

    private static func chosen(_ changed: [ItemID], after last: ItemID?) -> [ItemID] {
        let start = last.map { changed.firstPosition(after: $0) } ?? 0
        return Array(changed[start...].prefix(pageCount))
    }

    /// What is given out for the items of a page.
    func rows(of page: Page) throws(StoreError) -> (rows: [OutgoingRow], totals: Totals) {
        var (rows, totals): ([OutgoingRow], Totals) = ([], Totals())
        for history in page.histories { rows += try self.rows(of: history, page.roots, &totals) }
        totals.itemCount = page.histories.count
        totals.rowCount = rows.count
        return (rows, totals)
    }

    /// The ids of what revised texts go back to.
    private func roots(of items: [Item]) async throws -> [ItemID: String] {
        let wanted = Set(items.filter { $0.origin == .counterfactual }.map(\.root))
        guard !wanted.isEmpty else { return [:] }
        let found = try await store.items(wanted.sorted())
        return Dictionary(found.map { ($0.id, $0.externalID) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is given out for one annotation of an item, whatever became of it since.
    package func row(of annotation: Annotation, _ item: Item) async throws -> OutgoingRow {
        row(item, try await roots(of: [item])[item.root], .annotation(try named(annotation)))
    }

    private func rows(
        of history: ItemHistory,
        _ roots: [ItemID: String],
        _ totals: inout Totals
    ) throws(StoreError) -> [OutgoingRow] {
        let standing = history.standing
        let root = history.item.origin == .counterfactual ? roots[history.item.root] : nil
        switch content {
        case .items: return [row(history.item, root)]
        case .all where standing.isEmpty: return [row(history.item, root)]
        case .annotations where standing.isEmpty && since != nil: return [row(history.item, root)]
        case .annotations, .all:
            return try standing.map { annotation throws(StoreError) in
                row(history.item, root, .annotation(try named(annotation)))
            }
        case .consensus:
            guard standing.contains(where: { $0.judgement.answer == .label && !$0.judgement.isPartial }) else {
                return since == nil ? [] : [row(history.item, root)]
            }
            let consensus = Consensus(standing, task: queue.definition.task)
            if consensus.labels == nil { totals.tieCount += 1 }
            return [
                row(
                    history.item,
                    root,
                    .consensus(
                        labels: try labelNames(consensus.labels ?? []),
                        agreement: consensus.agreement,
                        annotatorCount: consensus.annotatorCount
                    )
                )
            ]
        }
    }

    /// - Parameter root: Of a revised text.
    private func row(_ item: Item, _ root: String?, _ judgement: OutgoingJudgement? = nil) -> OutgoingRow {
        OutgoingRow(
            externalID: item.externalID,
            data: item.data,
            meta: root.map { RevisionMark.added(to: item.meta, root: $0) } ?? item.meta,
            judgement: judgement
        )
    }

    private func named(_ annotation: Annotation) throws(StoreError) -> IncomingAnnotation {
        let judgement = annotation.judgement
        return IncomingAnnotation(
            annotator: names[annotation.annotator],
            answer: judgement.answer,
            present: try labelNames(judgement.present),
            absent: try labelNames(judgement.absent),
            isPartial: judgement.isPartial,
            note: judgement.note,
            at: annotation.at,
            seconds: annotation.seconds
        )
    }

    /// - Throws: For a label that the queue does not have: a judgement without it would say something else.
    private func labelNames(_ labels: [LabelID]) throws(StoreError) -> [String] {
        try labels.map { id throws(StoreError) in
            if let label = queue.label(id) { return label.name }
            throw .refused(
                reason: "an annotation names label number \(id), which the queue \(queue.name) does not have; "
                    + "export again, and if that does not help, run `winnow check`"
            )
        }
    }
}

extension Exporter.Content {
    /// What of an item its rows show.
    fileprivate var aspects: Set<ItemAspect> {
        switch self {
        case .annotations, .consensus: [.answers]
        case .items: [.content]
        case .all: [.content, .answers]
        }
    }
}

extension [ItemID] {
    /// The position of the first that is greater, in a sorted list.
    fileprivate func firstPosition(after id: ItemID) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > id { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension ItemHistory {
    /// The annotations that were neither superseded nor retracted.
    package var standing: [Annotation] {
        let superseded = Set(annotations.compactMap(\.supersedes))
        return annotations.filter { $0.action == .submit && !superseded.contains($0.id) }
    }
}
