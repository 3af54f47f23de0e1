import WinnowDomain

/// Reads doccano's rows: JSONL and JSON with a list of labels, tables with labels joined by `#`.
struct DoccanoReading: PeerReading {
    static let separator: Character = "#"

    private let setting: PeerSetting

    init(_ setting: PeerSetting) {
        self.setting = setting
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        var members = PeerMembers(record.members)
        let label = members.take(setting.labelField ?? "label")
        let categories = members.take("cats")
        for part in ["entities", "relations"] where members.take(part)?.elements.isEmpty == false {
            setting.notes.add(.otherResult(part))
        }
        let comments = (members.take("Comments") ?? members.take("comments"))?.names ?? []
        let sidecar = PeerSidecar(members.take(PeerSidecar.key), setting.form)
        let names = labels(label ?? categories, record.form)
        var rest = RawRecord(place: record.place, members: members.members, form: record.form)
        if let item = sidecar?.item(making: members.value("text")?.scalarText, setting.form) {
            (rest.members, rest.form) = (item, .json)
        }
        if let sidecar, Set(sidecar.doccanoLabels.map { ExactText($0) }) == Set(names.map { ExactText($0) }) {
            return [PeerRecord(rest: rest, annotations: sidecar.annotations)]
        }
        // A text that nobody has labelled has an empty list.
        var annotation = names.isEmpty ? nil : try setting.annotation(names)
        annotation?.note = comments.isEmpty ? nil : comments.joined(separator: "\n")
        if annotation == nil, !comments.isEmpty { setting.notes.add(.part("comments on texts without a label")) }
        return [PeerRecord(rest: rest, annotations: annotation.map { [$0] } ?? [])]
    }

    private func labels(_ value: JSON?, _ form: RawRecord.Form) -> [String] {
        if form == .table {
            let text = value?.scalarText ?? ""
            return text.split(separator: Self.separator, omittingEmptySubsequences: true).map { String($0) }
        }
        if let names = value?.names { return names }
        setting.notes.add(.otherResult("spans"))
        return []
    }
}

extension PeerSidecar {
    /// The labels that a row of doccano has for several answers.
    fileprivate var doccanoLabels: [String] { PeerMajority(annotations).labels ?? [] }
}
