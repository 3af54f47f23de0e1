internal import Foundation
internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowEngine

/// Labels over HTTP: the server has the loop.
actor RemoteLabelling: LabellingAccess {
    private let client: APIClient
    private let name: String
    private let annotator: String?
    /// What this session's claims are known by: an item whose way here was lost comes again.
    private let holder = "terminal-" + UUID().uuidString
    private var account = AnnotatorID(0)
    private var queue: RemoteQueue?
    private var last = QueueProgress()
    private var model: ModelDocument?
    private var modelLine = ""
    /// Tells the form; nil until it runs.
    private var tell: (@Sendable (FormEvent) -> Void)?

    init(client: APIClient, queue: String, annotator: String?) {
        self.client = client
        name = queue
        self.annotator = annotator
    }

    func opening() async throws -> LabellingOpening {
        let session = try await client.session()
        if let annotator, annotator != session.name {
            throw Problem.usage(
                "the token is \(session.name)'s, so \(session.name) labels; --annotator \(annotator) needs a token of \(annotator)'s"
            )
        }
        account = AnnotatorID(session.account)
        let document = try await client.queue(named: name)
        let queue = RemoteQueue(document, definition: try QueueFileLoader.definition(of: document), after: nil)
        self.queue = queue
        last = QueueProgress(itemCount: document.items, finishedCount: document.finished)
        model = document.model
        return LabellingOpening(
            queue: queue.queue,
            annotator: session.name,
            isNewcomer: try await client.decisions(in: name, limit: 1).isEmpty,
            progress: last,
            model: document.model
        )
    }

    func next() async throws -> NextItem {
        // What was given to this session and never came is in nobody's hands: that first.
        item(of: try await client.claim(in: name, ClaimRequest(count: 1, holder: holder, resume: true)))
    }

    func submit(
        _ judgement: Judgement,
        for assignment: Assignment,
        revision: Int,
        seconds: Double?
    ) async throws -> Annotation {
        let queue = try known()
        let reply = try await client.answer(
            assignment.id.rawValue,
            in: name,
            AnswerRequest(
                answer: judgement.answer,
                labels: queue.names(judgement.present),
                absentLabels: judgement.absent.isEmpty ? nil : queue.names(judgement.absent),
                note: judgement.note,
                seconds: seconds,
                revision: revision,
                // One for the assignment: a second try is answered with what the first one stored.
                key: "\(holder)-\(assignment.id)"
            )
        )
        return Annotation(
            id: AnnotationID(reply.annotation),
            item: assignment.item,
            annotator: account,
            assignment: assignment.id,
            action: .submit,
            judgement: queue.stored(reply, sent: judgement),
            seconds: seconds,
            source: .api,
            event: reply.event ?? 0,
            at: SystemClock().now()
        )
    }

    func learn(_ annotation: Annotation) {}

    func takeBack(_ annotation: Annotation) async throws -> NextItem {
        item(of: try await client.retract(annotation.id.rawValue, in: name, ClaimRequest(holder: holder)))
    }

    func renew(_ assignment: Assignment) async throws {
        try await client.renew(assignment.id.rawValue, in: name)
    }

    func release(_ assignment: Assignment) async throws {
        try await client.release(assignment.id.rawValue, in: name, ReleaseRequest())
    }

    /// As told with the last item, which costs nothing.
    func progress() -> QueueProgress { last }

    /// The stream tells by itself.
    func lookOutside() {}

    func stop() {}

    /// Listens to the queue's stream, and begins again when it ends.
    func run(_ tell: @escaping @Sendable (FormEvent) -> Void) async {
        self.tell = tell
        while !Task.isCancelled {
            await listen(tell)
            // Not at once: a server that is starting again has enough to do.
            try? await Task.sleep(for: .seconds(2))
        }
    }

    private func listen(_ tell: @escaping @Sendable (FormEvent) -> Void) async {
        // Handled apart: whoever reads the stream must not wait for other requests. The last messages say it all.
        let (messages, inbox) = AsyncStream.makeStream(of: LiveMessage.self, bufferingPolicy: .bufferingNewest(8))
        await withDiscardingTaskGroup { group in
            group.addTask { for await message in messages { await self.heard(message, tell) } }
            try? await client.events(of: name) { inbox.yield($0) }
            inbox.finish()
        }
    }

    private func heard(_ message: LiveMessage, _ tell: @Sendable (FormEvent) -> Void) async {
        switch message {
        case .training(let training):
            if let failure = training.failure { tell(.trainingFailed(failure)) } else { tell(.trainingStarted) }
        case .status(let status):
            last = QueueProgress(itemCount: status.items, finishedCount: status.finished)
            tell(.progress(last))
            guard status.model != modelLine || status.revision != queue?.queue.revision else { return }
            // What cannot be read now is with the next event.
            guard let document = try? await client.queue(named: name) else { return }
            modelLine = status.model
            if let model = document.model, model != self.model {
                self.model = model
                tell(.modelPromoted(model))
            }
            guard document.revision != queue?.queue.revision,
                let definition = try? QueueFileLoader.definition(of: document)
            else { return }
            let changed = RemoteQueue(document, definition: definition, after: queue)
            queue = changed
            tell(.queueChanged(changed.queue))
        }
    }

    private func known() throws -> RemoteQueue {
        guard let queue else { throw Problem(.failed, "the queue \(name) is not open") }
        return queue
    }

    private func item(of reply: ClaimReply) -> NextItem {
        if let progress = reply.progress {
            last = QueueProgress(itemCount: progress.items, finishedCount: progress.finished)
            tell?(.progress(last))
        }
        guard let given = reply.assignments.first else { return reply.state == .finished ? .finished : .waiting }
        let assignment = Assignment(
            id: AssignmentID(given.id),
            // Items have no numbers over HTTP; the assignment's tells them apart here.
            item: ItemID(given.id),
            annotator: account,
            state: .active,
            leaseUntil: Moment(given.leaseUntil),
            reason: given.reason
        )
        let item = Item(
            id: ItemID(given.id),
            externalID: given.item.id,
            // What annotators read, as the server has put it together: a text stands for itself.
            data: .string(given.item.text),
            origin: .imported,
            root: ItemID(given.id),
            isEvaluation: given.item.isEvaluation
        )
        return .assigned(assignment, item)
    }
}
