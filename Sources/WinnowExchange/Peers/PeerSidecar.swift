import WinnowDomain

/// What Winnow adds to a row of a format that cannot say all of an item and its answers: both as they are, in a member that
/// other tools pass through. Read again, it goes before what the format says as long as the two agree.
struct PeerSidecar {
    static let key = "winnow"

    let annotations: [IncomingAnnotation]
    /// The item's own members, where the format has room for its text alone.
    private(set) var item: [JSON.Member]?

    /// - Parameter value: A list of answers, or an object with them and the item, as text where the tool knows no objects.
    /// - Returns: nil for what is none of ours.
    init?(_ value: JSON?, _ form: RecordForm) {
        var value = value
        if case .string(let text)? = value { value = try? JSONReader.read(text) }
        if case .object(let item)? = value?["item"] { self.item = item }
        guard case .array(let rows)? = value?["answers"] ?? value else { return nil }
        let mapper = RecordMapper(form: form)
        var annotations: [IncomingAnnotation] = []
        for row in rows {
            guard case .object(var members) = row else { return nil }
            let label = members.firstIndex { $0.key == "label" }.map { members.remove(at: $0).value }
            guard let read = try? mapper.annotation(label: label, members: members, form: .json) else { return nil }
            annotations.append(read)
        }
        self.annotations = annotations
    }

    /// The item's members, if they still make the text that the tool has.
    func item(making text: String?, _ form: RecordForm) -> [JSON.Member]? {
        guard let item, let text, let own = try? form.template.text(of: .object(item)), own.isExactly(text) else {
            return nil
        }
        return item
    }

    /// - Parameter losses: Told of what not even this can say.
    static func answers(
        _ annotations: [IncomingAnnotation],
        task: QueueDefinition.Task,
        losses: inout LossReport
    ) -> JSON {
        .array(
            annotations.map { annotation in
                let parts = RowParts(.annotation(annotation), task: task)
                for loss in parts.losses { losses.add(loss) }
                let label = parts.label.map { [JSON.Member("label", $0)] } ?? []
                return .object(label + (parts.annotation ?? []))
            }
        )
    }

    /// All of an item, as text.
    static func text(_ item: PeerItem, task: QueueDefinition.Task, losses: inout LossReport) -> String {
        JSON.members([
            "item": .object(item.members), "answers": answers(item.annotations, task: task, losses: &losses),
        ]).text
    }
}
