internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// The list of a queue's counterfactuals, and each with its history and what can be decided.
struct CounterfactualRoutes: Sendable {
    let desk: RevisionDesk
    let pages: Pages

    private static let pageLength = 25
    private static let path = "/queues/:queue/counterfactuals"

    var routes: [Route] {
        [
            .page(.get, Self.path, .permission(.browse), list),
            // Without the permission to browse only one's own.
            .page(.get, Self.path + "/:counterfactual", .permission(.label), show),
            .page(.post, Self.path + "/:counterfactual", .permission(.label), decide),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let identity = try context.requireIdentity()
        let fields = try QueryFields(request, knows: ["state", "before"])
        let state: CounterfactualState? = try fields.choice("state")
        let before = try fields.whole("before", in: 1...Int.max).map { Int64($0) }
        let loop = try await desk.loop(context.text("queue"))
        let queue = await loop.scheduler.queue
        let list = try await CounterfactualList(of: desk.desk(loop))
        let wanted = list.entries.filter { entry in
            (state == nil || entry.state == state) && (before.map { entry.counterfactual.id.rawValue < $0 } ?? true)
        }
        let page = Array(wanted.prefix(Self.pageLength))
        let view = CounterfactualListView(
            queue: queue,
            counts: list.counts,
            state: state,
            entries: page,
            reader: try await CounterfactualReader(page, of: queue, store: desk.parts.store),
            next: wanted.count > page.count ? page.last?.counterfactual.id : nil
        )
        var values = view.values
        values.merge(QueueTabs.values(queue, at: .counterfactuals, for: identity)) { $1 }
        return try pages.page("counterfactuals", title: "Counterfactuals", values, context)
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        return try await page(CounterfactualID(try context.number("counterfactual")), in: loop, context)
    }

    private func page(
        _ id: CounterfactualID,
        in loop: QueueLoops.Loop,
        notice: String? = nil,
        _ context: AppContext
    ) async throws -> Response {
        let identity = try context.requireIdentity()
        let queue = await loop.scheduler.queue
        let entry = try await desk.desk(loop).entry(id)
        guard identity.may(.browse) || entry.counterfactual.writer == identity.account.id else {
            throw RequestError(.forbidden, "to see the texts of others takes the permission to browse")
        }
        let reader = try await CounterfactualReader([entry], of: queue, store: desk.parts.store)
        let text = reader.text(of: entry.counterfactual.data)
        let view = CounterfactualView(
            entry: entry,
            reader: reader,
            identity: identity,
            explanation: try await desk.explanation(of: text, in: loop),
            notice: notice
        )
        var values = view.values
        values.merge(QueueTabs.values(queue, at: .counterfactuals, for: identity)) { $1 }
        let status: HTTPResponse.Status = notice == nil ? .ok : .conflict
        return try pages.page("counterfactual", title: "Counterfactual \(id)", values, context, status: status)
    }

    @Sendable private func decide(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let id = CounterfactualID(try context.number("counterfactual"))
        let form = try await FormFields.ofPage(request, context)
        guard let action = form["action"].flatMap({ CounterfactualStep.Action(rawValue: $0) }) else {
            throw RequestError(.badRequest, "the form is not complete")
        }
        let wish = CounterfactualDecisionRequest(
            action: action,
            reason: form["reason"].flatMap { $0.isEmpty ? nil : $0 },
            seen: form["seen"].flatMap { Int($0) }
        )
        do {
            _ = try await desk.decide(id, wish, by: try context.requireIdentity(), in: loop)
        } catch let refusal as CounterfactualRefusal {
            return try await page(id, in: loop, notice: refusal.description, context)
        } catch let error as StoreError where error.code.httpStatus == 409 {
            return try await page(id, in: loop, notice: error.description, context)
        }
        return .redirect(to: "/queues/\(loop.queue.name.formEscaped)/counterfactuals/\(id)")
    }
}
