internal import Synchronization
internal import WinnowDomain

/// Reads records and makes them ready for the store, a portion at a time; for a thread of its own.
final class ImportFeed<Source: RecordSource>: Sendable {
    private let state: Mutex<State>

    init(_ source: sending Source, importer: Importer, limits: ImportLimits) {
        state = Mutex(State(source: source, importer: importer, limits: limits))
    }

    func next() -> ImportPortion {
        state.withLock { $0.next() }
    }

    private struct State {
        var source: Source
        let importer: Importer
        let limits: ImportLimits
        var rejectedCount = 0
        /// Behind the end nothing is read.
        var end: ImportReport.End?

        mutating func next() -> ImportPortion {
            var portion = ImportPortion()
            portion.end = end
            defer { end = portion.end }
            portion.entries.reserveCapacity(limits.portionCount)
            portion.places.reserveCapacity(limits.portionCount)
            while portion.end == nil, portion.count < limits.portionCount, portion.weight < limits.portionByteCount {
                if portion.count % 64 == 0, Task.isCancelled {
                    portion.end = .cancelled
                    break
                }
                do {
                    guard let mapped = try source.next() else {
                        portion.end = .complete
                        break
                    }
                    add(mapped, to: &portion)
                } catch {
                    portion.end = .failed(error)
                }
            }
            portion.fraction = source.fraction
            return portion
        }

        private mutating func add(_ mapped: MappedRecord, to portion: inout ImportPortion) {
            switch mapped {
            case .rejected(let rejected): reject(rejected, in: &portion)
            case .record(let record):
                do {
                    portion.add(try importer.entry(for: record), place: record.place)
                } catch {
                    reject(error, in: &portion)
                }
            }
        }

        /// The portion ends where there are too many: what comes before is stored.
        private mutating func reject(_ rejected: RejectedRecord, in portion: inout ImportPortion) {
            portion.add(rejected)
            rejectedCount += 1
            if let limit = limits.errorCount, rejectedCount > limit { portion.end = .tooManyErrors(limit: limit) }
        }
    }
}
