import WinnowDomain

/// Writes Argilla's flat records: a row an item, with responses, their users and their states in columns of the question.
struct ArgillaWriting: PeerWriting {
    private let task: QueueDefinition.Task
    private let question: String

    init(_ definition: QueueDefinition) {
        task = definition.task
        question = definition.item.labelField
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        var item = item
        let columns = ["\(question).responses", "\(question).responses.users", "\(question).responses.status"]
        item.reserve(columns + [PeerSidecar.key], losses: &losses)
        // What it has words for: labels that were given, and what was discarded.
        let said = item.annotations.filter { $0.answer == .label && !$0.isPartial || $0.answer == .skip }
        let values = said.map { annotation -> JSON in
            if annotation.answer == .skip { return .null }
            let names = annotation.present.map { JSON.string($0) }
            return task == .classification ? names.first ?? .null : .array(names)
        }
        let users = said.map { $0.annotator.map { JSON.string($0) } ?? .null }
        let states = said.map { JSON.string($0.answer == .skip ? "discarded" : "submitted") }
        item.members += zip(columns, [values, users, states]).map { JSON.Member($0, .array($1)) }
        if !item.annotations.isEmpty {
            let sidecar = PeerSidecar.value(item.annotations, task: task, losses: &losses)
            item.members.append(JSON.Member(PeerSidecar.key, .string(sidecar.text)))
        }
        return [JSON.object(item.members).text]
    }
}
