import WinnowDomain

/// Reads Label Sleuth's tables: a row says whether a text belongs to a category, or names its class. Rows of one text are brought
/// together at the end of the file.
struct LabelSleuthReading: PeerReading {
    private let setting: PeerSetting
    private var kept: [String: PeerRecord] = [:]
    private var order: [String] = []

    init(_ setting: PeerSetting) {
        self.setting = setting
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        var members = PeerMembers(record.members)
        let category = members.take("category_name")?.scalarText ?? ""
        let label = members.take("label")?.scalarText ?? ""
        let annotation: IncomingAnnotation?
        switch label.lowercased() {
        case "": annotation = nil
        case "true" where !category.isEmpty:
            annotation = IncomingAnnotation(present: [category], isPartial: setting.isMultilabel)
        case "false" where !category.isEmpty: annotation = IncomingAnnotation(absent: [category], isPartial: true)
        default: annotation = try setting.annotation([label])
        }
        let key = JSON.object(members.members).text
        if kept[key] == nil {
            let rest = RawRecord(place: record.place, members: members.members, form: record.form)
            kept[key] = PeerRecord(rest: rest)
            order.append(key)
        }
        guard let annotation else { return [] }
        if let standing = kept[key]?.annotations.first {
            kept[key]?.annotations = [try standing.joined(with: annotation, isMultilabel: setting.isMultilabel)]
        } else {
            kept[key]?.annotations = [annotation]
        }
        return []
    }

    mutating func rest() -> [PeerRecord] {
        defer { (kept, order) = ([:], []) }
        return order.compactMap { kept[$0] }
    }
}
