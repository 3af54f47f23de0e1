import WinnowDomain

/// Reads Prodigy's rows. What was accepted, rejected or ignored of one label each is brought together by input and annotator, at
/// the end of the file: a reject says that the item does not have the label, and nothing of the others.
///
/// - Complexity: Keeps the rows about one label each, one item of them.
struct ProdigyReading: PeerReading {
    static let hashes = ["_input_hash", "_task_hash"]
    private static let own = [
        "answer", "accept", "options", "config", "_view_id", "_session_id", "_annotator_id", "_timestamp", "_is_binary",
    ]

    private let setting: PeerSetting
    private var kept: [String: Binary] = [:]
    private var order: [String] = []

    /// The rows about single labels of one input.
    private struct Binary {
        var record: PeerRecord
        var said: [String?: IncomingAnnotation] = [:]
        var annotators: [String?] = []
    }

    init(_ setting: PeerSetting) {
        self.setting = setting
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        var members = PeerMembers(record.members)
        let own = Self.own.reduce(into: [String: JSON]()) { $0[$1] = members.take($1) }
        let sidecar = PeerSidecar(members.take(PeerSidecar.key), setting.form)
        let label = members.take("label")
        for part in ["spans", "relations"] where members.take(part)?.elements.isEmpty == false {
            setting.notes.add(.otherResult(part))
        }
        let isAboutOne = own["accept"] == nil && own["options"] == nil && label?.scalarText != nil
        let hashes = Self.hashes.compactMap { name in members.take(name).map { JSON.Member(name, $0) } }
        members.addMeta(isAboutOne ? hashes.filter { $0.key != "_task_hash" } : hashes)
        let rest = RawRecord(place: record.place, members: members.members, form: .json)
        var item = PeerRecord(rest: rest, id: hashes.first { $0.key == "_input_hash" }?.value.scalarText)
        var annotation = try annotation(own, label: isAboutOne ? label?.scalarText : nil, label)
        annotation?.annotator = IncomingAnnotation.annotator(
            own["_annotator_id"] ?? own["_session_id"],
            tool: "prodigy"
        )
        annotation?.at = own["_timestamp"]?.moment
        if let said = sidecar?.annotations.first, let new = annotation {
            let agrees = isAboutOne ? said.includes(new) : said.agrees(with: new)
            if agrees { annotation = said }
        }
        if isAboutOne, let annotation { return try keep(annotation, of: item) }
        item.annotations = annotation.map { [$0] } ?? []
        return [item]
    }

    private func annotation(
        _ own: [String: JSON],
        label: String?,
        _ known: JSON?
    ) throws(Refusal) -> IncomingAnnotation? {
        switch own["answer"] {
        case "accept":
            if let label {
                return IncomingAnnotation(present: [label], isPartial: setting.isMultilabel)
            }
            if let names = (own["accept"] ?? known)?.names { return try setting.annotation(names) }
            setting.notes.add(.noChoice)
            return nil
        case "reject":
            if let label { return IncomingAnnotation(absent: [label], isPartial: true) }
            return IncomingAnnotation(answer: .flag)
        case "ignore": return IncomingAnnotation(answer: .skip)
        case nil: return nil
        case .some(let value):
            throw Refusal("`answer` is \(value.text); it can be accept, reject or ignore")
        }
    }

    private mutating func keep(_ new: IncomingAnnotation, of item: PeerRecord) throws(Refusal) -> [PeerRecord] {
        let key = item.id ?? JSON.object(item.rest.members).text
        if kept[key] == nil {
            kept[key] = Binary(record: item)
            order.append(key)
        }
        if let standing = kept[key]?.said[new.annotator] {
            kept[key]?.said[new.annotator] = try standing.joined(with: new, isMultilabel: setting.isMultilabel)
        } else {
            kept[key]?.said[new.annotator] = new
            kept[key]?.annotators.append(new.annotator)
        }
        return []
    }

    mutating func rest() -> [PeerRecord] {
        defer { (kept, order) = ([:], []) }
        return order.compactMap { key in
            guard let binary = kept[key] else { return nil }
            var record = binary.record
            record.annotations = binary.annotators.compactMap { binary.said[$0] }
            return record
        }
    }
}

extension IncomingAnnotation {
    /// Whether another tool says the same of an answer, as far as it has words for it: an unsure one is ignored there.
    func agrees(with other: IncomingAnnotation) -> Bool {
        if answer == .label || other.answer == .label {
            return answer == other.answer && present == other.present
                && (absent == other.absent || other.absent.isEmpty && isPartial)
        }
        return (answer == .flag) == (other.answer == .flag)
    }

    /// Whether an answer about one label is a part of this one.
    fileprivate func includes(_ other: IncomingAnnotation) -> Bool {
        answer == .label && other.answer == .label && isPartial
            && other.present.allSatisfy { present.contains($0) } && other.absent.allSatisfy { absent.contains($0) }
    }

    /// This answer about a label with a later one about another.
    ///
    /// - Throws: Where the two cannot both be.
    func joined(with later: IncomingAnnotation, isMultilabel: Bool) throws(Refusal) -> IncomingAnnotation {
        if self == later { return self }
        // Somebody who ignored the text for one label has said nothing of it.
        if later.answer != .label { return self }
        if answer != .label { return later }
        var both = later
        both.present = present.filter { !later.absent.contains($0) && !later.present.contains($0) } + later.present
        both.absent = absent.filter { !later.present.contains($0) && !later.absent.contains($0) } + later.absent
        if !isMultilabel, both.present.count > 1 {
            let names = both.present.map { "`\($0)`" }.joined(separator: " and ")
            throw Refusal("\(names) were accepted for one text, and the queue allows one label")
        }
        if !isMultilabel, !both.present.isEmpty { both.absent = [] }
        both.isPartial = isMultilabel || both.present.isEmpty
        return both
    }
}
