import WinnowDomain

/// Writes Argilla's records, as its `records.from_json` reads them: nested, all members there, responses with their states.
struct ArgillaWriting: PeerWriting {
    private let definition: QueueDefinition

    init(_ definition: QueueDefinition) {
        self.definition = definition
    }

    var isList: Bool { true }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        // What it has words for: labels that were given, and what was discarded.
        let said = item.annotations.filter { $0.answer == .label && !$0.isPartial || $0.answer == .skip }
        let responses = said.map { annotation -> JSON in
            let names = annotation.present.map { JSON.string($0) }
            let label = definition.task == .classification ? names.first ?? .null : .array(names)
            let isSkip = annotation.answer == .skip
            return .members([
                "value": isSkip ? .null : label, "user_id": .string(Self.user(annotation.annotator)),
                "status": .string(isSkip ? "discarded" : "submitted"),
            ])
        }
        let sidecar = PeerSidecar.text(item, task: definition.task, losses: &losses)
        let question = definition.item.labelField
        let row = JSON.members([
            "id": .string(item.id), "fields": .members(["text": .string(item.text(definition))]),
            "metadata": .members([PeerSidecar.key: .string(sidecar)]), "suggestions": .object([]),
            "responses": responses.isEmpty ? .object([]) : .object([JSON.Member(question, .array(responses))]),
            "vectors": .object([]),
        ])
        return [row.text]
    }

    /// Users are UUIDs there: one that is always the same for a name.
    private static func user(_ name: String?) -> String {
        let digits = Array(Digest(of: Array((name ?? "").utf8)).description.prefix(32))
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20...]]
            .map { String($0) }.joined(separator: "-")
    }
}
