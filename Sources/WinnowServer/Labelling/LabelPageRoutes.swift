internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// The label page, which works as a plain form; its modules take over where there is JavaScript.
///
/// Each tab has a desk of its own, named in its address: what lies on it is there again after a reload, and two tabs never
/// get the same item.
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
        guard let holder = request.uri.queryParameters.get("desk"), Self.isDesk(holder) else {
            return .redirect(to: Self.address(of: loop.queue.name, desk: Secret().text.prefix(10).lowercased()))
        }
        return try await page(loop, holder, context)
    }

    private func page(
        _ loop: QueueLoops.Loop,
        _ holder: String,
        _ context: AppContext,
        notice: String? = nil
    ) async throws -> Response {
        let identity = try context.requireIdentity()
        let reply = try await desk.claim(
            ClaimRequest(count: 1, holder: holder, resume: true),
            by: identity.account.id,
            in: loop
        )
        let view = try await LabelView(loop, of: identity, desk: holder, parts: desk.parts)
        return try pages.page(
            "label",
            title: view.queue.definition.title,
            view.values(reply, notice: notice),
            context
        )
    }

    @Sendable private func answer(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let fields = try await form(request, context)
        let holder = try holder(fields)
        guard let assignment = fields["assignment"].flatMap({ Int64($0) }),
            let revision = fields["revision"].flatMap({ Int($0) })
        else { throw RequestError(.badRequest, "the form is not complete") }
        // A label's button chooses it; the other buttons have answers of their own.
        let answer = fields["answer"].flatMap { Judgement.Answer(rawValue: $0) } ?? .label
        do {
            _ = try await desk.answer(
                AnswerRequest(
                    answer: answer,
                    labels: answer == .label ? fields.all("label") : nil,
                    note: fields["note"],
                    revision: revision,
                    key: fields["key"]
                ),
                to: AssignmentID(assignment),
                by: try context.annotator,
                source: .browser,
                in: loop
            )
        } catch let error as StoreError where error.code.httpStatus == 409 || error.code.httpStatus == 422 {
            return try await page(loop, holder, context, notice: error.description)
        }
        return .redirect(to: Self.address(of: loop.queue.name, desk: holder))
    }

    @Sendable private func undo(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let fields = try await form(request, context)
        let holder = try holder(fields)
        if let assignment = fields["assignment"].flatMap({ Int64($0) }) {
            try await loop.scheduler.release(AssignmentID(assignment), by: try context.annotator)
        }
        guard try await desk.undo(by: try context.annotator, holder: holder, in: loop) != nil else {
            return try await page(loop, holder, context, notice: "there is nothing to undo")
        }
        return .redirect(to: Self.address(of: loop.queue.name, desk: holder))
    }

    private func form(_ request: Request, _ context: AppContext) async throws -> FormFields {
        let fields = try await FormFields(of: request, limit: 64 * 1_024)
        try FormGuard.check(fields[FormGuard.field], for: try context.requireIdentity())
        return fields
    }

    private func holder(_ fields: FormFields) throws -> String {
        guard let holder = fields["desk"], Self.isDesk(holder) else {
            throw RequestError(.badRequest, "the form is not complete")
        }
        return holder
    }

    private static func isDesk(_ text: String) -> Bool {
        (4...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }

    private static func address(of queue: String, desk: String) -> String {
        "/queues/\(queue.formEscaped)/label?desk=\(desk)"
    }
}
