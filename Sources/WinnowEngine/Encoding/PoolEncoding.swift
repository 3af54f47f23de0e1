internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Which of a queue's rows an encoder has encoded, and encoding them.
struct PoolEncoding: Sendable {
    let texts: QueueTexts

    /// Texts that are encoded between two looks at whether anybody still wants them.
    static let chunkSize = 128

    /// Encodes those of some rows that are not encoded yet; they are kept.
    ///
    /// - Parameter isPatient: Whether a service that is away is waited for.
    /// - Throws: `CancellationError`; `LearningError.encoder`.
    func encode(
        _ rows: [Int],
        with encoder: QueueEncoder,
        isPatient: Bool = false,
        progress: (Int) -> Void = { _ in }
    ) async throws {
        let cancellation = Cancellation()
        try await withTaskCancellationHandler {
            for start in stride(from: 0, to: rows.count, by: Self.chunkSize) {
                try Task.checkCancellation()
                let chunk = Array(rows[start..<min(start + Self.chunkSize, rows.count)])
                let texts = try await texts.texts(rows: chunk)
                do {
                    _ = try encoder.rows(of: texts, keeping: true, waiting: isPatient ? cancellation : nil)
                } catch LearningError.cancelled {
                    throw CancellationError()
                }
                progress(start + chunk.count)
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Rows of a run that are not encoded.
    func missing(_ range: Range<Int>, of encoder: QueueEncoder) async throws -> [Int] {
        let isThere = try encoder.cache.contains(try await texts.keys(range))
        return zip(range, isThere).filter { !$0.1 }.map(\.0)
    }

    /// What is there of a run of rows: their kept columns, those of missing rows being 0.
    func rows(
        _ range: Range<Int>,
        of encoder: QueueEncoder,
        as columns: FittedColumns
    ) async throws -> (rows: DenseRows, isThere: [Bool]) {
        let keys = try await texts.keys(range)
        var isThere = try encoder.cache.contains(keys)
        let there = keys.indices.filter { isThere[$0] }
        let rows = try SparseRows(rowCount: range.count, columnCount: columns.columnCount)
        // A part at a time: encoded rows in single precision are large.
        for start in stride(from: 0, to: there.count, by: 4096) {
            let part = Array(there[start..<min(start + 4096, there.count)])
            var halves = [UInt16](repeating: 0, count: part.count * encoder.columnCount)
            let isRight = try halves.withUnsafeMutableBufferPointer {
                try encoder.cache.read(part.map { keys[$0] }, into: $0)
            }
            let encoded = DenseRows(rowCount: part.count, columnCount: encoder.columnCount, halves: halves)
            let kept = columns.basis == nil ? encoded : columns.rows(of: encoded.gather(part.indices))
            guard case .half(let source) = kept.elements else { preconditionFailure("rows in single precision") }
            // The pointer is good for as long as its owner lives.
            withExtendedLifetime(kept) {
                for (place, row) in part.enumerated() {
                    isThere[row] = isRight[place]
                    let values = UnsafeBufferPointer(start: source + place * kept.columnCount, count: kept.columnCount)
                    if isRight[place] { _ = rows[row].update(fromContentsOf: values) }
                }
            }
        }
        return (rows.rows, isThere)
    }

    /// What becomes of an encoder's columns in this pool.
    func fit(_ configuration: EncodedColumns, to encoder: QueueEncoder) async throws -> FittedColumns {
        guard configuration.isFitted else {
            return configuration.fit(DenseMatrix(zeros: 0, configuration.encoderCount))
        }
        let rows = EncodedColumns.sample(of: texts.index.count)
        try await encode(rows, with: encoder)
        return configuration.fit(try encoder.rows(of: try await texts.texts(rows: rows), keeping: true))
    }
}
