internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the label page shows around the item.
struct LabelView: Sendable {
    let queue: Queue
    private let identity: Identity
    private let desk: String
    private let progress: QueueState.Progress
    private let model: ModelVersion?
    private let decisions: [Decision]

    static let decisionCount = 10

    init(_ loop: QueueLoops.Loop, of identity: Identity, desk: String, parts: ServerParts) async throws {
        queue = await loop.scheduler.queue
        self.identity = identity
        self.desk = desk
        progress = await loop.scheduler.progress
        model = try await parts.store.promotedModel(of: queue.id)
        decisions = try await parts.store.decisions(
            in: queue.id,
            of: identity.account.id,
            limit: Self.decisionCount
        )
    }

    func values(_ reply: ClaimReply, notice: String?) throws -> [String: Any] {
        let isMultilabel = queue.definition.task == .multilabel
        var values: [String: Any] = [
            "queue": queue.name, "desk": desk,
            "isMultilabel": isMultilabel, "labels": labels,
            "guidelines": queue.definition.guidelines.isEmpty ? [] : [["text": queue.definition.guidelines]],
            "finished": progress.finishedCount.grouped, "items": progress.itemCount.grouped,
            "share": progress.percent,
            "model": model?.line ?? "no model yet", "decisions": decisions.map(decision),
            "hasDecisions": !decisions.isEmpty, "isFinished": reply.state == .finished,
            "isWaiting": reply.state == .waiting, "script": try script(reply),
        ]
        values.merge(QueueTabs.values(queue, at: .label, for: identity)) { $1 }
        if let notice { values["notice"] = notice.capitalizedFirst + "." }
        if let first = reply.assignments.first {
            values["item"] =
                [
                    "text": first.item.text, "id": first.item.id, "assignment": first.id, "revision": first.revision,
                    // One key for each time that the page is shown: a form that is sent twice is one answer.
                    "key": "form-\(first.id)-\(Secret().text.prefix(12))",
                    "why": WhyRows.rows(first.reason).map { ["term": $0.term, "text": $0.text] },
                ] as [String: Any]
        }
        return values
    }

    private var labels: [[String: Any]] {
        zip(queue.definition.labels, LabelKeys.all(of: queue.definition)).map { label, key in
            let values: [String: Any?] = [
                "name": label.name, "key": key.map(String.init), "description": label.description,
            ]
            return values.compactMapValues(\.self)
        }
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

    /// What the page's modules begin with.
    private func script(_ reply: ClaimReply) throws -> String {
        struct Beginning: Encodable {
            let queue: String
            let account: Int64
            let desk: String
            let isMultilabel: Bool
            let claim: ClaimReply
            let preferences: Preferences
            let finished: Int
            let items: Int
            let leaseSeconds: Double
        }
        let lease = queue.definition.assignment.lease.components
        let data = try JSONEncoder().encode(
            Beginning(
                queue: queue.name,
                account: identity.account.id.rawValue,
                desk: desk,
                isMultilabel: queue.definition.task == .multilabel,
                claim: reply,
                preferences: identity.account.preferences,
                finished: progress.finishedCount,
                items: progress.itemCount,
                leaseSeconds: Double(lease.seconds)
            )
        )
        return String(decoding: data, as: UTF8.self)
    }
}
