import WinnowDomain

/// Reads Label Studio's tasks, as its export JSON has them and its import takes them.
///
/// - Source: Label Studio's guides to tasks and exports: `result[]` of `annotations[]`; `was_cancelled` is a skip.
struct LabelStudioReading: PeerReading {
    /// An import there writes the two times of an answer one after the other.
    private static let importSeconds = 2.0

    private let setting: PeerSetting
    /// A control of choices.
    private var question: PeerQuestion

    init(_ setting: PeerSetting) {
        self.setting = setting
        question = PeerQuestion(setting)
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        let task = JSON.object(record.members)
        guard case .object(let data)? = task["data"] else {
            // A task may be written as its data alone.
            return [PeerRecord(rest: record)]
        }
        var members = PeerMembers(data)
        if case .object(let meta)? = task["meta"] { members.addMeta(meta) }
        for _ in task["drafts"]?.elements ?? [] { setting.notes.add(.draft) }
        for _ in task["predictions"]?.elements ?? [] { setting.notes.add(.prediction) }
        var annotations: [IncomingAnnotation] = []
        for said in (task["annotations"] ?? task["completions"])?.elements ?? [] {
            guard let annotation = try annotation(said) else { continue }
            // Who answers twice means the later answer.
            if let place = annotations.firstIndex(where: { $0.annotator == annotation.annotator }) {
                annotations.remove(at: place)
                setting.notes.add(.part("earlier answers of the same annotator"))
            }
            annotations.append(annotation)
        }
        let rest = RawRecord(place: record.place, members: members.members, form: .json)
        return [PeerRecord(rest: rest, id: task["id"]?.scalarText, annotations: annotations)]
    }

    private mutating func annotation(_ said: JSON) throws(Refusal) -> IncomingAnnotation? {
        var results = LabelStudioResults()
        for result in said["result"]?.elements ?? [] { add(result, to: &results) }
        var annotation: IncomingAnnotation?
        if said["was_cancelled"] == .boolean(true) {
            annotation = IncomingAnnotation(answer: .skip)
        } else if let answer = results.answer {
            annotation = IncomingAnnotation(answer: answer)
        } else if let absent = results.absent {
            annotation = IncomingAnnotation(present: results.choices ?? [], absent: absent, isPartial: true)
        } else if results.choices != nil || !results.hasOther {
            annotation = try setting.annotation(results.choices ?? [])
        }
        let annotator = results.annotator ?? IncomingAnnotation.annotator(said["completed_by"], tool: "label-studio")
        annotation?.annotator = annotator
        annotation?.note = results.note
        // What was changed there after it came from here has the time of the change.
        let (created, updated) = (said["created_at"]?.moment, said["updated_at"]?.moment)
        let isChanged = (updated?.seconds ?? 0) - (created?.seconds ?? 0) > Self.importSeconds
        annotation?.at = isChanged ? updated : results.at ?? updated ?? created
        annotation?.seconds = said["lead_time"]?.number.flatMap { $0 >= 0 ? $0 : nil }
        return annotation
    }

    private mutating func add(_ result: JSON, to results: inout LabelStudioResults) {
        let (name, kind) = (result["from_name"]?.scalarText ?? "", result["type"]?.scalarText ?? "")
        let value = result["value"]
        let texts = (value?["choices"] ?? value?["text"])?.names ?? []
        switch name {
        case LabelStudioControls.answer: results.answer = texts.first.flatMap { Judgement.Answer(rawValue: $0) }
        case LabelStudioControls.absent: results.absent = texts
        case LabelStudioControls.note: results.note = texts.joined(separator: "\n")
        case LabelStudioControls.annotator:
            results.annotator = texts.first
            results.at = result[LabelStudioControls.at]?.moment
        case _ where kind != "choices":
            results.hasOther = true
            setting.notes.add(.otherResult(kind))
        case _ where question.isAsked(name):
            results.choices = (results.choices ?? []) + texts
        default:
            results.hasOther = true
        }
    }
}

/// What the results of one annotation say.
private struct LabelStudioResults {
    /// nil without a result of the control of the labels.
    var choices: [String]?
    var answer: Judgement.Answer?
    var absent: [String]?
    var note: String?
    var annotator: String?
    var at: Moment?
    /// Whether there are results that are not read.
    var hasOther = false
}
