internal import Foundation
internal import Synchronization
internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowEngine

struct RemoteTraining: TrainingAccess {
    let client: APIClient

    /// The longest that a server is asked to wait.
    private static let longestWait = 600.0

    func models(of queue: String, limit: Int) async throws -> [ModelDocument] {
        try await client.models(of: queue, limit: min(limit, 1_000))
    }

    func model(_ version: Int?, of queue: String) async throws -> ModelReply {
        try await client.model(version, of: queue)
    }

    func train(_ queue: String, insisting: Bool, wait: Double) async throws -> ModelDocument {
        let wish = TrainingRequest(force: insisting, wait: min(wait, Self.longestWait))
        guard let model = try await client.train(wish, in: queue).model else {
            throw Problem(.busy, "the server is still training; --wait says how long to wait for it")
        }
        return model
    }

    func ranking(
        of queue: String,
        top: Int,
        strategy: QueryDefinition.Strategy?,
        version: Int?
    ) async throws -> RankingDocument {
        try await client.ranking(of: queue, top: top, strategy: strategy?.rawValue, model: version)
    }

    func export(
        _ queue: String,
        version: Int?,
        as format: ModelExportFormat,
        to descriptor: Int32,
        named file: String
    ) async throws -> WrittenModel {
        // A version by its number: another one may be promoted before the file comes.
        let number = try await client.model(version, of: queue).model.version
        let count = Mutex(0)
        try await client.exportModel(number, of: queue, format: format.rawValue) { piece in
            try Console.write(piece, to: descriptor, named: file)
            count.withLock { $0 += piece.count }
        }
        return WrittenModel(version: number, byteCount: count.withLock(\.self))
    }

    func evaluation(of queue: String, version: Int?) async throws -> Evaluation {
        try await client.evaluation(of: queue, model: version)
    }
}
