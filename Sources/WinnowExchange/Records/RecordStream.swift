package import WinnowDomain

/// The records of one or several sources, one after the other, mapped to a queue's form: what every import and every
/// other command reads by, and the server too.
package struct RecordStream: RecordSource {
    /// So many records are looked at before the first is given out, when options name fields.
    private static let previewCount = 1_000
    private static let previewByteCount: Int64 = 8_000_000

    /// The next one last.
    private var sources: [ByteSource]
    private let reading: ReadingOptions
    private let names: [String: String]
    private let mapper: RecordMapper
    private let setting: PeerSetting
    private var reader: RecordSourceReader?
    private var current: ByteSource?
    /// Bytes of the sources that are done.
    private var doneByteCount: Int64 = 0
    private let totalByteCount: Int64?
    /// Whether what the records say about labels is left out.
    package var passesOverLabels = false
    private let watch: FieldWatch
    /// Told of the field of labels that an option names: to be asked when everything is read.
    package let labels: FieldWatch
    /// What was recognised in the files, and passed over: to be asked when everything is read.
    package let notes = PeerNotes()
    /// Records that were looked at already, the next one last.
    private var preview: [RecordSourceReader.Outcome]?
    /// The next one last.
    private var mapped: [MappedRecord] = []

    /// - Throws: `ExchangeError.badOption`.
    package init(
        _ sources: [ByteSource],
        wishes: RecordWishes,
        definition: QueueDefinition
    ) throws(ExchangeError) {
        self.sources = sources.reversed()
        reading = try wishes.reading()
        names = try wishes.names()
        let form = wishes.form(definition)
        mapper = RecordMapper(form: form)
        setting = PeerSetting(form: form, labelField: wishes.labelField, notes: notes)
        let counts = sources.map(\.totalByteCount)
        totalByteCount = counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
        watch = FieldWatch(try wishes.wishes())
        labels = FieldWatch(try [wishes.labelWish()].compactMap(\.self))
    }

    /// Reads ahead until every field that has to be there was seen, so that nothing is stored when one is not.
    ///
    /// Done before the first record is given out, if it was not done before.
    ///
    /// - Throws: `ExchangeError.noSuchField` when none of the first records has a field that the options name.
    package mutating func look() throws(ExchangeError) {
        guard preview == nil else { return }
        preview = []
        guard !watch.isContent || !labels.isContent else { return }
        var outcomes: [RecordSourceReader.Outcome] = []
        while outcomes.count < RecordStream.previewCount, readByteCount < RecordStream.previewByteCount {
            guard let outcome = try read() else { break }
            outcomes.append(outcome)
            if watch.isContent, labels.isContent { break }
        }
        preview = outcomes.reversed()
        let count = outcomes.count(where: \.isRecord)
        let records = "the first \(count == 1 ? "record" : "\(count) records")"
        // Records need no label; with a field of nearly that name it is a mistake all the same.
        let label = labels.missing.first { labels.suggestion($0) != nil }
        let missing = watch.missing.first.map { watch.text($0, among: records) }
        if let text = missing ?? label.map({ labels.text($0, among: records) }) {
            throw .noSuchField(reason: text)
        }
    }

    private var readByteCount: Int64 { doneByteCount + (current?.readByteCount ?? 0) }

    /// How much is read, 0…1; nil where nobody knows how much there is.
    package var fraction: Double? {
        guard let totalByteCount, totalByteCount > 0 else { return nil }
        return min(1, Double(readByteCount) / Double(totalByteCount))
    }

    /// The next record, or why there is none at its place; nil after the last source.
    ///
    /// - Throws: `ExchangeError` when a source cannot be read on.
    package mutating func next() throws(ExchangeError) -> MappedRecord? {
        if preview == nil { try look() }
        while mapped.isEmpty {
            let outcome = if let known = preview?.popLast() { known } else { try read() }
            guard let outcome else { return nil }
            mapped = map(outcome).reversed()
        }
        guard passesOverLabels, case .record(var incoming)? = mapped.last else { return mapped.popLast() }
        mapped.removeLast()
        incoming.annotation = nil
        return .record(incoming)
    }

    private mutating func read() throws(ExchangeError) -> RecordSourceReader.Outcome? {
        while true {
            if reader == nil {
                guard let source = sources.popLast() else { return nil }
                current = source
                reader = try RecordSourceReader(source, reading, names: names, setting, watches: [watch, labels])
            }
            if let outcome = try reader?.next() { return outcome }
            doneByteCount += current?.readByteCount ?? 0
            reader = nil
            current = nil
        }
    }

    private func map(_ outcome: RecordSourceReader.Outcome) -> [MappedRecord] {
        switch outcome {
        case .own(let record): [mapper.map(record)]
        case .peer(let record): mapper.map(record)
        case .rejected(let rejected): [.rejected(rejected)]
        }
    }
}
