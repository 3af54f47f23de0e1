internal import Foundation
internal import Synchronization
internal import WinnowDomain
package import WinnowLearning
package import WinnowNumerics

/// An encoder as queues use it: what it has encoded once is read from the cache, and it is loaded when there is something
/// that it has not.
///
/// Vectors have half precision wherever they come from.
package final class QueueEncoder: TextEncoder {
    typealias Load = @Sendable () throws -> any TextEncoder

    /// What vectors hang on: equal versions give equal vectors.
    package let version: String
    package let columnCount: Int
    /// For messages.
    package let name: String
    let cache: VectorCache
    private let load: Load
    private let loaded = Mutex<(any TextEncoder)?>(nil)

    /// - Parameter load: Makes the encoder itself; asked once, when it is first needed.
    /// - Throws: What the file system says of the cache.
    init(name: String, version: String, columnCount: Int, vectors: URL, load: @escaping Load) throws {
        self.name = name
        self.version = version
        self.columnCount = columnCount
        self.load = load
        cache = try VectorCache(folder: vectors.appending(path: version), columnCount: columnCount)
    }

    /// Rows of texts; what is new is not kept.
    package func rows(of texts: [String]) throws(LearningError) -> DenseMatrix {
        try rows(of: texts, keeping: false)
    }

    /// - Parameters:
    ///   - keeping: Whether vectors that are made are kept, as those of items are.
    ///   - cancellation: Until when a service that is away is waited for; nil: not at all.
    func rows(
        of texts: [String],
        keeping: Bool,
        waiting cancellation: Cancellation? = nil
    ) throws(LearningError) -> DenseMatrix {
        do {
            let keys = texts.map { VectorKey(of: $0) }
            var halves = [UInt16](repeating: 0, count: texts.count * columnCount)
            let isThere = try halves.withUnsafeMutableBufferPointer { try cache.read(keys, into: $0) }
            let missing = texts.indices.filter { !isThere[$0] }
            if !missing.isEmpty {
                let made = try rows(of: missing.map { texts[$0] }, by: try encoder(), cancellation)
                let fresh = HalfPrecision.narrow(made.values)
                guard fresh.allSatisfy({ $0 & 0x7c00 != 0x7c00 }) else {
                    throw LearningError.encoder(
                        "the encoder \(name) makes numbers beyond 65,504, which half precision does not hold"
                    )
                }
                for (place, row) in missing.enumerated() {
                    let source = place * columnCount..<(place + 1) * columnCount
                    halves.replaceSubrange(row * columnCount..<(row + 1) * columnCount, with: fresh[source])
                }
                if keeping { try cache.append(missing.map { keys[$0] }, fresh) }
            }
            return DenseRows(rowCount: texts.count, columnCount: columnCount, halves: halves).gather(texts.indices)
        } catch let error as LearningError {
            throw error
        } catch {
            throw .encoder("\(error)")
        }
    }

    /// Rows of any number of texts, kept as they are made: a process that is killed has not made them in vain.
    func rowsOfMany(_ texts: [String]) throws(LearningError) -> DenseMatrix {
        var values: [Float] = []
        values.reserveCapacity(texts.count * columnCount)
        let cancellation = Cancellation()
        for start in stride(from: 0, to: texts.count, by: PoolEncoding.chunkSize) {
            let chunk = Array(texts[start..<min(start + PoolEncoding.chunkSize, texts.count)])
            values += try rows(of: chunk, keeping: true, waiting: cancellation).values
        }
        return DenseMatrix(rowCount: texts.count, columnCount: columnCount, values: values)
    }

    private func rows(
        of texts: [String],
        by encoder: any TextEncoder,
        _ cancellation: Cancellation?
    ) throws(LearningError) -> DenseMatrix {
        guard let cancellation, let patient = encoder as? any PatientEncoder else { return try encoder.rows(of: texts) }
        return try patient.rowsHoweverLong(of: texts, cancellation)
    }

    /// Rows of texts that were encoded before, and which these are; the others are 0.
    func rowsThatAreThere(of texts: [String]) throws -> (rows: DenseMatrix, isThere: [Bool]) {
        var halves = [UInt16](repeating: 0, count: texts.count * columnCount)
        let keys = texts.map { VectorKey(of: $0) }
        let isThere = try halves.withUnsafeMutableBufferPointer { try cache.read(keys, into: $0) }
        let rows = DenseRows(rowCount: texts.count, columnCount: columnCount, halves: halves)
        return (rows.gather(texts.indices), isThere)
    }

    /// Texts of which this process has not read the end.
    var cutCount: Int { loaded.withLock { ($0 as? any CountsCuts)?.cutCount ?? 0 } }

    private func encoder() throws -> any TextEncoder {
        try loaded.withLock { loaded in
            if let loaded { return loaded }
            let encoder = try load()
            guard encoder.columnCount == columnCount else {
                throw LearningError.encoder(
                    "the encoder \(name) makes \(encoder.columnCount) columns, and \(columnCount) were expected"
                )
            }
            loaded = encoder
            return encoder
        }
    }
}

/// An encoder that may be away for a while, and whose usual answer is soon or none.
protocol PatientEncoder: TextEncoder, CountsCuts {
    /// - Throws: `LearningError.encoder`; `.cancelled` when nobody waits any more.
    func rowsHoweverLong(of texts: [String], _ cancellation: Cancellation) throws(LearningError) -> DenseMatrix
}

/// An encoder that knows how many texts were longer than it reads.
protocol CountsCuts {
    var cutCount: Int { get }
}
