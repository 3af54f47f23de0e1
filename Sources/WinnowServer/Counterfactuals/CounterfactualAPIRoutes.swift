internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Counterfactuals for programs, and for the page that they are written on.
struct CounterfactualAPIRoutes: Sendable {
    let desk: RevisionDesk

    private static let usualLimit = 100
    private static let path = "/api/v1/queues/:queue/counterfactuals"

    var routes: [Route] {
        let limit = RevisionDesk.formLimit
        return [
            .api(.get, Self.path, .permission(.browse), list),
            .api(.post, Self.path, .permission(.label), bodyLimit: limit, write),
            .api(.post, "/api/v1/queues/:queue/counterfactual-checks", .permission(.label), bodyLimit: limit, check),
            .api(.get, Self.path + "/:counterfactual", .permission(.browse), show),
            .api(.post, Self.path + "/:counterfactual/decisions", .permission(.label), decide),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try QueryFields(request, knows: ["state", "before", "limit"])
        let state: CounterfactualState? = try fields.choice("state")
        let before = try fields.whole("before", in: 1...Int.max)
        let limit = try fields.whole("limit", in: 1...1_000) ?? Self.usualLimit
        let loop = try await desk.loop(context.text("queue"))
        let list = try await CounterfactualList(of: desk.desk(loop))
        let wanted = list.entries.filter { entry in
            (state == nil || entry.state == state)
                && (before.map { entry.counterfactual.id.rawValue < Int64($0) } ?? true)
        }
        let page = Array(wanted.prefix(limit))
        let reader = try await CounterfactualReader(page, of: await loop.scheduler.queue, store: desk.parts.store)
        return try JSONBody.reply(
            CounterfactualListReply(
                counterfactuals: page.map(reader.document),
                counts: Dictionary(uniqueKeysWithValues: list.counts.map { ($0.key.rawValue, $0.value) }),
                next: wanted.count > limit ? page.last?.counterfactual.id.rawValue : nil
            )
        )
    }

    @Sendable private func write(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(CounterfactualRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        let record = try await desk.write(wish, by: try context.requireIdentity(), in: loop)
        return try await reply(record.counterfactual.id, in: loop, status: .created)
    }

    @Sendable private func check(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(CounterfactualRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        return try JSONBody.reply(try await desk.check(wish, for: try context.requireIdentity(), in: loop))
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        return try await reply(CounterfactualID(try context.number("counterfactual")), in: loop)
    }

    @Sendable private func decide(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(CounterfactualDecisionRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        let id = CounterfactualID(try context.number("counterfactual"))
        _ = try await desk.decide(id, wish, by: try context.requireIdentity(), in: loop)
        return try await reply(id, in: loop)
    }

    private func reply(
        _ id: CounterfactualID,
        in loop: QueueLoops.Loop,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let entry = try await desk.desk(loop).entry(id)
        let reader = try await CounterfactualReader([entry], of: await loop.scheduler.queue, store: desk.parts.store)
        return try JSONBody.reply(reader.document(entry), status: status)
    }
}
