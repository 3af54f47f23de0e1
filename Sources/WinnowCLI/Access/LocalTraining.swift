internal import Foundation
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowQueueFiles
internal import WinnowServer

struct LocalTraining: TrainingAccess {
    let installation: Installation

    private var store: any Store { installation.store }

    func models(of queue: String, limit: Int) async throws -> [ModelDocument] {
        let queue = try await store.queue(named: queue)
        return try await store.models(of: queue.id, limit: limit).map { ModelDocument($0) }
    }

    func model(_ version: Int?, of queue: String) async throws -> ModelReply {
        let queue = try await store.queue(named: queue)
        let found: ModelVersion? =
            if let version {
                try await store.model(version, of: queue.id)
            } else {
                try await store.promotedModel(of: queue.id)
            }
        guard let found else { throw ModelAbsence(of: version, in: queue) }
        return ModelReply(model: ModelDocument(found), definition: QueueFile.text(for: found.recipe.definition))
    }

    func train(_ queue: String, insisting: Bool, wait: Double) async throws -> ModelDocument {
        let queue = try await store.queue(named: queue)
        let runner = installation.runner(for: queue)
        // What is new is looked at with the lock in hand: the one who had it before may have learned it.
        let lock = try await runner.lock(patience: .seconds(wait))
        let last = try await store.promotedModel(of: queue.id)
        let history = try await installation.history(of: queue)
        if !insisting, let refusal = TrainingRefusal(queue, history, last: last) { throw refusal }
        if history.labelledItemCount == 0 { throw TrainingRefusal.nothingLabelled }
        let outcome = try await runner.run(
            TrainingRunner.Snapshot(
                index: try await installation.index(of: queue),
                history: history,
                event: history.lastEvent
            ),
            holding: lock
        )
        return ModelDocument(outcome.version)
    }

    func ranking(
        of queue: String,
        top: Int,
        strategy: QueryDefinition.Strategy?,
        version: Int?
    ) async throws -> RankingDocument {
        let queue = try await store.queue(named: queue)
        let index = try await installation.index(of: queue)
        let history = try await installation.history(of: queue)
        let shelf = installation.shelf(of: queue)
        let hasModel = try await store.promotedModel(of: queue.id) != nil
        return RankingDocument(
            try await PoolRanking(
                of: queue,
                top: top,
                model: version != nil || hasModel ? try await shelf.required(version, index: index) : nil,
                strategy: strategy,
                index: index,
                standing: history.standing(at: history.lastEvent),
                shelf: shelf,
                store: store
            ),
            of: queue
        )
    }

    func export(
        _ queue: String,
        version: Int?,
        as format: ModelExportFormat,
        to descriptor: Int32,
        named file: String
    ) async throws -> WrittenModel {
        let queue = try await store.queue(named: queue)
        let model = try await installation.model(version, of: queue, index: try await installation.index(of: queue))
        let bytes = try ModelExport(model, of: queue.name).bytes(format)
        try Console.write(Data(bytes), to: descriptor, named: file)
        return WrittenModel(version: model.version.number, byteCount: bytes.count)
    }

    func evaluation(of queue: String, version: Int?) async throws -> Evaluation {
        let queue = try await store.queue(named: queue)
        let index = try await installation.index(of: queue)
        let shelf = installation.shelf(of: queue)
        let model = try await shelf.required(version, index: index)
        let history = try await installation.history(of: queue)
        let evaluation = try await QueueEvaluation(
            model,
            of: queue,
            index: index,
            standing: history.standing(at: history.lastEvent),
            store: store,
            shelf: shelf
        )
        guard let evaluation else { throw NothingToMeasureOn(index: index) }
        return evaluation.figures(of: model.version.number, isOwn: true)
    }
}
