internal import Hummingbird
internal import Logging
internal import WinnowDomain
internal import WinnowEngine

/// What service supervisors and proxies ask: does the process answer, and can it do its work? Open to everybody, and so
/// without any name.
struct HealthRoutes: Sendable {
    let parts: ServerParts

    var routes: [Route] {
        [.api(.get, "/healthz", .everybody, alive), .api(.get, "/readyz", .everybody, ready)]
    }

    struct Health: Codable {
        let status: String
        var reasons: [String]?
    }

    @Sendable private func alive(_ request: Request, _ context: AppContext) async throws -> Response {
        try JSONBody.reply(Health(status: "ok"))
    }

    @Sendable private func ready(_ request: Request, _ context: AppContext) async throws -> Response {
        let reasons = await obstacles(context)
        guard !reasons.isEmpty else { return try JSONBody.reply(Health(status: "ready")) }
        return try JSONBody.reply(Health(status: "not ready", reasons: reasons), status: .serviceUnavailable)
    }

    private func obstacles(_ context: AppContext) async -> [String] {
        do {
            let unopened = try await parts.loops.unopenedQueues()
            guard !unopened.isEmpty else { return [] }
            context.logger.debug("not ready", metadata: ["queues": .array(unopened.map { "\($0)" })])
            return [unopened.count == 1 ? "1 queue is not open yet" : "\(unopened.count) queues are not open yet"]
        } catch {
            context.logger.error("not ready: the database cannot be read", metadata: ["error": "\(error)"])
            return ["the database cannot be read; the log says more"]
        }
    }
}
