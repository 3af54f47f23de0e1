import WinnowDomain

/// Writes a list of tasks with their annotations, as Label Studio imports it beside the configuration of `LabelStudioConfig`.
struct LabelStudioWriting: PeerWriting {
    private let control: String

    init(_ definition: QueueDefinition) {
        control = definition.item.labelField
    }

    var isList: Bool { true }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        var item = item
        let meta = item.takeMeta()
        var task = [JSON.Member("data", .object(item.members))]
        if !meta.isEmpty { task.append(JSON.Member("meta", .object(meta))) }
        task.append(JSON.Member("annotations", .array(item.annotations.map { annotation($0, &losses) })))
        return [JSON.object(task).text]
    }

    private func annotation(_ said: IncomingAnnotation, _ losses: inout LossReport) -> JSON {
        var results: [JSON] = []
        if said.answer == .label, !said.isPartial || !said.present.isEmpty {
            results.append(result(control, "choices", said.present))
        }
        if said.answer == .unsure || said.answer == .flag {
            results.append(result(LabelStudioControls.answer, "choices", [said.answer.rawValue]))
        }
        if said.isPartial { results.append(result(LabelStudioControls.absent, "choices", said.absent)) }
        if let note = said.note { results.append(result(LabelStudioControls.note, "textarea", [note])) }
        results.append(by(said, &losses))
        var members = [
            JSON.Member("result", .array(results)), JSON.Member("was_cancelled", .boolean(said.answer == .skip)),
            // Else an import there takes it for the truth.
            JSON.Member("ground_truth", .boolean(false)),
        ]
        if let seconds = said.seconds { members.append(JSON.Member("lead_time", .real(seconds))) }
        return .object(members)
    }

    /// Who gave an answer and when: Label Studio forgets the time of what is imported, and keeps what it does not know of a result.
    private func by(_ said: IncomingAnnotation, _ losses: inout LossReport) -> JSON {
        var members = result(LabelStudioControls.annotator, "textarea", said.annotator.map { [$0] } ?? []).members
        if let at = said.at {
            if let text = at.iso8601 {
                members.append(JSON.Member(LabelStudioControls.at, .string(text)))
            } else {
                losses.add(.noTime)
            }
        }
        return .object(members)
    }

    private func result(_ name: String, _ kind: String, _ values: [String]) -> JSON {
        .members([
            "from_name": .string(name), "to_name": .string(LabelStudioControls.text), "type": .string(kind),
            "value": .members([kind == "choices" ? "choices" : "text": .array(values.map { .string($0) })]),
        ])
    }
}
