import WinnowDomain

/// Writes doccano's JSONL: a row an item, with the labels of most of its annotators.
struct DoccanoWriting: PeerWriting {
    private static let own = ["label", "Comments", "entities", "relations", "cats", PeerSidecar.key]

    private let task: QueueDefinition.Task

    init(_ definition: QueueDefinition) {
        task = definition.task
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        var item = item
        item.reserve(Self.own, losses: &losses)
        let labels = PeerMajority(item.annotations).labels ?? []
        let notes = item.annotations.compactMap(\.note)
        item.members += [
            JSON.Member("label", .array(labels.map { .string($0) })),
            JSON.Member("Comments", .array(notes.map { .string($0) })),
        ]
        if !item.annotations.isEmpty {
            let sidecar = PeerSidecar.value(item.annotations, task: task, losses: &losses)
            item.members.append(JSON.Member(PeerSidecar.key, sidecar))
        }
        return [JSON.object(item.members).text]
    }
}
