internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What the template `counterfactual` is filled with.
struct CounterfactualView: Sendable {
    let entry: CounterfactualList.Entry
    let reader: CounterfactualReader
    let identity: Identity
    let explanation: ExplanationDocument?
    let notice: String?

    private var one: Counterfactual { entry.counterfactual }
    private var queue: Queue { reader.queue }

    var values: [String: Any?] {
        let path = "/queues/\(queue.name.formEscaped)"
        let parent = reader.parent(of: one)?.externalID ?? ""
        return [
            "id": one.id.rawValue, "list": identity.may(.browse) ? "\(path)/counterfactuals" : nil,
            "state": entry.stateInWords.capitalizedFirst,
            "meaning": entry.state.meaning, "source": reader.label(one.source), "target": reader.label(one.target),
            "isFlip": one.kind == .flip, "pieces": reader.pieces(of: one).map(\.values),
            "by": reader.author(of: one), "edit": one.edit.inWords, "at": one.at.inWords,
            "seconds": one.seconds.map { $0.fixed(0) }, "override": one.overrideReason,
            "parent": parent, "parentAddress": ItemAddress.path(queue.name, parent),
            "revised": reader.revisedID(of: one),
            "revisedAddress": reader.revisedID(of: one).map { ItemAddress.path(queue.name, $0) },
            "blind": entry.annotations.map { annotation in
                ["by": reader.name(annotation.annotator) ?? "?", "answer": annotation.judgement.words(in: queue)]
            },
            "hasBlind": !entry.annotations.isEmpty, "steps": entry.record.steps.map(step),
            "hasSteps": !entry.record.steps.isEmpty, "prediction": explanation?.summary,
            "stranger": stranger,
            "notice": notice.map { $0.capitalizedFirst.withFullStop }, "action": "\(path)/counterfactuals/\(one.id)",
            "seen": entry.record.steps.count, "mayDecide": !actions.isEmpty, "actions": actions,
            "mayReject": mayReject, "anew": mayRewrite ? anew(parent) : nil,
        ]
    }

    /// What a model said of a draft that knew nothing of its root.
    private var stranger: String? {
        guard case .generator(let origin) = one.author, let view = origin.view else { return nil }
        let label = reader.label(one.target)
        return "When the draft was made, a model that knew nothing of the original gave \(label) "
            + "\(InsightText.percent(view.before)) for the original and \(InsightText.percent(view.after)) for this text."
    }

    private func step(_ step: CounterfactualStep) -> [String: Any] {
        let values: [String: Any?] = [
            "what": step.action.inWords, "by": reader.name(step.annotator) ?? "an import", "reason": step.reason,
            "at": step.at.inWords,
        ]
        return values.compactMapValues(\.self)
    }

    private var actions: [[String: String]] {
        guard identity.may(.review) else { return [] }
        let possible: [CounterfactualStep.Action] = [.validate, .accept, .reopen]
        return possible.filter { entry.record.allows($0) && !entry.isImpossible }.map {
            ["action": $0.rawValue, "name": $0.wish]
        }
    }

    private var mayReject: Bool {
        entry.record.allows(.reject)
            && (identity.may(.review) || one.writer == identity.account.id && entry.record.verdict == nil)
    }

    private var mayRewrite: Bool { entry.state == .draft && identity.may(.label) }

    private func anew(_ parent: String) -> String {
        "\(WritingPlace.path(queue.name))?item=\(parent.formEscaped)&draft=\(one.id)"
            + "&back=/queues/\(queue.name.formEscaped)/counterfactuals"
    }
}

extension CounterfactualStep.Action {
    /// What happened.
    fileprivate var inWords: String {
        switch self {
        case .validate: "written, and stood for"
        case .accept: "accepted"
        case .reject: "rejected"
        case .reopen: "the decision was taken back"
        }
    }

    /// What its button says.
    fileprivate var wish: String {
        switch self {
        case .validate: "Stand for it; somebody else labels it blindly"
        case .accept: "Accept it without asking anybody else"
        case .reject: "Reject it"
        case .reopen: "Take the decision back"
        }
    }
}
