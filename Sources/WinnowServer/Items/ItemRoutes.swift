internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// One item with its history, and the form that changes an annotation of it.
struct ItemRoutes: Sendable {
    let desk: ItemsDesk
    let pages: Pages

    var routes: [Route] {
        [
            .page(.get, "/queues/:queue/items/:item", .permission(.browse), show),
            .page(.post, "/queues/:queue/annotations/:annotation", .permission(.browse), change),
        ]
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let list = try FormFields(parsing: (request.uri.query ?? "").utf8)["list"]
        return try await page(loop, try ItemAddress.id(request, context), list: list, context)
    }

    private func page(
        _ loop: QueueLoops.Loop,
        _ id: String,
        list: String?,
        draft: ItemView.Draft? = nil,
        notice: String? = nil,
        _ context: AppContext
    ) async throws -> Response {
        let identity = try context.requireIdentity()
        let queue = await loop.scheduler.queue
        let record = try await desk.parts.store.record(of: id, in: queue.id)
        let browser = await desk.parts.items.browser(of: loop)
        let text = ItemDocument(record.item, queue: queue).text
        var view = ItemView(
            queue: queue,
            record: record,
            text: text,
            names: try await desk.parts.store.annotatorNames(),
            identity: identity,
            list: ListParameters(list)
        )
        view.prediction = try await browser.predictor.predict([text])
        view.score = try await browser.score(of: record.item.id)
        view.draft = draft
        view.alike = try await desk.alike(record.item.id, in: loop)
        view.counterfactuals = try await desk.counterfactuals(of: record.item.id, in: loop)
        var values = view.values
        values["notice"] = notice.map { $0.capitalizedFirst + "." }
        values.merge(QueueTabs.values(queue, at: .items, for: identity)) { $1 }
        let status: HTTPResponse.Status = notice == nil ? .ok : .conflict
        return try pages.page("item", title: "Item \(id)", values, context, status: status)
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let fields = try await FormFields.ofPage(request, context)
        let identity = try context.requireIdentity()
        let loop = try await desk.loop(context.text("queue"))
        let id = AnnotationID(try context.number("annotation"))
        let annotation = try await desk.parts.store.annotation(id, in: loop.queue.id)
        guard let item = try await desk.parts.store.items([annotation.item]).first else {
            throw StoreError.noSuchAnnotation(id)
        }
        guard let revision = fields["revision"].flatMap({ Int($0) }),
            let answer = fields["answer"].flatMap({ Judgement.Answer(rawValue: $0) })
        else { throw RequestError(.badRequest, "the form is not complete") }
        let labels = fields.all("label")
        let draft = ItemView.Draft(
            annotator: annotation.annotator,
            answer: answer,
            labels: labels,
            note: fields["note"] ?? ""
        )
        do {
            let wish = AnswerRequest(
                answer: answer,
                labels: answer == .label ? labels : nil,
                note: fields["note"],
                revision: revision
            )
            let judgement = try LabellingDesk(parts: desk.parts).judgement(wish, in: await loop.scheduler.queue)
            _ = try await desk.revise(
                id,
                to: judgement,
                revision: revision,
                by: identity,
                source: .browser,
                in: loop
            )
        } catch {
            // What was chosen is in the form again, above what stands now: nothing is lost.
            let problem = RequestError(error)
            guard [409, 422].contains(problem.code.httpStatus) else { throw error }
            let reason = problem.detail ?? problem.code.title
            return try await page(
                loop,
                item.externalID,
                list: fields["list"],
                draft: draft,
                notice: "\(reason); your change is not stored, look at it again below",
                context
            )
        }
        let list = ListParameters(fields["list"]).text
        let parameters = list.isEmpty ? "" : "list=\(list.formEscaped)"
        return .redirect(to: ItemAddress.path(loop.queue.name, item.externalID, adding: parameters))
    }
}
