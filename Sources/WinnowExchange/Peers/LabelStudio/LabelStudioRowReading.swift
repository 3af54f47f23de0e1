import WinnowDomain

/// Reads Label Studio's flat rows, one for each annotation: JSON_MIN, CSV and TSV.
struct LabelStudioRowReading: PeerReading {
    private static let own = ["annotation_id", "annotator", "created_at", "updated_at", "lead_time"]

    private let setting: PeerSetting

    init(_ setting: PeerSetting) {
        self.setting = setting
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        var members = PeerMembers(record.members)
        let own = Self.own.reduce(into: [String: JSON]()) { $0[$1] = members.take($1) }
        var extra: [String: [String]] = [:]
        for name in LabelStudioControls.all { extra[name] = members.take(name).flatMap { Self.names($0) } }
        let labels = try labels(&members)
        var annotation: IncomingAnnotation?
        if own["annotation_id"]?.scalarText?.nilIfEmpty == nil {
            // Nobody has answered.
        } else if let answer = extra[LabelStudioControls.answer]?.first.flatMap({ Judgement.Answer(rawValue: $0) }) {
            annotation = IncomingAnnotation(answer: answer)
        } else if let absent = extra[LabelStudioControls.absent], !absent.isEmpty {
            annotation = IncomingAnnotation(present: labels ?? [], absent: absent, isPartial: true)
        } else if let labels {
            annotation = try setting.annotation(labels)
        } else {
            setting.notes.add(.noChoice)
        }
        annotation?.annotator =
            extra[LabelStudioControls.annotator]?.first
            ?? IncomingAnnotation.annotator(own["annotator"], tool: "label-studio")
        annotation?.note = extra[LabelStudioControls.note]?.joined(separator: "\n").nilIfEmpty
        annotation?.at = (own["updated_at"] ?? own["created_at"])?.moment
        annotation?.seconds = own["lead_time"]?.number.flatMap { $0 >= 0 ? $0 : nil }
        let rest = RawRecord(place: record.place, members: members.members, form: record.form)
        return [PeerRecord(rest: rest, annotations: annotation.map { [$0] } ?? [])]
    }

    /// What stands in the column of the labels; nil where it is not there.
    private func labels(_ members: inout PeerMembers) throws(Refusal) -> [String]? {
        let name = setting.labelField ?? setting.form.labelField
        guard let value = members.take(name) else { return nil }
        guard let names = Self.names(value) else {
            throw Refusal(
                "`\(name)` is \(value.kindName) and no choice; --label names the control whose labels are read"
            )
        }
        return names
    }

    /// One choice is a string, several are an object with a list, in a table as text.
    private static func names(_ value: JSON) -> [String]? {
        if let choices = value["choices"] ?? value["text"] { return choices.names }
        if case .string(let text) = value, text.hasPrefix("{") || text.hasPrefix("["),
            let read = try? JSONReader.read(text)
        {
            return (read["choices"] ?? read["text"] ?? read).names
        }
        return value.names
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
