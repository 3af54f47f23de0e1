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

    package init(queue: Queue, content: Content, store: any ItemStore, names: [AnnotatorID: String]) {
        self.queue = queue
        self.content = content
        self.store = store
        self.names = names
    }

    /// The items behind one; nil when there are none.
    ///
    /// - Parameter event: What came later is left out, items and annotations, so that two passes give the same rows.
    func page(after last: ItemID?, upTo event: EventNumber) async throws -> Page? {
        let histories = try await store.histories(
            in: queue.id,
            after: last,
            limit: Exporter.pageCount,
            upTo: event
        )
        guard let end = histories.last else { return nil }
        return Page(histories: histories, roots: try await roots(of: histories.map(\.item)), last: end.item.id)
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
        case .annotations, .all:
            return try standing.map { annotation throws(StoreError) in
                row(history.item, root, .annotation(try named(annotation)))
            }
        case .consensus:
            guard standing.contains(where: { $0.judgement.answer == .label && !$0.judgement.isPartial }) else {
                return []
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

extension ItemHistory {
    /// The annotations that were neither superseded nor retracted.
    package var standing: [Annotation] {
        let superseded = Set(annotations.compactMap(\.supersedes))
        return annotations.filter { $0.action == .submit && !superseded.contains($0.id) }
    }
}
