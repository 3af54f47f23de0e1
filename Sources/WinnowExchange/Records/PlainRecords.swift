internal import WinnowDomain

/// The records of a file for whoever has no queue yet: of another tool's file the items with their labels, as plain records.
package struct PlainRecords {
    /// The field that another tool's labels are given out in.
    package static let labelField = "label"

    private var reader: RecordSourceReader
    /// The next one last.
    private var pending: [RawRecord] = []
    /// What was recognised, and passed over.
    package let notes = PeerNotes()

    /// - Throws: `ExchangeError`.
    package init(_ source: ByteSource, _ wishes: RecordWishes) throws(ExchangeError) {
        guard let template = try? TextTemplate("{{text}}") else {
            throw .badOption(reason: "there is no template for records")
        }
        let item = ItemDefinition(
            kind: .text,
            text: template,
            idField: "id",
            labelField: Self.labelField,
            metaFields: []
        )
        reader = try RecordSourceReader(
            source,
            try wishes.reading(),
            names: try wishes.names(),
            PeerSetting(
                form: RecordForm(item: item, task: .multilabel),
                labelField: wishes.labelField,
                notes: notes
            ),
            watches: []
        )
    }

    /// - Throws: `ExchangeError` when the source cannot be read on.
    package mutating func next() throws(ExchangeError) -> RecordOutcome? {
        if let record = pending.popLast() { return .record(record) }
        switch try reader.next() {
        case .own(let record)?: return .record(record)
        case .peer(let record)?:
            pending = record.plain.reversed()
            return pending.popLast().map { .record($0) }
        case .rejected(let rejected)?: return .rejected(rejected)
        case nil: return nil
        }
    }
}

extension PeerRecord {
    /// A record for each annotation, with its label or the list of them; one at least.
    fileprivate var plain: [RawRecord] {
        var bare = rest
        bare.members.removeAll { $0.key == PlainRecords.labelField || $0.key == "meta" && $0.value.isObject }
        if annotations.isEmpty { return [bare] }
        return annotations.map { said in
            let names = (said.present.isEmpty ? said.absent : said.present).map { JSON.string($0) }
            var record = bare
            if !names.isEmpty {
                let label = names.count == 1 ? names[0] : .array(names)
                record.members.append(JSON.Member(PlainRecords.labelField, label))
            }
            return record
        }
    }
}
