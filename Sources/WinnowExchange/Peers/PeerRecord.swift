import WinnowDomain

/// What a record in the file of another tool says: an item, and what each annotator says of it.
struct PeerRecord {
    /// The item's members, without what the tool says of labels.
    var rest: RawRecord
    /// The tool's own id; nil where it has none. A member that the queue takes for the id goes before.
    var id: String?
    var annotations: [IncomingAnnotation] = []
}

/// Reads the records of another tool.
protocol PeerReading {
    /// The items that a record is about. A tool that writes several rows of one item may keep them back.
    ///
    /// - Throws: When the record is none of the tool's, or says what a queue cannot.
    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord]
    /// What was kept back: to be called once, behind the last record.
    mutating func rest() -> [PeerRecord]
}

extension PeerReading {
    mutating func rest() -> [PeerRecord] { [] }
}

/// What a peer's reader knows of the queue.
struct PeerSetting {
    let form: RecordForm
    /// The field, question or control whose labels are wanted, where an option names one.
    var labelField: String?
    let notes: PeerNotes

    var isMultilabel: Bool { form.task == .multilabel }

    /// An annotation by the labels that somebody gave, all of them; nil where one label is wanted and there is none.
    func annotation(_ names: [String]) throws(Refusal) -> IncomingAnnotation? {
        var present: [String] = []
        for name in names where !present.contains(where: { $0.isExactly(name) }) { present.append(name) }
        if isMultilabel { return IncomingAnnotation(present: present) }
        guard present.count < 2 else {
            throw Refusal(
                "\(present.count) labels are given, and the queue allows one; make it a `task: multilabel` queue"
            )
        }
        if present.isEmpty { notes.add(.noChoice) }
        return present.isEmpty ? nil : IncomingAnnotation(present: present)
    }
}
