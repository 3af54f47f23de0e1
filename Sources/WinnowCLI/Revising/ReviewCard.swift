internal import WinnowDomain
internal import WinnowEngine

/// A pair as a reviewer reads it.
struct ReviewCard: Sendable {
    let queue: Queue
    let entry: CounterfactualList.Entry
    /// The item that was edited.
    let parent: Item
    let names: [AnnotatorID: String]

    private var one: Counterfactual { entry.counterfactual }

    func lines(width: Int, arrow: String) -> [StyledLine] {
        let head = "Counterfactual \(one.id), \(entry.state.rawValue), of the item \(parent.externalID), by \(author)"
        let step =
            one.kind == .flip
            ? "\(label(one.source)) \(arrow) \(label(one.target))" : "still \(label(one.target)): an invariance"
        var lines = [StyledLine()] + RevisionWords.wrapped(head, .bold, width: width)
        lines += RevisionWords.wrapped(step, .bold, width: width) + [StyledLine()]
        lines += WordDiff.lines(RevisedText.pieces(of: one.edit, on: parent, in: queue), width: width) + [StyledLine()]
        let fields = ItemFields(of: one.data, template: queue.definition.item.text).fields
        let texts = Dictionary(fields.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        lines += RevisionWords.remarks(RevisedText(texts, of: parent, in: queue), width: width)
        return lines + remarks.flatMap { RevisionWords.wrapped($0, width: width) }
    }

    /// What people said of it.
    private var remarks: [String] {
        let override = one.overrideReason.map { ["Why it is so much: \($0)"] } ?? []
        return override
            + entry.annotations.map { "Labelled blindly: \($0.judgement.words(in: queue)), by \(name($0.annotator))" }
    }

    private func label(_ id: LabelID) -> String { queue.label(id)?.name ?? "?" }

    private func name(_ annotator: AnnotatorID) -> String { names[annotator] ?? "?" }

    private var author: String {
        switch one.author {
        case .annotator(let id): name(id)
        case .generator(let origin): origin.id
        }
    }
}

extension Judgement {
    /// An answer to an item that has one label.
    fileprivate func words(in queue: Queue) -> String {
        guard answer == .label else { return answer.rawValue }
        let given = present.compactMap { queue.label($0)?.name }
        return (given + absent.compactMap { queue.label($0).map { "not \($0.name)" } }).joined(separator: ", ")
    }
}
