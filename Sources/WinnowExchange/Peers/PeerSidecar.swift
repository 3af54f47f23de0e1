import WinnowDomain

/// What Winnow adds to a row of a format that cannot say all of an annotation: the answers as they are, in a member that other
/// tools pass through. Read again, it goes before what the format says as long as the two agree.
struct PeerSidecar {
    static let key = "winnow"

    let annotations: [IncomingAnnotation]

    /// - Returns: nil for what is none of ours.
    init?(_ value: JSON?, _ form: RecordForm) {
        guard case .array(let rows)? = value else { return nil }
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

    /// - Parameter losses: Told of what not even this can say.
    static func value(
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
}
