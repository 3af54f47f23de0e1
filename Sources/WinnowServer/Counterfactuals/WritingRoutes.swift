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
            place.item = try await offered(place, for: try context.requireIdentity(), in: loop)
            place.isOffered = place.item != nil
        }
        return try await page(loop, place, stored: fields["stored"], context)
    }

    /// The item of the revision queue that is worth most, apart from those that were passed over.
    private func offered(
        _ place: WritingPlace,
        for identity: Identity,
        in loop: QueueLoops.Loop
    ) async throws -> String? {
        var passed: Set<ItemID> = []
        for name in place.passed {
            if let item = try? await desk.parts.store.history(of: name, in: loop.queue.id).item.id {
                passed.insert(item)
            }
        }
        let count = identity.may(.browse) ? 1 : Self.lookedAtCount
        let counterfactuals = await desk.desk(loop)
        for next in try await loop.revisions(count, without: passed, store: desk.parts.store) {
            guard let item = try await desk.parts.store.items([next]).first else { continue }
            let annotator = identity.account.id
            if !identity.may(.browse), try await counterfactuals.mayStillAsk(annotator, about: item) { continue }
            return item.externalID
        }
        return nil
    }

    /// Items that are looked at for somebody who may not be told of all of them.
    private static let lookedAtCount = 200

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
            let subject = try await desk.subject(item, for: identity, in: loop)
            view.subject = subject
            if subject.source != nil {
                view.explanation = try await desk.explanation(of: typed?.text ?? subject.text, in: loop)
            }
            view.draft = try await draft(place.draft, of: subject, at: counterfactuals)
            view.examples = try await examples(for: subject, in: loop, at: counterfactuals)
            // What others made of it may be given to somebody who is not to know what it is meant to be.
            view.others = try await CounterfactualList(of: counterfactuals, around: subject.item.id).entries.filter {
                $0.counterfactual.parent == subject.item.id
                    && (identity.may(.browse) || $0.counterfactual.writer == identity.account.id)
            }
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

    /// The draft that is to be written anew; nil when it is of another item, or none.
    private func draft(
        _ id: CounterfactualID?,
        of subject: RevisionSubject,
        at counterfactuals: CounterfactualDesk
    ) async throws -> CounterfactualList.Entry? {
        guard let id else { return nil }
        do {
            let entry = try await counterfactuals.entry(id)
            return entry.counterfactual.isDraft(of: subject.item.id) ? entry : nil
        } catch StoreError.noSuchCounterfactual {
            return nil
        }
    }

    private func examples(
        for subject: RevisionSubject,
        in loop: QueueLoops.Loop,
        at counterfactuals: CounterfactualDesk
    ) async throws -> [WritingView.Example] {
        let known = await loop.coordinator.known.history.counterfactuals.records
        let entries = try await counterfactuals.workedExamples(for: subject, among: known)
        let reader = try await CounterfactualReader(entries, of: counterfactuals.queue, store: desk.parts.store)
        return entries.map { entry in
            WritingView.Example(
                source: reader.label(entry.counterfactual.source),
                target: reader.label(entry.counterfactual.target),
                pieces: reader.pieces(of: entry.counterfactual)
            )
        }
    }

    @Sendable private func write(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await desk.loop(context.text("queue"))
        let form = try await FormFields.ofPage(request, context)
        let place = WritingPlace(form)
        guard let item = place.item else { throw RequestError(.badRequest, "the form is not complete") }
        let identity = try context.requireIdentity()
        let subject = try await desk.subject(item, for: identity, in: loop)
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
            let record = try await desk.write(wish, by: identity, in: loop)
            return .redirect(to: place.next(in: loop.queue.name, stored: record.counterfactual.id))
        } catch let error as any CodedError where error.code.httpStatus < 500 {
            // What was written is in the form again: nothing is lost.
            let refusal = error as? CounterfactualRefusal ?? CounterfactualRefusal(error.description)
            let typed = WritingView.Typed(texts: texts, reason: form["reason"], refusal: refusal, subject, wish)
            return try await page(loop, place, typed: typed, context)
        }
    }
}

extension Counterfactual {
    /// Whether a generator made it of an item: then it can be written anew.
    fileprivate func isDraft(of parent: ItemID) -> Bool {
        if case .generator = author { self.parent == parent } else { false }
    }
}
