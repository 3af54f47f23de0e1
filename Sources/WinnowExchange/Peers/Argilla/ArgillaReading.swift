import WinnowDomain

/// Reads Argilla's records, flat as `to_list(flatten=True)` and the hub have them, or nested.
///
/// Of a question's columns `.responses`, `.responses.users` and `.responses.status` the places belong together; only what was
/// submitted counts.
struct ArgillaReading: PeerReading {
    private let setting: PeerSetting
    private var question: PeerQuestion

    init(_ setting: PeerSetting) {
        self.setting = setting
        question = PeerQuestion(setting)
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        let members = JSON.object(record.members)
        if case .object(let fields)? = members["fields"] { return [try nested(record, members, fields)] }
        return [try flat(record)]
    }

    private mutating func nested(
        _ record: RawRecord,
        _ members: JSON,
        _ fields: [JSON.Member]
    ) throws(Refusal) -> PeerRecord {
        var data = PeerMembers(fields)
        data.addMeta(members["metadata"]?.members ?? [])
        let sidecar = sidecar(&data)
        if members["suggestions"]?.members.isEmpty == false { setting.notes.add(.prediction) }
        if members["vectors"]?.members.isEmpty == false { setting.notes.add(.part("vectors")) }
        var annotations: [IncomingAnnotation] = []
        for member in members["responses"]?.members ?? [] where question.isAsked(member.key) {
            for response in member.value.elements {
                // Its nested export has no states; only what was discarded has no value there.
                let state = response["status"]?.scalarText
                let status = state ?? (response["value"] == .null ? "discarded" : "submitted")
                if let said = try annotation(response["value"], status, response["user_id"]) {
                    annotations.append(said)
                }
            }
        }
        return PeerRecord(
            rest: rest(data, sidecar, record.place),
            id: members["id"]?.scalarText,
            annotations: agreed(annotations, sidecar)
        )
    }

    private mutating func flat(_ record: RawRecord) throws(Refusal) -> PeerRecord {
        var members = PeerMembers(record.members)
        var annotations: [IncomingAnnotation] = []
        let questions = record.members.map(\.key).filter { $0.hasSuffix(".responses") }.map { String($0.dropLast(10)) }
        for name in questions {
            let values = members.take("\(name).responses")?.elements ?? []
            let users = members.take("\(name).responses.users")?.elements ?? []
            let states = members.take("\(name).responses.status")?.elements ?? []
            guard question.isAsked(name) else { continue }
            for (place, value) in values.enumerated() {
                let status = states.indices.contains(place) ? states[place].scalarText ?? "submitted" : "submitted"
                let user = users.indices.contains(place) ? users[place] : nil
                if let said = try annotation(value, status, user) { annotations.append(said) }
            }
        }
        for name in questions where members.take("\(name).suggestion").map({ $0 != .null }) == true {
            setting.notes.add(.prediction)
        }
        members.removeAll { key in questions.contains { key.hasPrefix("\($0).suggestion") } }
        let sidecar = sidecar(&members)
        return PeerRecord(rest: rest(members, sidecar, record.place), annotations: agreed(annotations, sidecar))
    }

    private func rest(_ members: PeerMembers, _ sidecar: PeerSidecar?, _ place: Place) -> RawRecord {
        let item = sidecar?.item(making: members.value("text")?.scalarText, setting.form)
        return RawRecord(place: place, members: item ?? members.members, form: .json)
    }

    private func sidecar(_ members: inout PeerMembers) -> PeerSidecar? {
        PeerSidecar(members.take(PeerSidecar.key) ?? members.takeMeta(PeerSidecar.key), setting.form)
    }

    private func agreed(_ annotations: [IncomingAnnotation], _ sidecar: PeerSidecar?) -> [IncomingAnnotation] {
        guard let sidecar, sidecar.annotations.count >= annotations.count else { return annotations }
        let told = sidecar.annotations.filter { $0.answer == .label && !$0.isPartial || $0.answer == .skip }
        let isSame = told.elementsEqual(annotations) { $0.answer == $1.answer && $0.present == $1.present }
        return isSame ? sidecar.annotations : annotations
    }

    private func annotation(_ value: JSON?, _ status: String, _ user: JSON?) throws(Refusal) -> IncomingAnnotation? {
        var annotation: IncomingAnnotation?
        switch status {
        case "submitted":
            guard let names = (value?["value"] ?? value)?.names else {
                setting.notes.add(.otherResult("of another shape"))
                return nil
            }
            annotation = try setting.annotation(names)
        case "discarded": annotation = IncomingAnnotation(answer: .skip)
        default: setting.notes.add(.draft)
        }
        annotation?.annotator = IncomingAnnotation.annotator(user, tool: "argilla")
        return annotation
    }
}

extension PeerMembers {
    /// Takes a member out of the object `meta`.
    mutating func takeMeta(_ key: String) -> JSON? {
        guard case .object(let meta)? = take("meta") else { return nil }
        var inner = PeerMembers(meta)
        let value = inner.take(key)
        if !inner.members.isEmpty { addMeta(inner.members) }
        return value
    }
}
