internal import HTTPTypes
internal import Hummingbird
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// The page on which revised texts are written: a plain form, which a module makes live.
struct WritingRoutes: Sendable {
    let desk: RevisionDesk
    let pages: Pages

    var routes: [Route] {
        let limit = RevisionDesk.formLimit
        return [
            .page(.get, "/queues/:queue/revise", .permission(.label), show),
            .page(.post, "/queues/:queue/revise", .permission(.label), bodyLimit: limit, write),
        ]
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let fields = try FormFields(parsing: (request.uri.query ?? "").utf8)
        var place = WritingPlace(fields)
        if let annotation = place.annotation {
            let given = try await desk.parts.store.decision(annotation, of: try context.annotator, in: loop.queue.id)
            place.item = given.item.externalID
        }
        if place.item == nil, loop.queue.definition.task == .classification {
            place.item = try await offered(place, in: loop)
            place.isOffered = place.item != nil
        }
        return try await page(loop, place, stored: fields["stored"], context)
    }

    /// The item of the revision queue that is worth most, apart from those that were passed over.
    private func offered(_ place: WritingPlace, in loop: QueueLoops.Loop) async throws -> String? {
        var passed: Set<ItemID> = []
        for name in place.passed {
            if let item = try? await desk.parts.store.history(of: name, in: loop.queue.id).item.id {
                passed.insert(item)
            }
        }
        guard let next = try await loop.revisions(1, without: passed, store: desk.parts.store).first else { return nil }
        return try await desk.parts.store.items([next]).first?.externalID
    }

    private func page(
        _ loop: QueueLoops.Loop,
        _ place: WritingPlace,
        stored: String? = nil,
        typed: WritingView.Typed? = nil,
        _ context: AppContext
    ) async throws -> Response {
        let identity = try context.requireIdentity()
        let queue = await loop.scheduler.queue
        var view = WritingView(queue: queue, identity: identity, place: place)
        view.stored = stored
        view.typed = typed
        let counterfactuals = await desk.desk(loop)
        if let item = place.item {
            let subject = try await counterfactuals.subject(item, for: identity.account.id)
            view.subject = subject
            if subject.source != nil {
                view.explanation = try await desk.explanation(of: typed?.text ?? subject.text, in: loop)
            }
            let list = try await CounterfactualList(of: counterfactuals)
            view.draft = place.draft.flatMap { id in list.entries.first { $0.counterfactual.id == id } }
            view.example = try await example(list, for: subject, queue)
            view.others = list.entries.filter { $0.counterfactual.parent == subject.item.id }
        }
        let status: HTTPResponse.Status = typed == nil ? .ok : .unprocessableContent
        return try pages.page(
            "revise",
            title: "Revise · \(queue.definition.title)",
            view.values,
            context,
            status: status
        )
    }

    /// The smallest accepted edit from the item's label, as a worked example.
    private func example(
        _ list: CounterfactualList,
        for subject: RevisionSubject,
        _ queue: Queue
    ) async throws -> WritingView.Example? {
        let accepted = list.entries.filter { entry in
            entry.state == .accepted && entry.counterfactual.kind == .flip
                && entry.counterfactual.source == subject.source && entry.counterfactual.parent != subject.item.id
        }
        guard let best = accepted.min(by: { $0.counterfactual.edit.ratio < $1.counterfactual.edit.ratio }) else {
            return nil
        }
        let reader = try await CounterfactualReader([best], of: queue, store: desk.parts.store)
        let one = best.counterfactual
        return WritingView.Example(
            source: reader.label(one.source),
            target: reader.label(one.target),
            pieces: reader.pieces(of: one)
        )
    }

    @Sendable private func write(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let form = try await FormFields.ofPage(request, context)
        let place = WritingPlace(form)
        guard let item = place.item else { throw RequestError(.badRequest, "the form is not complete") }
        let subject = try await desk.desk(loop).subject(item, for: try context.annotator)
        var texts: [String: String] = [:]
        for field in subject.fields.fields {
            guard let text = form["text-\(field.name)"] else { continue }
            texts[field.name] = text
        }
        let wish = CounterfactualRequest(
            item: item,
            kind: place.kind,
            target: place.target,
            texts: texts,
            isImpossible: form["answer"] == "impossible",
            seconds: form["seconds"].flatMap { Double($0) },
            overrideReason: form["reason"],
            draft: place.draft?.rawValue,
            key: form["key"]
        )
        do {
            let record = try await desk.write(wish, by: try context.annotator, in: loop)
            return .redirect(to: place.next(in: loop.queue.name, stored: record.counterfactual.id))
        } catch let refusal as CounterfactualRefusal {
            // What was written is in the form again: nothing is lost.
            let typed = WritingView.Typed(texts: texts, reason: form["reason"], refusal: refusal, subject, wish)
            return try await page(loop, place, typed: typed, context)
        }
    }
}
