internal import WinnowDomain

/// Makes records of a queue of the rows that files of pairs have.
struct PairRows: Sendable {
    static let groupFields = ["pair_id", "batch_id", "root_id"]
    static let roleFields = ["kind", "role"]

    private let form: RecordForm
    private let mapper: RecordMapper

    init(_ form: RecordForm) {
        self.form = form
        mapper = RecordMapper(form: form)
    }

    /// Whether a row has an id of its own.
    func isNamed(_ record: RawRecord) -> Bool { record.text(form.idField) != nil }

    /// A row that is one text of a pair.
    func member(_ record: RawRecord) -> MappedRecord {
        let strange = Set(Self.groupFields + Self.roleFields)
        var members = record.members.filter { !strange.contains($0.key) || form.isShown($0.key) }
        let fields = form.template.fields
        for (from, to) in [("Text", fields.first), ("Sentiment", form.labelField)] {
            guard let to, !members.contains(where: { $0.key.isExactly(to) }),
                let place = members.firstIndex(where: { $0.key.isExactly(from) })
            else { continue }
            members[place].key = to
        }
        return mapper.map(RawRecord(place: record.place, members: members, form: record.form))
    }

    /// A row that is a whole pair.
    func pair(_ record: RawRecord) -> PairOutcome {
        guard let field = form.template.fields.first, Set(form.template.fields).count == 1 else {
            let reason =
                "the queue's text is made of several fields, and this row has one; write a row a text, with `pair_id` and `kind`"
            return .rejected(RejectedRecord(place: record.place, reason: reason))
        }
        func text(_ name: String, _ label: [String], _ id: String?) -> MappedRecord {
            var members = [JSON.Member(field, record.value(name) ?? .null)]
            members.append(JSON.Member(form.labelField, label.lazy.compactMap { record.value($0) }.first ?? .null))
            if let id { members.append(JSON.Member(form.idField, .string(id))) }
            return mapper.map(RawRecord(place: record.place, members: members, form: record.form))
        }
        let id = record.text("instance_id") ?? record.text("item")
        var state = CounterfactualState.accepted
        if let name = record.text("state") {
            guard let known = CounterfactualState(rawValue: name) else {
                let states = CounterfactualState.allCases.map(\.rawValue).joined(separator: ", ")
                let reason = "the state is \"\(name)\"; it can be \(states)"
                return .rejected(RejectedRecord(place: record.place, reason: reason))
            }
            state = known
        }
        switch (
            text("original_text", ["original_label"], id),
            text("counterfactual_text", ["counterfactual_label", "target_label"], nil)
        ) {
        case (.rejected(let rejected), _), (_, .rejected(let rejected)): return .rejected(rejected)
        case (.record(let original), .record(let revised)):
            return .pair(
                PairRecord(
                    place: record.place,
                    original: original,
                    revised: revised,
                    isNamed: id != nil,
                    annotator: record.text("annotator"),
                    seconds: record.text("seconds").flatMap { Double($0) },
                    state: state,
                    reason: record.reason,
                    generator: record.value("generator").flatMap { DraftOrigin($0) }
                )
            )
        }
    }
}

extension PairRecord {
    /// Of two rows; what is said of the revised one is said of the pair.
    init(_ original: IncomingRecord, _ revised: IncomingRecord, isNamed: Bool) {
        self.init(
            place: revised.place,
            original: original,
            revised: revised,
            isNamed: isNamed,
            annotator: revised.annotation?.annotator,
            seconds: revised.annotation?.seconds
        )
    }
}

extension RawRecord {
    func value(_ name: String) -> JSON? { members.first { $0.key.isExactly(name) }?.value }

    /// The text of a member; nil for one that is missing or empty.
    func text(_ name: String) -> String? {
        value(name)?.scalarText.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What the last decision says, as an export has it.
    fileprivate var reason: String? {
        guard case .array(let decisions)? = value("decisions"), case .string(let text)? = decisions.last?["reason"]
        else {
            return nil
        }
        return text
    }
}

extension DraftOrigin {
    /// - Returns: nil for what is no generator as an export has it.
    fileprivate init?(_ json: JSON) {
        guard case .string(let id)? = json["id"], !id.isEmpty else { return nil }
        var settings: [String: String] = [:]
        if case .object(let members)? = json["settings"] {
            for member in members { settings[member.key] = member.value.scalarText }
        }
        self.init(id: id, settings: settings, seed: json["seed"]?.scalarText.flatMap { UInt64($0) })
    }
}
