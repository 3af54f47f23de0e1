package import WinnowDomain

/// Reads pairs of originals and revised texts, in whichever layout a file has them:
///
/// - a row a pair: `original_text`, `original_label`, `counterfactual_text`, `counterfactual_label` (Potato's Boundary Lab, and
///   what `winnow counterfactual export` writes);
/// - a row a text, with `pair_id` (or `root_id`) and `kind` or `role`, `original` or `revised`;
/// - a row a text, with `batch_id`, the original first, in columns `Text` and `Sentiment` (Kaushik et al. 2020).
///
/// Rows of a pair need not stand together; originals without a revised text are left out.
package struct PairStream {
    private static let groupFields = ["pair_id", "batch_id", "root_id"]
    private static let roleFields = ["kind", "role"]

    /// The next one last.
    private var sources: [ByteSource]
    private let reading: ReadingOptions
    private let names: [String: String]
    private let mapper: RecordMapper
    private let form: RecordForm
    private var reader: (any RecordReader)?
    private var originals: [String: IncomingRecord] = [:]
    /// Revised texts whose original has not come yet, by its group.
    private var waiting: [String: [IncomingRecord]] = [:]
    /// What is found and not given out yet, the next one last.
    private var found: [PairOutcome] = []

    /// - Throws: `ExchangeError.badOption`.
    package init(
        _ sources: [ByteSource],
        wishes: RecordWishes,
        definition: QueueDefinition
    ) throws(ExchangeError) {
        self.sources = sources.reversed()
        reading = try wishes.reading()
        names = try wishes.names()
        form = wishes.form(definition)
        mapper = RecordMapper(form: form)
    }

    /// The next pair, or why there is none at its place; nil at the end.
    ///
    /// - Throws: `ExchangeError` when nothing that follows can be read either.
    package mutating func next() throws(ExchangeError) -> PairOutcome? {
        while true {
            if let outcome = found.popLast() { return outcome }
            guard let outcome = try read() else { return lastWaiting() }
            switch outcome {
            case .rejected(let rejected): return .rejected(rejected)
            case .record(let record): take(record)
            }
        }
    }

    private mutating func read() throws(ExchangeError) -> RecordOutcome? {
        while true {
            if reader == nil {
                guard let source = sources.popLast() else { return nil }
                let plain = try reading.reader(of: source)
                reader = names.isEmpty ? plain : RenamingReader(plain, names: names)
            }
            if let outcome = try reader?.next() { return outcome }
            reader = nil
        }
    }

    private mutating func take(_ record: RawRecord) {
        if record.text("original_text") != nil || record.text("counterfactual_text") != nil {
            found.append(whole(record))
            return
        }
        guard let group = Self.groupFields.lazy.compactMap({ record.text($0) }).first else {
            let fields = "`original_text` and `counterfactual_text`, or a `pair_id`"
            found.append(.rejected(RejectedRecord(place: record.place, reason: "this is no pair: it needs \(fields)")))
            return
        }
        switch mapper.map(member(record)) {
        case .rejected(let rejected): found.append(.rejected(rejected))
        case .record(let text): take(text, isOriginal: isOriginal(record, group), group)
        }
    }

    private mutating func take(_ text: IncomingRecord, isOriginal: Bool, _ group: String) {
        if isOriginal {
            originals[group] = text
            found += (waiting.removeValue(forKey: group) ?? []).reversed().map { .pair(pair(text, $0)) }
        } else if let original = originals[group] {
            found.append(.pair(pair(original, text)))
        } else {
            waiting[group, default: []].append(text)
        }
    }

    /// Without a word about it the first of its group is the original.
    private func isOriginal(_ record: RawRecord, _ group: String) -> Bool {
        guard let role = Self.roleFields.lazy.compactMap({ record.text($0) }).first else {
            return originals[group] == nil
        }
        return role == "original"
    }

    private func pair(_ original: IncomingRecord, _ revised: IncomingRecord) -> PairRecord {
        PairRecord(
            place: revised.place,
            original: original,
            revised: revised,
            annotator: revised.annotation?.annotator,
            seconds: revised.annotation?.seconds
        )
    }

    /// What is left at the end has no original.
    private mutating func lastWaiting() -> PairOutcome? {
        guard let group = waiting.keys.min(), var texts = waiting[group] else { return nil }
        let text = texts.removeFirst()
        waiting[group] = texts.isEmpty ? nil : texts
        let reason = "no record is the original of the pair \"\(group)\""
        return .rejected(RejectedRecord(place: text.place, reason: reason))
    }
}

extension PairStream {
    /// A row that is one text of a pair, as a record of the queue.
    private func member(_ record: RawRecord) -> RawRecord {
        let strange = Set(Self.groupFields + Self.roleFields)
        var members = record.members.filter { !strange.contains($0.key) || form.isShown($0.key) }
        let fields = form.template.fields
        for (from, to) in [("Text", fields.first), ("Sentiment", form.labelField)] {
            guard let to, !members.contains(where: { $0.key.isExactly(to) }),
                let place = members.firstIndex(where: { $0.key.isExactly(from) })
            else { continue }
            members[place].key = to
        }
        return RawRecord(place: record.place, members: members, form: record.form)
    }

    /// A row that is a whole pair.
    private func whole(_ record: RawRecord) -> PairOutcome {
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
                    annotator: record.text("annotator"),
                    seconds: record.text("seconds").flatMap { Double($0) }
                )
            )
        }
    }
}

extension RawRecord {
    fileprivate func value(_ name: String) -> JSON? { members.first { $0.key.isExactly(name) }?.value }

    /// The text of a member; nil for one that is missing or empty.
    fileprivate func text(_ name: String) -> String? {
        value(name)?.scalarText.flatMap { $0.isEmpty ? nil : $0 }
    }
}
