internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// Records of several files, one after the other, mapped to a queue's form.
///
/// Files are opened when it is their turn, and none is opened if one of them is not there.
struct RecordFiles: RecordSource {
    /// So many records are looked at before the first is given out, when options name fields.
    private static let previewCount = 1_000
    private static let previewByteCount: Int64 = 8_000_000

    private var sources: [ByteSource]
    private let reading: ReadingOptions
    private let names: [String: String]
    private let mapper: RecordMapper
    private var reader: (any RecordReader)?
    private var current: ByteSource?
    /// Bytes of the files that are done.
    private var doneByteCount: Int64 = 0
    private let totalByteCount: Int64?
    /// Whether what the records say about labels is left out.
    var passesOverLabels = false
    private let watch: FieldWatch
    private let labelWatch: FieldWatch
    /// Records that were looked at already, the next one last.
    private var preview: [RecordOutcome] = []

    /// - Parameter paths: `-` is the standard input, which also is meant when there are none.
    /// - Throws: `ExchangeError.cannotOpen`, `Problem` when the standard input is a terminal, or none of the first records
    ///   has a field that the options name.
    init(_ paths: [String], options: RecordOptions, form: RecordForm) throws {
        if paths.isEmpty, isatty(STDIN_FILENO) == 1 {
            throw Problem.usage("name a file, or send records to the standard input")
        }
        sources = try (paths.isEmpty ? ["-"] : paths).reversed().map { try ByteSource(path: $0) }
        reading = try options.reading()
        names = try options.names()
        mapper = RecordMapper(form: form)
        let counts = sources.map(\.totalByteCount)
        totalByteCount = counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
        watch = FieldWatch(try options.wishes())
        labelWatch = FieldWatch(try [options.labelWish()].compactMap(\.self))
        try look()
    }

    /// Reads ahead until every field that has to be there was seen, so that nothing is stored when one is not.
    private mutating func look() throws {
        guard !watch.isContent || !labelWatch.isContent else { return }
        var outcomes: [RecordOutcome] = []
        while outcomes.count < RecordFiles.previewCount, readByteCount < RecordFiles.previewByteCount {
            guard let outcome = try read() else { break }
            outcomes.append(outcome)
            if watch.isContent, labelWatch.isContent { break }
        }
        preview = outcomes.reversed()
        let count = outcomes.count { if case .record = $0 { true } else { false } }
        let records = "the first \(NumberText.count(count, "record"))"
        // Records need no label; with a field of nearly that name it is a mistake all the same.
        let label = labelWatch.missing.first { labelWatch.suggestion($0) != nil }
        let missing = watch.missing.first.map { watch.text($0, among: records) }
        if let text = missing ?? label.map({ labelWatch.text($0, among: records) }) {
            throw Problem(.noSuchField, text)
        }
    }

    /// Told of the field of labels that an option names: asked when everything is read.
    var labels: FieldWatch { labelWatch }

    private var readByteCount: Int64 { doneByteCount + (current?.readByteCount ?? 0) }

    /// How much of the files is read, 0…1; nil where nobody knows how much there is.
    var fraction: Double? {
        guard let totalByteCount, totalByteCount > 0 else { return nil }
        return min(1, Double(readByteCount) / Double(totalByteCount))
    }

    /// The next record, or why there is none at its place; nil after the last file.
    ///
    /// - Throws: `ExchangeError` when a file cannot be read on.
    mutating func next() throws(ExchangeError) -> MappedRecord? {
        let outcome = if let known = preview.popLast() { known } else { try read() }
        switch outcome {
        case .record(let record): return mapped(record)
        case .rejected(let rejected): return .rejected(rejected)
        case nil: return nil
        }
    }

    private mutating func read() throws(ExchangeError) -> RecordOutcome? {
        while true {
            if reader == nil {
                guard let source = sources.popLast() else { return nil }
                current = source
                var base = try reading.reader(of: source)
                for watch in [watch, labelWatch] where !watch.isContent { base = WatchedReader(base, watch: watch) }
                reader = names.isEmpty ? base : RenamingReader(base, names: names)
            }
            if let outcome = try reader?.next() { return outcome }
            doneByteCount += current?.readByteCount ?? 0
            reader = nil
            current = nil
        }
    }

    private func mapped(_ record: RawRecord) -> MappedRecord {
        let mapped = mapper.map(record)
        guard passesOverLabels, case .record(var incoming) = mapped else { return mapped }
        incoming.annotation = nil
        return .record(incoming)
    }
}
