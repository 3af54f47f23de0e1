internal import WinnowDomain
internal import WinnowExchange

/// Reads the texts of records, some thousands at a time, while others are worked on.
actor RecordBatches {
    /// Records that stand one behind the other.
    struct Batch: Sendable {
        var texts: [(id: String, text: String)] = []
        var rejected: [RejectedRecord] = []
        /// Of all there is to read, what was read when it was full; nil where nobody knows.
        var fraction: Double?
    }

    private var files: RecordStream
    private var failure: ExchangeError?
    private var isAtEnd = false

    /// So many that each core has some, and few enough for whoever waits for the first of a pipe.
    private static let textCount = 2_000
    /// So that as many long texts do not fill the memory.
    private static let byteCount = 4 << 20

    init(_ files: sending RecordStream) {
        self.files = files
    }

    /// The records behind those that were given out; nil at the end.
    ///
    /// - Throws: When a source cannot be read on, behind the last record before that place.
    func next() throws(ExchangeError) -> Batch? {
        if let failure { throw failure }
        if isAtEnd { return nil }
        var batch = Batch()
        batch.texts.reserveCapacity(Self.textCount)
        var byteCount = 0
        while batch.texts.count < Self.textCount, byteCount <= Self.byteCount {
            do throws(ExchangeError) {
                guard let record = try files.next() else {
                    isAtEnd = true
                    break
                }
                switch record {
                case .record(let record):
                    batch.texts.append((record.externalID, record.text))
                    byteCount += record.text.utf8.count
                case .rejected(let rejected): batch.rejected.append(rejected)
                }
            } catch {
                failure = error
                break
            }
        }
        batch.fraction = files.fraction
        return batch
    }
}
