internal import WinnowDomain
internal import WinnowEngine

extension Installation {
    func shelf(of queue: Queue) -> ModelShelf { ModelShelf(queue: queue, dataFolder: folder, store: store) }

    /// A queue's promoted model, or the version of a number.
    ///
    /// - Throws: `Problem` when there is none.
    func model(_ version: Int?, of queue: Queue, index: ItemIndex) async throws -> QueueModel {
        switch try await shelf(of: queue).model(version: version, index: index) {
        case .model(let model): return model
        case .lost(let version, let reason): throw Problem.lostModel(version, queue, reason)
        case .none: throw Problem.noSuchModel(version, queue)
        }
    }
}

extension Problem {
    /// The version cannot be used any more, and its recipe does not give it back.
    static func lostModel(_ model: ModelVersion, _ queue: Queue, _ reason: String) -> Problem {
        Problem(
            .modelLost,
            "model v\(model.number) cannot be used: \(reason); `winnow retrain \(queue.name) --force` trains a new one"
        )
    }

    /// There is no such version, or no model at all.
    static func noSuchModel(_ version: Int?, _ queue: Queue) -> Problem {
        guard let version else {
            return Problem(
                .noModel,
                "the queue \(queue.name) has no model yet; `winnow retrain \(queue.name)` makes one from its labels"
            )
        }
        return Problem(
            .noSuchModel,
            "the queue \(queue.name) has no model version \(version); `winnow model list \(queue.name)` shows them"
        )
    }
}
