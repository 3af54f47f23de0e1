import WinnowDomain

/// Writes Prodigy's rows: a choice for each annotation, a row for each label of a partial one, and what nobody has labelled as a
/// task to be done.
struct ProdigyWriting: PeerWriting {
    private static let own = [
        "label", "answer", "accept", "options", "config", "spans", "relations", "_view_id", "_annotator_id",
        "_session_id",
        "_timestamp", PeerSidecar.key,
    ]

    private let options: JSON
    private let style: JSON
    private let task: QueueDefinition.Task

    init(_ definition: QueueDefinition) {
        task = definition.task
        options = .array(
            definition.labels.map { .members(["id": .string($0.name), "text": .string($0.name)]) }
        )
        style = .members(["choice_style": .string(task == .multilabel ? "multiple" : "single")])
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        var item = item
        item.reserve(Self.own, losses: &losses)
        let meta = item.takeMeta()
        let hashes = meta.filter { ProdigyReading.hashes.contains($0.key) }
        let rest = meta.filter { !ProdigyReading.hashes.contains($0.key) }
        if !rest.isEmpty { item.members.append(JSON.Member("meta", .object(rest))) }
        item.members += hashes
        let choice = [JSON.Member("options", options), JSON.Member("config", style)]
        let view = [JSON.Member("_view_id", "choice")]
        guard !item.annotations.isEmpty else { return [JSON.object(item.members + choice + view).text] }
        return item.annotations.flatMap { said -> [String] in
            let sidecar = JSON.Member(PeerSidecar.key, PeerSidecar.answers([said], task: task, losses: &losses))
            let end = by(said) + [sidecar]
            if said.isPartial {
                let about = [("accept", said.present), ("reject", said.absent)]
                return about.flatMap { answer, names in
                    names.map { name in
                        let own = [
                            JSON.Member("label", .string(name)), JSON.Member("answer", .string(answer)),
                            JSON.Member("_view_id", "classification"),
                        ]
                        return JSON.object(item.members + own + end).text
                    }
                }
            }
            let own =
                choice + [
                    JSON.Member("accept", .array(said.present.map { .string($0) })),
                    JSON.Member("answer", .string(said.answer.prodigy)),
                ]
            return [JSON.object(item.members + own + view + end).text]
        }
    }

    private func by(_ said: IncomingAnnotation) -> [JSON.Member] {
        var members: [JSON.Member] = []
        if let name = said.annotator {
            members += [JSON.Member("_annotator_id", .string(name)), JSON.Member("_session_id", .string(name))]
        }
        if let at = said.at, let seconds = Int64(exactly: at.seconds.rounded(.down)) {
            members.append(JSON.Member("_timestamp", .number("\(seconds)")))
        }
        return members
    }
}

extension Judgement.Answer {
    /// What Prodigy says to it.
    fileprivate var prodigy: String {
        switch self {
        case .label: "accept"
        case .skip, .unsure: "ignore"
        case .flag: "reject"
        }
    }
}
