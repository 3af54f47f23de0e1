internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Reads what belongs to some counterfactuals: their texts, and the names of people.
struct CounterfactualReader: Sendable {
    let queue: Queue
    private let items: [ItemID: Item]
    private let names: [AnnotatorID: String]

    init(_ entries: [CounterfactualList.Entry], of queue: Queue, store: any ServerParts.Store) async throws {
        self.queue = queue
        let ids = entries.flatMap { [$0.counterfactual.parent] + ($0.counterfactual.item.map { [$0] } ?? []) }
        let read = try await store.items(Array(Set(ids)).sorted())
        items = Dictionary(read.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        names = try await store.annotatorNames()
    }

    func name(_ annotator: AnnotatorID?) -> String? { annotator.map { names[$0] ?? "?" } }

    func label(_ id: LabelID) -> String { queue.label(id)?.name ?? "?" }

    /// Who wrote it, or what.
    func author(of one: Counterfactual) -> String {
        switch one.author {
        case .annotator(let id): names[id] ?? "?"
        case .generator(let generator): generator.id
        }
    }

    /// The id of the item that the revised text is.
    func revisedID(of one: Counterfactual) -> String? { one.item.flatMap { items[$0]?.externalID } }

    func parent(of one: Counterfactual) -> Item? { items[one.parent] }

    func text(of data: JSON?) -> String { data.flatMap { try? queue.definition.item.text.text(of: $0) } ?? "" }

    /// The original and the revised text, word by word.
    func pieces(of one: Counterfactual) -> [RevisedText.Piece] {
        parent(of: one).map { RevisedText.pieces(of: one.edit, on: $0, in: queue) } ?? []
    }

    func document(_ entry: CounterfactualList.Entry) -> CounterfactualDocument {
        let one = entry.counterfactual
        var generator: CounterfactualDocument.Generator?
        if case .generator(let made) = one.author {
            generator = CounterfactualDocument.Generator(
                id: made.id,
                settings: made.settings,
                seed: made.seed,
                before: made.view?.before,
                after: made.view?.after
            )
        }
        return CounterfactualDocument(
            id: one.id.rawValue,
            state: entry.state,
            kind: one.kind,
            item: parent(of: one)?.externalID ?? "",
            text: text(of: parent(of: one)?.data),
            label: label(one.source),
            revisedItem: revisedID(of: one),
            revisedText: text(of: one.data),
            target: label(one.target),
            author: name(one.writer),
            generator: generator,
            draft: one.draft?.rawValue,
            seconds: one.seconds,
            overrideReason: one.overrideReason,
            distance: one.edit.distance,
            tokenCount: one.edit.tokenCount,
            segmentCount: one.edit.segmentCount,
            replacements: one.edit.replacements,
            blindLabels: entry.annotations.map { $0.judgement.words(in: queue) },
            steps: entry.record.steps.map { step in
                CounterfactualDocument.Step(
                    action: step.action,
                    annotator: name(step.annotator),
                    reason: step.reason,
                    at: step.at.seconds
                )
            },
            at: one.at.seconds,
            event: one.event
        )
    }
}
