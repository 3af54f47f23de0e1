import WinnowDomain

extension PeerFormat {
    /// The tool that wrote a file, by its first record; nil for plain records.
    ///
    /// Only what no plain record would have counts: a list of annotations beside the data, a hash of a task.
    init?(_ record: RawRecord, in form: FileForm, template: TextTemplate) {
        let members = JSON.object(record.members)
        if form == .text {
            guard members["text"]?.scalarText?.hasPrefix(FastTextReading.mark) == true else { return nil }
            self = .fastText
            return
        }
        let names = Set(record.members.map(\.key))
        switch record.form {
        case .table:
            guard let peer = PeerFormat(columns: names) else { return nil }
            self = peer
        case .json:
            // Where the queue reads into the objects itself, they are no tool's.
            let isOwn = (try? template.text(of: members)) != nil
            guard let peer = PeerFormat(members, names, mayHaveOwnObjects: !isOwn) else { return nil }
            self = peer
        }
    }

    private init?(_ members: JSON, _ names: Set<String>, mayHaveOwnObjects: Bool) {
        if mayHaveOwnObjects, members["data"]?.isObject == true,
            ["annotations", "completions", "predictions"].contains(where: { members[$0]?.isArray == true })
        {
            self = .labelStudio
        } else if names.isSuperset(of: ["annotation_id", "annotator", "lead_time"]) {
            self = .labelStudioMin
        } else if names.contains("_task_hash") && names.contains("_input_hash")
            || names.contains("_view_id") && (names.contains("answer") || names.contains("options"))
        {
            self = .prodigy
        } else if mayHaveOwnObjects, members["fields"]?.isObject == true,
            names.contains("responses") || names.contains("suggestions")
        {
            self = .argilla
        } else if names.contains(where: { $0.hasSuffix(".responses") }) {
            self = .argilla
        } else if members["label"]?.isArray == true,
            members["Comments"]?.isArray == true || members[PeerSidecar.key]?.scalarText != nil
        {
            self = .doccano
        } else {
            return nil
        }
    }

    private init?(columns: Set<String>) {
        if columns.isSuperset(of: ["annotation_id", "annotator", "lead_time"]) {
            self = .labelStudioMin
        } else if columns.isSuperset(of: ["text", "category_name", "label"]) {
            self = .labelSleuth
        } else if columns.contains("asreview_label") {
            self = .asreview
        } else {
            return nil
        }
    }
}

extension JSON {
    var isObject: Bool { if case .object = self { true } else { false } }
    var isArray: Bool { if case .array = self { true } else { false } }
}
