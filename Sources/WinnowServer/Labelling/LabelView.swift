internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the label page shows.
struct LabelView: Sendable {
    let queue: Queue
    /// What went wrong with what was asked before.
    var notice: String?
    /// An answer that is opened to be changed.
    var change: Decision?
    var explanation: ExplanationDocument?
    /// Why there is no explanation.
    var explanationProblem: String?

    private let identity: Identity
    private let place: LabelPagePlace
    private let progress: QueueState.Progress
    private let model: ModelVersion?
    private let decisions: [Decision]
    private let labelKeys: [Character?]

    static let decisionCount = 10
    /// With more labels than this, one searches for them.
    private static let filterCount = 16

    init(_ loop: QueueLoops.Loop, of identity: Identity, at place: LabelPagePlace, parts: ServerParts) async throws {
        queue = await loop.scheduler.queue
        self.identity = identity
        self.place = place
        progress = await loop.scheduler.progress
        model = try await parts.store.promotedModel(of: queue.id)
        decisions = try await parts.store.decisions(
            in: queue.id,
            of: identity.account.id,
            limit: Self.decisionCount
        )
        labelKeys = LabelKeys.all(of: queue.definition)
    }

    private var isMultilabel: Bool { queue.definition.task == .multilabel }
    private var preferences: Preferences { identity.account.preferences }

    func values(_ reply: ClaimReply) throws -> [String: Any?] {
        var values: [String: Any?] = [
            "queue": queue.name, "desk": place.desk, "isMultilabel": isMultilabel, "labels": labels,
            "hasFilter": labels.count > Self.filterCount,
            "guidelines": queue.definition.guidelines.isEmpty ? [] : [["text": queue.definition.guidelines]],
            "finished": progress.finishedCount.grouped, "items": progress.itemCount.grouped,
            "share": progress.percent,
            "model": model?.line ?? "no model yet", "decisions": decisions.map(decision),
            "hasDecisions": !decisions.isEmpty, "revise": revise,
            "isFinished": change == nil && reply.state == .finished,
            "isWaiting": change == nil && reply.state == .waiting, "script": try script(reply),
            "hasSuggestions": queue.definition.assignment.suggest > 0,
            "notice": notice.map { "\($0.capitalizedFirst)." },
            "explanationProblem": explanationProblem.map { "\($0.capitalizedFirst)." },
        ]
        values.merge(QueueTabs.values(queue, at: .label, for: identity)) { $1 }
        values.merge(keys) { $1 }
        if let change {
            values["change"] = ["annotation": change.annotation.id.rawValue, "address": place.address(in: queue.name)]
            values["note"] = change.annotation.judgement.note
            values["item"] = item(ItemDocument(change.item, queue: queue), revision: queue.revision)
        } else if let first = reply.assignments.first {
            values.merge(assigned(first)) { $1 }
        }
        return values
    }

    private func assigned(_ assignment: AssignmentDocument) -> [String: Any?] {
        var item = item(assignment.item, revision: assignment.revision)
        item["assignment"] = assignment.id
        // One key for each time that the page is shown: a form that is sent twice is one answer.
        item["key"] = "form-\(assignment.id)-\(Secret().text.prefix(12))"
        item["why"] = assignment.why.map { ["term": $0.term, "text": $0.text] }
        var values: [String: Any?] = ["suggestion": assignment.suggestion.map(suggestion)]
        if let explanation {
            item["isExplained"] = true
            item["pieces"] = explanation.pieces.map { ["text": $0.text, "strength": $0.strength] as [String: Any] }
            values["isExplained"] = true
            values["explanation"] = explanation.summary
        }
        values["item"] = item
        return values
    }

    private func item(_ item: ItemDocument, revision: Int) -> [String: Any] {
        // A revised text's id says that it is one, which whoever labels it blindly is not to know.
        let heading = item.id.contains("~") ? "Item" : "Item \(item.id)"
        return ["text": item.text, "id": item.id, "heading": heading, "revision": revision]
    }

    /// Where the text of the last answer is edited; nil where pairs are not asked for.
    private var revise: [String: String]? {
        guard !isMultilabel else { return nil }
        let back = place.address(in: queue.name).formEscaped
        let last = decisions.first.map { "annotation=\($0.annotation.id)&" } ?? ""
        return ["address": "\(WritingPlace.path(queue.name))?\(last)back=\(back)"]
    }

    private func suggestion(_ parts: [LabelProbability]) -> String {
        let words = parts.map { "\($0.label) (\((100 * $0.probability).fixed(0)) %)" }
        return "The model suggests \(words.isEmpty ? "none of them" : words.joined(separator: ", "))."
    }

    private var labels: [[String: Any]] {
        zip(queue.definition.labels, labelKeys).map { label, key in
            let values: [String: Any?] = [
                "name": label.name, "key": preferences.areKeysOn ? key.map(String.init) : nil,
                "description": label.description,
                "isChosen": change?.annotation.judgement.present.contains { queue.label($0)?.name == label.name },
            ]
            return values.compactMapValues(\.self)
        }
    }

    /// The keys of the actions, on the buttons and in the list.
    private var keys: [String: Any?] {
        let keys = preferences.areKeysOn ? PageAction.keys(preferences, labelKeys: labelKeys) : [:]
        var values: [String: Any?] = ["areKeysOn": preferences.areKeysOn]
        for (action, key) in keys { values["key\(action.rawValue.capitalizedFirst)"] = PageAction.name(of: key) }
        values["actions"] = PageAction.allCases.filter { isMultilabel ? $0 != .revise : $0 != .submit }.compactMap {
            action in
            keys[action].map { ["key": PageAction.name(of: $0), "what": action.inWords] }
        }
        return values
    }

    private func decision(_ decision: Decision) -> [String: Any] {
        let item = ItemDocument(decision.item, queue: queue)
        return [
            "annotation": decision.annotation.id.rawValue, "text": String(item.text.prefix(120)),
            "answer": answerText(decision.annotation.judgement),
        ]
    }

    private func answerText(_ judgement: Judgement) -> String {
        guard judgement.answer == .label else { return judgement.answer.rawValue }
        let names = judgement.present.compactMap { queue.label($0)?.name }
        return names.isEmpty ? "none of them" : names.joined(separator: ", ")
    }
}

extension LabelView {
    /// What the page's modules begin with.
    private struct Beginning: Encodable {
        let queue: String
        let account: Int64
        let name: String
        let desk: String
        let revision: Int
        let isMultilabel: Bool
        let claim: ClaimReply
        let change: AnnotationDocument?
        let areKeysOn: Bool
        /// By action.
        let keys: [String: String]
        let leaseSeconds: Double
        /// After so many labels a pair is offered; missing where the queue wants none.
        let reviseEvery: Int?
    }

    private func script(_ reply: ClaimReply) throws -> String {
        let keys = PageAction.keys(preferences, labelKeys: labelKeys)
        let beginning = Beginning(
            queue: queue.name,
            account: identity.account.id.rawValue,
            name: identity.account.name,
            desk: place.desk,
            revision: queue.revision,
            isMultilabel: isMultilabel,
            claim: reply,
            change: change.map { AnnotationDocument($0, by: identity.account.name, queue: queue) },
            areKeysOn: preferences.areKeysOn,
            keys: Dictionary(keys.map { ($0.rawValue, $1) }, uniquingKeysWith: { first, _ in first }),
            leaseSeconds: Double(queue.definition.assignment.lease.components.seconds),
            reviseEvery: isMultilabel ? nil : queue.definition.counterfactuals.labelsPerPair
        )
        return String(decoding: try JSONEncoder().encode(beginning), as: UTF8.self)
    }
}
