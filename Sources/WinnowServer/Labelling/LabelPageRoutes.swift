internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// The label page, which works as a plain form; its modules take over where there is JavaScript.
struct LabelPageRoutes: Sendable {
    let desk: LabellingDesk
    let pages: Pages

    var routes: [Route] {
        let label = Route.Access.permission(.label)
        return [
            .page(.get, "/queues/:queue/label", label, show),
            .page(.post, "/queues/:queue/label", label, answer),
            .page(.post, "/queues/:queue/label/undo", label, undo),
        ]
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        guard let place = LabelPagePlace(request.uri) else {
            return .redirect(to: LabelPagePlace.new.address(in: loop.queue.name))
        }
        return try await page(loop, place, context)
    }

    private func page(
        _ loop: QueueLoops.Loop,
        _ place: LabelPagePlace,
        _ context: AppContext,
        notice: String? = nil
    ) async throws -> Response {
        let identity = try context.requireIdentity()
        let reply = try await desk.claim(
            ClaimRequest(count: 1, holder: place.desk, resume: true),
            by: identity.account.id,
            in: loop
        )
        var view = try await LabelView(loop, of: identity, at: place, parts: desk.parts)
        view.notice = notice
        do {
            if let change = place.change {
                view.change = try await desk.decision(change, by: identity.account.id, in: loop)
            }
            if place.isExplained, place.change == nil, let first = reply.assignments.first {
                view.explanation = try await desk.explanation(
                    of: AssignmentID(first.id),
                    for: identity.account.id,
                    in: loop
                )
            }
        } catch let error as StoreError where error.code.httpStatus < 500 {
            view.notice = error.description
        } catch let error as RequestError where error.code == .refused {
            view.explanationProblem = error.detail
        }
        return try pages.page("label", title: view.queue.definition.title, view.values(reply), context)
    }

    @Sendable private func answer(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let fields = try await FormFields.ofPage(request, context)
        let place = try LabelPagePlace(fields)
        guard let revision = fields["revision"].flatMap({ Int($0) }) else {
            throw RequestError(.badRequest, "the form is not complete")
        }
        // A label's button chooses it; the other buttons have answers of their own.
        let answer = fields["answer"].flatMap { Judgement.Answer(rawValue: $0) } ?? .label
        let wish = AnswerRequest(
            answer: answer,
            labels: answer == .label ? fields.all("label") : nil,
            note: fields["note"],
            revision: revision,
            key: fields["key"]
        )
        do {
            try await store(wish, fields, by: try context.requireIdentity(), in: loop)
        } catch let error as StoreError where error.code.httpStatus == 409 || error.code.httpStatus == 422 {
            return try await page(loop, place, context, notice: error.description)
        }
        return .redirect(to: place.address(in: loop.queue.name))
    }

    private func store(
        _ wish: AnswerRequest,
        _ fields: FormFields,
        by identity: Identity,
        in loop: QueueLoops.Loop
    ) async throws {
        if let annotation = fields["annotation"].flatMap({ Int64($0) }) {
            _ = try await ItemsDesk(parts: desk.parts).revise(
                AnnotationID(annotation),
                to: try desk.judgement(wish, in: await loop.scheduler.queue),
                revision: wish.revision,
                by: identity,
                source: .browser,
                in: loop
            )
            return
        }
        guard let assignment = fields["assignment"].flatMap({ Int64($0) }) else {
            throw RequestError(.badRequest, "the form is not complete")
        }
        _ = try await desk.answer(
            wish,
            to: AssignmentID(assignment),
            by: identity.account.id,
            source: .browser,
            in: loop
        )
    }

    @Sendable private func undo(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let fields = try await FormFields.ofPage(request, context)
        let place = try LabelPagePlace(fields)
        if let assignment = fields["assignment"].flatMap({ Int64($0) }) {
            try await loop.scheduler.release(AssignmentID(assignment), by: try context.annotator)
        }
        guard try await desk.undo(by: try context.annotator, holder: place.desk, in: loop) != nil else {
            return try await page(loop, place, context, notice: "there is nothing to undo")
        }
        return .redirect(to: place.address(in: loop.queue.name))
    }
}
