internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Claiming, answering, renewing, giving back, undoing.
struct LabellingRoutes: Sendable {
    let desk: LabellingDesk

    var routes: [Route] {
        let label = Route.Access.permission(.label)
        return [
            .api(.post, "/api/v1/queues/:queue/assignments", label, claim),
            .api(.post, "/api/v1/queues/:queue/assignments/:assignment/annotation", label, answer),
            .api(.post, "/api/v1/queues/:queue/assignments/:assignment/renew", label, renew),
            .api(.post, "/api/v1/queues/:queue/assignments/:assignment/release", label, release),
            .api(.get, "/api/v1/queues/:queue/assignments/:assignment/words", label, words),
            .api(.get, "/api/v1/queues/:queue/decisions", label, decisions),
            .api(.get, "/api/v1/queues/:queue/decisions/:annotation", label, decision),
            .api(.post, "/api/v1/queues/:queue/annotations/:annotation/retract", label, retract),
            .api(.post, "/api/v1/queues/:queue/annotations/:annotation/revise", label, revise),
        ]
    }

    @Sendable private func claim(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(ClaimRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        return try JSONBody.reply(try await desk.claim(wish, by: try context.annotator, in: loop))
    }

    @Sendable private func answer(_ request: Request, _ context: AppContext) async throws -> Response {
        let answer = try await JSONBody.read(AnswerRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        let annotator = try context.annotator
        let annotation = try await desk.answer(
            answer,
            to: AssignmentID(try context.number("assignment")),
            by: annotator,
            source: try context.source,
            in: loop
        )
        var next: ClaimReply?
        if let wish = answer.next { next = try await desk.claim(wish, by: annotator, in: loop) }
        return try JSONBody.reply(AnswerReply(annotation, queue: await loop.scheduler.queue, next: next))
    }

    @Sendable private func renew(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let renewed = try await loop.scheduler.renew(
            AssignmentID(try context.number("assignment")),
            by: try context.annotator
        )
        return try JSONBody.reply(["leaseUntil": renewed.leaseUntil.seconds])
    }

    @Sendable private func release(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(ReleaseRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        let delay = wish.afterSeconds ?? 0
        guard (0...600).contains(delay) else { throw RequestError(.badRequest, "afterSeconds has to be 0 to 600") }
        try await loop.scheduler.release(
            AssignmentID(try context.number("assignment")),
            by: try context.annotator,
            after: .seconds(delay)
        )
        return Response(status: .noContent)
    }

    @Sendable private func words(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let id = AssignmentID(try context.number("assignment"))
        return try JSONBody.reply(try await desk.explanation(of: id, for: try context.annotator, in: loop))
    }

    @Sendable private func decisions(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let identity = try context.requireIdentity()
        let limit = request.uri.queryParameters.get("limit").map { Int($0) } ?? 10
        guard let limit, (1...100).contains(limit) else { throw RequestError(.badRequest, "limit has to be 1 to 100") }
        let decisions = try await desk.parts.store.decisions(in: loop.queue.id, of: identity.account.id, limit: limit)
        let queue = await loop.scheduler.queue
        return try JSONBody.reply(decisions.map { AnnotationDocument($0, by: identity.account.name, queue: queue) })
    }

    @Sendable private func decision(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let identity = try context.requireIdentity()
        let id = AnnotationID(try context.number("annotation"))
        let decision = try await desk.decision(id, by: identity.account.id, in: loop)
        let queue = await loop.scheduler.queue
        return try JSONBody.reply(AnnotationDocument(decision, by: identity.account.name, queue: queue))
    }

    @Sendable private func retract(_ request: Request, _ context: AppContext) async throws -> Response {
        let wish = try await JSONBody.read(ClaimRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        let next = try await desk.undo(
            AnnotationID(try context.number("annotation")),
            by: try context.annotator,
            holder: wish.holder,
            in: loop
        )
        let queue = await loop.scheduler.queue
        guard case .assigned(let assignment, let item) = next else {
            return try JSONBody.reply(ClaimReply(state: .waiting, assignments: []))
        }
        let granted = Claim.Granted(assignment: assignment, item: item)
        return try JSONBody.reply(
            ClaimReply(state: .assigned, assignments: [AssignmentDocument(granted, queue: queue)])
        )
    }

    @Sendable private func revise(_ request: Request, _ context: AppContext) async throws -> Response {
        let answer = try await JSONBody.read(AnswerRequest.self, from: request, context)
        let loop = try await desk.loop(context.text("queue"))
        let revised = try await ItemsDesk(parts: desk.parts).revise(
            AnnotationID(try context.number("annotation")),
            to: try desk.judgement(answer, in: await loop.scheduler.queue),
            revision: answer.revision,
            by: try context.requireIdentity(),
            source: try context.source,
            in: loop
        )
        return try JSONBody.reply(AnswerReply(revised, queue: await loop.scheduler.queue, next: nil))
    }
}

extension AppContext {
    var annotator: AnnotatorID {
        get throws { try requireIdentity().account.id }
    }

    /// Browsers have sessions, programs have tokens.
    var source: AnnotationSource {
        get throws { try requireIdentity().credential.kind == .token ? .api : .browser }
    }

    /// A part of the address.
    func text(_ name: String) throws -> String {
        guard let text = parameters.get(name).flatMap({ $0.removingPercentEncoding }) else {
            throw RequestError(.noSuchPage)
        }
        try text.refuseNull()
        return text
    }

    /// A number in the address.
    func number(_ name: String) throws -> Int64 {
        guard let number = Int64(try text(name)) else {
            throw RequestError(.badRequest, "\"\(try text(name).prefix(60))\" is no number of \(name)s")
        }
        return number
    }
}

extension AnnotationDocument {
    init(_ decision: Decision, by annotator: String, queue: Queue) {
        self.init(
            id: decision.annotation.id.rawValue,
            item: ItemDocument(decision.item, queue: queue),
            annotator: annotator,
            answer: decision.annotation.judgement.answer,
            labels: decision.annotation.judgement.present.compactMap { queue.label($0)?.name },
            note: decision.annotation.judgement.note,
            at: decision.annotation.at.seconds
        )
    }
}
