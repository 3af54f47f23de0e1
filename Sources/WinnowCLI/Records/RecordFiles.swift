internal import Foundation
internal import WinnowDomain
internal import WinnowExchange

/// Records of several files, one after the other, mapped to a queue's form.
///
/// Files are opened when it is their turn, and none is opened if one of them is not there.
struct RecordFiles: RecordSource {
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

    /// - Parameter paths: `-` is the standard input, which also is meant when there are none.
    /// - Throws: `ExchangeError.cannotOpen`, `Problem` when the standard input is a terminal.
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
    }

    /// How much of the files is read, 0…1; nil where nobody knows how much there is.
    var fraction: Double? {
        guard let totalByteCount, totalByteCount > 0 else { return nil }
        return min(1, Double(doneByteCount + (current?.readByteCount ?? 0)) / Double(totalByteCount))
    }

    /// The next record, or why there is none at its place; nil after the last file.
    ///
    /// - Throws: `ExchangeError` when a file cannot be read on.
    mutating func next() throws(ExchangeError) -> MappedRecord? {
        while true {
            if reader == nil {
                guard let source = sources.popLast() else { return nil }
                current = source
                let base = try reading.reader(of: source)
                reader = names.isEmpty ? base : RenamingReader(base, names: names)
            }
            if let outcome = try reader?.next() {
                switch outcome {
                case .record(let record): return mapped(record)
                case .rejected(let rejected): return .rejected(rejected)
                }
            }
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
