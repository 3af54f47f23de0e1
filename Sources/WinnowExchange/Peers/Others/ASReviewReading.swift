import WinnowDomain

/// Reads ASReview's tables of publications: 1 is `relevant`, 0 is `irrelevant`, and what is empty has not been judged.
struct ASReviewReading: PeerReading {
    static let (relevant, irrelevant) = ("relevant", "irrelevant")

    private let setting: PeerSetting

    init(_ setting: PeerSetting) {
        self.setting = setting
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        var members = PeerMembers(record.members)
        let label = members.take("included") ?? members.take("asreview_label")
        let (note, at) = (members.take("asreview_note"), members.take("asreview_time"))
        let name = members.take("asreview_user_name")
        let mail = members.take("asreview_user_email")
        var annotation: IncomingAnnotation?
        switch label?.scalarText ?? "" {
        case "1", "1.0": annotation = try setting.annotation([Self.relevant])
        case "0", "0.0": annotation = try setting.annotation([Self.irrelevant])
        case "", "-1", "-1.0": break
        case let text: throw Refusal("asreview_label is `\(text)`; it can be 1, 0 or empty")
        }
        annotation?.note = note?.scalarText?.nilIfEmpty
        annotation?.at = at?.moment
        annotation?.annotator =
            IncomingAnnotation.annotator(mail, tool: "asreview") ?? IncomingAnnotation.annotator(name, tool: "asreview")
        let rest = RawRecord(place: record.place, members: members.members, form: record.form)
        let id = members.value("record_id")?.scalarText
        return [PeerRecord(rest: rest, id: id, annotations: annotation.map { [$0] } ?? [])]
    }
}
