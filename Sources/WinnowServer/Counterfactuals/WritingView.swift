internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the template `revise` is filled with.
struct WritingView: Sendable {
    /// An edit that was accepted, to show how small one can be.
    struct Example: Sendable {
        let source: String
        let target: String
        let pieces: [RevisedText.Piece]
    }

    /// What was sent and not stored.
    struct Typed: Sendable {
        let texts: [String: String]
        let text: String
        let reason: String?
        let refusal: CounterfactualRefusal
        let seconds: Double?

        init(
            texts: [String: String],
            reason: String?,
            refusal: CounterfactualRefusal,
            _ subject: RevisionSubject,
            _ wish: CounterfactualRequest
        ) {
            self.texts = texts
            self.reason = reason
            self.refusal = refusal
            seconds = wish.seconds
            text = subject.fields.fields.map { texts[$0.name] ?? $0.text }.joined(separator: "\n")
        }
    }

    let queue: Queue
    let identity: Identity
    let place: WritingPlace
    var subject: RevisionSubject?
    var explanation: ExplanationDocument?
    var draft: CounterfactualList.Entry?
    /// One for each label that there is one for.
    var examples: [Example] = []
    /// What was made of the item before.
    var others: [CounterfactualList.Entry] = []
    var typed: Typed?
    var stored: String?

    var values: [String: Any?] {
        var values: [String: Any?] = [
            "action": WritingPlace.path(queue.name), "back": place.back,
            "backAddress": place.back
                ?? "/queues/\(queue.name.formEscaped)/\(identity.may(.browse) ? "counterfactuals" : "label")",
            "notice": typed.map { $0.refusal.description.capitalizedFirst.withFullStop },
            "another": place.another(in: queue.name),
            "stored": stored.flatMap { Int64($0) }.map { "Stored as counterfactual \($0)." },
            "hasItem": subject != nil, "areKeysOn": identity.account.preferences.areKeysOn,
        ]
        values.merge(QueueTabs.values(queue, at: .counterfactuals, for: identity)) { $1 }
        if let subject { values.merge(writing(subject)) { $1 } }
        return values
    }

    private func writing(_ subject: RevisionSubject) -> [String: Any?] {
        let source = subject.source.flatMap { queue.label($0)?.name }
        let targets = targets(besides: source)
        let isFlip = place.kind == .flip
        return [
            "item": subject.item.externalID, "source": source, "hasLabel": source != nil,
            "original": subject.text, "targets": targets, "isFlip": isFlip,
            "invariance": !isFlip, "fields": fields(subject), "needsReason": needsReason, "reason": typed?.reason ?? "",
            "draft": draft?.counterfactual.id.rawValue, "submissionKey": "form-\(Secret().text.prefix(16))",
            "seconds": typed?.seconds?.fixed(0) ?? "0",
            "examples": examples.map { example in
                [
                    "source": example.source, "target": example.target,
                    "pieces": example.pieces.map(\.values),
                ] as [String: Any]
            },
            "hasExamples": !examples.isEmpty,
            "prediction": explanation?.summary,
            "others": others.map { entry in
                [
                    "id": entry.counterfactual.id.rawValue, "state": entry.state.rawValue,
                    "target": queue.label(entry.counterfactual.target)?.name ?? "?",
                    "address": "/queues/\(queue.name.formEscaped)/counterfactuals/\(entry.counterfactual.id)",
                ] as [String: Any]
            },
            "hasOthers": !others.isEmpty, "script": script(subject),
        ]
    }

    private var needsReason: Bool {
        typed?.refusal.findings.contains { $0.severity == .block } == true || typed?.reason?.isEmpty == false
    }

    /// The labels that the text can be made to have, each with its key.
    private func targets(besides source: String?) -> [[String: Any]] {
        let keys = LabelKeys.all(of: queue.definition)
        let others = zip(queue.definition.labels, keys).filter { $0.0.name != source }
        let wanted = place.target ?? draft.flatMap { queue.label($0.counterfactual.target)?.name }
        let chosen = others.contains { $0.0.name == wanted } ? wanted : others.count == 1 ? others[0].0.name : nil
        return others.map { label, key in
            let shown = identity.account.preferences.areKeysOn ? key.map(String.init) : nil
            let values: [String: Any?] = [
                "name": label.name, "key": shown, "description": label.description, "isChosen": label.name == chosen,
            ]
            return values.compactMapValues(\.self)
        }
    }

    private func fields(_ subject: RevisionSubject) -> [[String: Any]] {
        let drafted = draft.map { ItemFields(of: $0.counterfactual.data, template: queue.definition.item.text) }
        let isSingle = subject.fields.fields.count == 1
        return subject.fields.fields.enumerated().map { position, field in
            let text = typed?.texts[field.name] ?? drafted?[field.name] ?? field.text
            return [
                "name": field.name, "text": text, "original": field.text, "isFirst": position == 0,
                "caption": isSingle ? "The text" : field.name,
                "rows": min(18, max(3, text.unicodeScalars.count / 70 + text.split(separator: "\n").count + 1)),
            ]
        }
    }

    /// What the page's module begins with.
    private struct Beginning: Encodable {
        let queue: String
        let account: Int64
        let item: String
        let areKeysOn: Bool
    }

    private func script(_ subject: RevisionSubject) -> String? {
        let beginning = Beginning(
            queue: queue.name,
            account: identity.account.id.rawValue,
            item: subject.item.externalID,
            areKeysOn: identity.account.preferences.areKeysOn
        )
        return (try? JSONEncoder().encode(beginning)).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension RevisedText.Piece {
    /// For a template: a piece is the same, gone or new.
    var values: [String: Any] {
        ["text": text, "isGone": kind == .gone, "isNew": kind == .new, "isSame": kind == .same]
    }
}

extension String {
    /// Ready to stand alone as a sentence.
    var withFullStop: String { last.map { ".!?".contains($0) } == true ? self : self + "." }
}
