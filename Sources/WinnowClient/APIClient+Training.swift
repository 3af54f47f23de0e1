package import Foundation
package import WinnowAPI
package import WinnowDomain

extension APIClient {
    /// - Parameter wait: How many seconds to wait until everything is learned, 0…60; nil for not at all.
    package func status(of queue: String, wait: Int? = nil) async throws -> QueueStatusDocument {
        let query = wait.map { [URLQueryItem(name: "wait", value: "\($0)")] } ?? []
        let patience = Double(wait ?? 0) + 60
        let call = Call(path: ["api", "v1", "queues", queue, "status"], query: query, idleSeconds: patience)
        return try await asNew { try await reply(to: call) }
    }

    package func models(of queue: String, limit: Int) async throws -> [ModelDocument] {
        try await get(
            ["api", "v1", "queues", queue, "models"],
            query: [URLQueryItem(name: "limit", value: "\(limit)")]
        )
    }

    /// - Parameter version: nil for the promoted one.
    package func model(_ version: Int?, of queue: String) async throws -> ModelReply {
        try await get(["api", "v1", "queues", queue, "models", version.map(String.init) ?? "promoted"])
    }

    /// Fetches a model version as a file.
    package func exportModel(
        _ version: Int,
        of queue: String,
        format: String,
        to sink: @Sendable (Data) async throws -> Void
    ) async throws {
        // It is made whole before the first byte comes.
        _ = try await asNew {
            try await download(
                ["api", "v1", "queues", queue, "models", "\(version)", "export"],
                query: [URLQueryItem(name: "format", value: format)],
                accept: "*/*",
                idleSeconds: 600,
                to: sink
            )
        }
    }

    package func train(_ wish: TrainingRequest, in queue: String) async throws -> TrainingReply {
        // The server answers when it is done waiting.
        let patience = (wish.wait ?? 60) + 30
        return try await send("POST", ["api", "v1", "queues", queue, "training-runs"], wish, idleSeconds: patience)
    }

    package func ranking(
        of queue: String,
        top: Int,
        strategy: String?,
        model: Int?
    ) async throws -> RankingDocument {
        var query = [URLQueryItem(name: "top", value: "\(top)")]
        if let strategy { query.append(URLQueryItem(name: "strategy", value: strategy)) }
        if let model { query.append(URLQueryItem(name: "model", value: "\(model)")) }
        return try await get(["api", "v1", "queues", queue, "ranking"], query: query)
    }

    package func evaluation(of queue: String, model: Int?) async throws -> Evaluation {
        let query = model.map { [URLQueryItem(name: "model", value: "\($0)")] } ?? []
        return try await get(["api", "v1", "queues", queue, "evaluation"], query: query)
    }
}
