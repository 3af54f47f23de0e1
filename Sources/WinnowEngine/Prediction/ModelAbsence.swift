package import WinnowDomain

/// Why there is no model to be used.
package enum ModelAbsence: Error, Hashable, Sendable {
    case none(queue: String)
    case noSuchVersion(queue: String, number: Int)
    /// The version is known, and its recipe does not give it back.
    case lost(queue: String, number: Int, reason: String)

    /// There is no such version, or without a number no model at all.
    package init(of number: Int?, in queue: Queue) {
        self = number.map { .noSuchVersion(queue: queue.name, number: $0) } ?? .none(queue: queue.name)
    }
}

extension ModelAbsence: CodedError {
    package var code: ErrorCode {
        switch self {
        case .none: .noModel
        case .noSuchVersion: .noSuchModel
        case .lost: .modelLost
        }
    }

    package var description: String {
        switch self {
        case .none(let queue):
            "the queue \(queue) has no model yet; `winnow retrain \(queue)` makes one from its labels"
        case .noSuchVersion(let queue, let number):
            "the queue \(queue) has no model version \(number); `winnow model list \(queue)` shows them"
        case .lost(let queue, let number, let reason):
            "model v\(number) cannot be used: \(reason); `winnow retrain \(queue) --force` trains a new one"
        }
    }
}

extension ModelShelf {
    /// The promoted model, or the version of a number.
    ///
    /// - Throws: `ModelAbsence`.
    package func required(_ number: Int?, index: ItemIndex) async throws -> QueueModel {
        switch try await model(version: number, index: index) {
        case .model(let model): return model
        case .lost(let version, let reason):
            throw ModelAbsence.lost(queue: queue.name, number: version.number, reason: reason)
        case .none: throw ModelAbsence(of: number, in: queue)
        }
    }
}
