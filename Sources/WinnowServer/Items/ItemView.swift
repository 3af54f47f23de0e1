internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the template `item` is filled with.
struct ItemView: Sendable {
    /// A change that was not stored.
    struct Draft: Sendable {
        let annotator: AnnotatorID
        let answer: Judgement.Answer
        let labels: [String]
        let note: String
    }

    let queue: Queue
    let record: ItemRecord
    let text: String
    let names: [AnnotatorID: String]
    let identity: Identity
    let list: ListParameters
    var prediction: ItemPredictor.Prediction?
    var score: Float?
    var draft: Draft?
    var alike: ItemsDesk.Listing?
    /// Those of which it is the original or the revised text, newest first.
    var counterfactuals: [CounterfactualList.Entry] = []

    var values: [String: Any?] {
        let shares = prediction?.rows.first ?? []
        return [
            "id": record.item.externalID, "text": text, "facts": facts,
            "list": "/queues/\(queue.name.formEscaped)/items" + (list.text.isEmpty ? "" : "?\(list.text)"),
            "previous": record.previous.map(address), "next": record.next.map(address),
            "data": FieldRows.rows(record.item.data), "meta": record.item.meta.map(FieldRows.rows) ?? [],
            "hasMeta": record.item.meta != nil,
            "history": record.annotations.map(entry), "hasHistory": !record.annotations.isEmpty,
            "modelVersion": prediction?.modelVersion, "hasPrediction": !shares.isEmpty,
            "alike": (alike?.page.rows ?? []).compactMap(alikeRow), "hasAlike": alike?.page.rows.isEmpty == false,
            "revise": revise, "pairs": pairs, "hasPairs": !pairs.isEmpty,
            "moreAlike": "/queues/\(queue.name.formEscaped)/items?like=\(record.item.externalID.formEscaped)",
            "prediction": shares.map { share in
                [
                    "label": share.label, "percent": (100 * share.probability).fixed(1),
                    "share": Int((100 * min(max(share.probability, 0), 1)).rounded()),
                ] as [String: Any]
            },
        ]
    }

    /// Where the text is edited so that another label fits; nil where there is no label to change.
    private var revise: String? {
        let isLabelled = record.annotations.contains { record.fate(of: $0) == .stands && $0.judgement.answer == .label }
        guard queue.definition.task == .classification, isLabelled, identity.may(.label) else { return nil }
        return "\(WritingPlace.path(queue.name))?item=\(record.item.externalID.formEscaped)&back="
            + address(record.item.externalID).formEscaped
    }

    /// The counterfactuals that the item is a text of.
    private var pairs: [[String: Any]] {
        counterfactuals.map { entry in
            let one = entry.counterfactual
            let labels = [one.source, one.target].map { queue.label($0)?.name ?? "?" }
            return [
                "address": "/queues/\(queue.name.formEscaped)/counterfactuals/\(one.id)", "id": one.id.rawValue,
                "state": entry.stateInWords,
                "what": one.kind == .flip ? "\(labels[0]) to \(labels[1])" : "still \(labels[0])",
                "isRevised": one.item == record.item.id,
            ]
        }
    }

    private func alikeRow(_ row: ItemPage.Row) -> [String: Any]? {
        guard let item = alike?.items[row.item], let likeness = row.likeness else { return nil }
        let text = Excerpt(of: ItemDocument(item, queue: queue).text, nil, length: 160)
        let answers = (alike?.standing[item.id] ?? []).map { $0.judgement.words(in: queue) }
        let values: [String: Any?] = [
            "address": address(item.externalID), "text": text.parts.map(\.text).joined(),
            "percent": "\(Int((100 * likeness).rounded())) %",
            "answers": answers.isEmpty ? nil : answers.joined(separator: ", "),
        ]
        return values.compactMapValues(\.self)
    }

    private func address(_ id: String) -> String {
        ItemAddress.path(queue.name, id, adding: list.text.isEmpty ? "" : "list=\(list.text.formEscaped)")
    }

    private var facts: String {
        let isRevised = record.item.origin == .counterfactual
        let how = isRevised ? "Edited from another item" : "Imported as it is"
        var facts = ["\(how) \(record.contentAt.inWords), by event \(record.contentEvent)"]
        if record.item.isEvaluation { facts.append("set aside to measure on, never learned from") }
        if record.item.root != record.item.id {
            facts.append("\(isRevised ? "it goes back to" : "its text came before:") item number \(record.item.root)")
        }
        if let score { facts.append("score \(Double(score).fixed(3)) by the present ranking; higher teaches more") }
        return facts.joined(separator: " · ")
    }

    private func entry(_ annotation: Annotation) -> [String: Any] {
        let fate = record.fate(of: annotation)
        let assignment = annotation.assignment.flatMap { record.assignments[$0] }
        let why =
            assignment.map { WhyRows.rows($0.reason, $0.suggestion).map { ["term": $0.term, "text": $0.text] } } ?? []
        let values: [String: Any?] = [
            "number": "\(annotation.id)", "annotator": names[annotation.annotator] ?? "?",
            "editor": annotation.editor.map { names[$0] ?? "?" },
            "answer": annotation.action == .retract ? "taken back" : annotation.judgement.words(in: queue),
            "note": annotation.judgement.note, "at": annotation.at.inWords,
            "seconds": annotation.seconds.map { $0.fixed(1) }, "source": annotation.source.inWords,
            "fate": fate.inWords, "isPast": fate != .stands, "why": why, "hasWhy": !why.isEmpty,
            "edit": fate == .stands && mayChange(annotation) ? edit(annotation) : nil,
        ]
        return values.compactMapValues(\.self)
    }

    private func mayChange(_ annotation: Annotation) -> Bool {
        identity.may(annotation.annotator == identity.account.id ? .label : .review)
    }

    private func edit(_ annotation: Annotation) -> [String: Any] {
        let draft = draft.flatMap { $0.annotator == annotation.annotator ? $0 : nil }
        let answer = draft?.answer ?? annotation.judgement.answer
        let chosen = draft?.labels ?? annotation.judgement.present.compactMap { queue.label($0)?.name }
        let isOwn = annotation.annotator == identity.account.id
        return [
            "action": "/queues/\(queue.name.formEscaped)/annotations/\(annotation.id)",
            "revision": queue.revision, "listParameters": list.text, "isOpen": draft != nil,
            "answers": Judgement.Answer.allCases.map {
                ["value": $0.rawValue, "text": $0 == .label ? "labels" : $0.rawValue, "isChosen": $0 == answer]
            },
            "labels": queue.labels.map {
                [
                    "name": $0.name, "kind": queue.definition.task == .multilabel ? "checkbox" : "radio",
                    "isChosen": chosen.contains($0.name),
                ]
            },
            "draftNote": draft?.note ?? annotation.judgement.note ?? "",
            "meaning": isOwn
                ? "This is your own answer." : "It stays \(names[annotation.annotator] ?? "their")'s, changed by you.",
        ]
    }
}
