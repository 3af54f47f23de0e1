package import WinnowDomain

/// Reads pairs of originals and revised texts, in whichever layout a file has them:
///
/// - a row a pair: `original_text`, `original_label`, `counterfactual_text`, `counterfactual_label` (Potato's Boundary Lab, and
///   what `winnow counterfactual export` writes);
/// - a row a text, with `pair_id` (or `root_id`) and `kind` or `role`, `original` or `revised`;
/// - a row a text, with `batch_id`, the original first, in columns `Text` and `Sentiment` (Kaushik et al. 2020).
///
/// Contrast sets in two files are read by `ContrastStream`.
///
/// Rows of a pair need not stand together; originals without a revised text are left out.
package struct PairStream {
    /// The next one last.
    private var sources: [ByteSource]
    private let reading: ReadingOptions
    private let names: [String: String]
    private let rows: PairRows
    private var reader: (any RecordReader)?
    private var originals: [String: (record: IncomingRecord, isNamed: Bool)] = [:]
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
        rows = PairRows(wishes.form(definition))
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
                let plain = try reading.reader(of: source).reader
                reader = names.isEmpty ? plain : RenamingReader(plain, names: names)
            }
            if let outcome = try reader?.next() { return outcome }
            reader = nil
        }
    }

    private mutating func take(_ record: RawRecord) {
        if record.text("original_text") != nil || record.text("counterfactual_text") != nil {
            found.append(rows.pair(record))
            return
        }
        guard let group = PairRows.groupFields.lazy.compactMap({ record.text($0) }).first else {
            let fields = "`original_text` and `counterfactual_text`, or a `pair_id`"
            found.append(.rejected(RejectedRecord(place: record.place, reason: "this is no pair: it needs \(fields)")))
            return
        }
        switch rows.member(record) {
        case .rejected(let rejected): found.append(.rejected(rejected))
        case .record(let text): take(text, isOriginal: isOriginal(record, group), isNamed: rows.isNamed(record), group)
        }
    }

    private mutating func take(_ text: IncomingRecord, isOriginal: Bool, isNamed: Bool, _ group: String) {
        if isOriginal {
            originals[group] = (text, isNamed)
            found += (waiting.removeValue(forKey: group) ?? []).reversed().map {
                .pair(PairRecord(text, $0, isNamed: isNamed))
            }
        } else if let original = originals[group] {
            found.append(.pair(PairRecord(original.record, text, isNamed: original.isNamed)))
        } else {
            waiting[group, default: []].append(text)
        }
    }

    /// Without a word about it the first of its group is the original.
    private func isOriginal(_ record: RawRecord, _ group: String) -> Bool {
        guard let role = PairRows.roleFields.lazy.compactMap({ record.text($0) }).first else {
            return originals[group] == nil
        }
        return role.lowercased() == "original"
    }

    /// What is left at the end has no original; in the order of the files.
    private mutating func lastWaiting() -> PairOutcome? {
        guard !waiting.isEmpty else { return nil }
        let left = waiting.flatMap { group, texts in texts.map { (group, $0.place) } }
        waiting = [:]
        found = left.sorted { ($0.1.file, $0.1.line) > ($1.1.file, $1.1.line) }.map { group, place in
            .rejected(RejectedRecord(place: place, reason: "no record is the original of the pair \"\(group)\""))
        }
        return found.popLast()
    }
}
