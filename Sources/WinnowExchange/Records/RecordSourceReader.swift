import WinnowDomain

/// Reads the records of one source, in the format that it is in.
struct RecordSourceReader {
    enum Outcome {
        case own(RawRecord)
        case peer(PeerRecord)
        case rejected(RejectedRecord)

        var isRecord: Bool { if case .rejected = self { false } else { true } }
    }

    private var base: any RecordReader
    /// Those that were looked at to see what they are, the next one last.
    private var ahead: [RecordOutcome] = []
    private var peer: (any PeerReading)?
    private let names: [String: String]
    private let watches: [FieldWatch]
    /// The next one last.
    private var pending: [PeerRecord] = []

    private static let aheadCount = 20

    /// - Parameters:
    ///   - names: The new name of a member by its old one.
    ///   - watches: Told of the members of each record; of another tool's the last one, for labels, is not.
    /// - Throws: `ExchangeError` when nothing of the source can be read.
    init(
        _ source: ByteSource,
        _ reading: ReadingOptions,
        names: [String: String],
        _ setting: PeerSetting,
        watches: [FieldWatch]
    ) throws(ExchangeError) {
        let (reader, form) = try reading.reader(of: source)
        base = reader
        self.names = names
        var format: PeerFormat?
        switch reading.format {
        case .own?: break
        case .peer(let peer)?: format = peer
        case nil:
            // The first good one tells.
            while ahead.count < Self.aheadCount, let outcome = try base.next() {
                ahead.append(outcome)
                guard case .record(let record) = outcome else { continue }
                format = PeerFormat(record, in: form, template: setting.form.template)
                break
            }
            ahead.reverse()
        }
        peer = format?.reading(setting)
        self.watches = format == nil ? watches : Array(watches.dropLast())
        if let format { setting.notes.recognise(format) }
    }

    /// - Throws: `ExchangeError` when the source cannot be read on.
    mutating func next() throws(ExchangeError) -> Outcome? {
        while true {
            if let record = pending.popLast() { return renamed(record) }
            guard let outcome = try nextOfBase() else {
                guard let rest = peer?.rest(), !rest.isEmpty else { return nil }
                pending = rest.reversed()
                continue
            }
            switch outcome {
            case .rejected(let rejected): return .rejected(rejected)
            case .record(let record) where peer == nil:
                for watch in watches { watch.see(record) }
                return renamed(record)
            case .record(let record):
                do throws(Refusal) {
                    pending = try peer?.records(of: record).reversed() ?? []
                } catch {
                    return .rejected(RejectedRecord(place: record.place, reason: error.reason))
                }
            }
        }
    }

    private mutating func nextOfBase() throws(ExchangeError) -> RecordOutcome? {
        if let next = ahead.popLast() { return next }
        return try base.next()
    }

    private func renamed(_ record: RawRecord) -> Outcome {
        if names.isEmpty { return .own(record) }
        switch record.renamed(names) {
        case .record(let record): return .own(record)
        case .rejected(let rejected): return .rejected(rejected)
        }
    }

    private func renamed(_ record: PeerRecord) -> Outcome {
        for watch in watches { watch.see(record.rest) }
        var record = record
        switch renamed(record.rest) {
        case .own(let rest): record.rest = rest
        case let other: return other
        }
        return .peer(record)
    }
}
