import WinnowDomain

/// Writes doccano's JSONL: a row an item, with the labels of most of its annotators.
///
/// doccano fails on rows with different members, and knows one text: whatever else an item has is in one member.
struct DoccanoWriting: PeerWriting {
    private let definition: QueueDefinition

    init(_ definition: QueueDefinition) {
        self.definition = definition
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        let labels = PeerMajority(item.annotations).labels ?? []
        let row = JSON.members([
            "id": .string(item.id), "text": .string(item.text(definition)),
            "label": .array(labels.map { .string($0) }),
            PeerSidecar.key: .string(PeerSidecar.text(item, task: definition.task, losses: &losses)),
        ])
        return [row.text]
    }
}
