internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What a queue's model says: which items would teach it most, and how good it is.
struct AnalysisRoutes: Sendable {
    let parts: ServerParts

    private static let usualCount = 10
    private static let portionCount = 1_000

    var routes: [Route] {
        [
            .api(.get, "/api/v1/queues/:queue/ranking", .permission(.browse), ranking),
            .api(.get, "/api/v1/queues/:queue/evaluation", .permission(.browse), evaluation),
            .api(.get, "/api/v1/queues/:queue/models/:version/texts", .permission(.browse), learnedTexts),
        ]
    }

    @Sendable private func ranking(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try QueryFields(request, knows: ["top", "strategy", "model"])
        let top = try fields.whole("top", in: 1...1_000) ?? Self.usualCount
        let strategy = try fields.text("strategy").map { name in
            guard let strategy = QueryDefinition.Strategy(named: name) else {
                throw RequestError(.badRequest, QueryDefinition.Strategy.unknown(name))
            }
            return strategy
        }
        let version = try fields.whole("model", in: 1...Int.max)
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let ranking = try await loop.ranking(top: top, version: version, strategy: strategy, store: parts.store)
        return try JSONBody.reply(RankingDocument(ranking, of: loop.queue))
    }

    @Sendable private func evaluation(_ request: Request, _ context: AppContext) async throws -> Response {
        let version = try QueryFields(request, knows: ["model"]).whole("model", in: 1...Int.max)
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        return try JSONBody.reply(try await loop.evaluation(version: version, store: parts.store))
    }

    /// A line a text, in the order of their hashes.
    @Sendable private func learnedTexts(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try QueryFields(request, knows: [])
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let model = try await parts.store.version(try context.modelVersion(), of: loop.queue)
        let hashes = try await loop.learnedTexts(of: model, store: parts.store).hashes.map(\.description).sorted()
        return Response(
            status: .ok,
            headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                for start in stride(from: 0, to: hashes.count, by: Self.portionCount) {
                    let portion = hashes[start..<min(start + Self.portionCount, hashes.count)]
                    let lines = portion.map { "{\"hash\":\"\($0)\"}\n" }.joined()
                    try await writer.write(ByteBuffer(string: lines))
                }
                try await writer.finish(nil)
            }
        )
    }
}
