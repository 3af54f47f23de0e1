internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Labels with the loop of this process.
struct LocalLabelling: LabellingAccess {
    let loop: QueueLoop
    let annotator: Annotator

    func opening() async throws -> LabellingOpening {
        LabellingOpening(
            queue: loop.queue,
            annotator: annotator.name,
            isNewcomer: annotator.annotationCount == 0,
            progress: try await progress(),
            model: try await loop.store.promotedModel(of: loop.queue.id).map(ModelDocument.init)
        )
    }

    func next() async throws -> NextItem { try await loop.scheduler.next(for: annotator.id) }

    func submit(
        _ judgement: Judgement,
        for assignment: Assignment,
        revision: Int,
        seconds: Double?
    ) async throws -> Annotation {
        try await loop.scheduler.submit(
            judgement,
            for: assignment.id,
            by: assignment.annotator,
            revision: revision,
            seconds: seconds,
            source: .terminal
        )
    }

    func learn(_ annotation: Annotation) async { await loop.coordinator.labelled(annotation) }

    func takeBack(_ annotation: Annotation) async throws -> NextItem {
        let retraction = try await loop.scheduler.undo(annotation.id, by: annotation.annotator)
        await loop.coordinator.labelled(retraction)
        // The answer is taken back whatever becomes of opening the item again.
        return (try? await loop.scheduler.reopen(annotation.item, for: annotator.id)) ?? .waiting
    }

    func renew(_ assignment: Assignment) async throws {
        try await loop.scheduler.renew(assignment.id, by: assignment.annotator)
    }

    func release(_ assignment: Assignment) async throws {
        try await loop.scheduler.release(assignment.id, by: assignment.annotator)
    }

    func progress() async throws -> QueueProgress {
        let summary = try await loop.store.summary(of: loop.queue)
        return QueueProgress(itemCount: summary.itemCount, finishedCount: summary.finishedCount)
    }

    func lookOutside() async { await loop.coordinator.changedOutside() }

    func run(_ tell: @escaping @Sendable (FormEvent) -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await loop.coordinator.run() }
            group.addTask { await listen(tell) }
            group.addTask { await watch(tell) }
        }
    }

    func stop() async { await loop.coordinator.stop() }

    /// Passes on what the training does.
    private func listen(_ tell: @Sendable (FormEvent) -> Void) async {
        for await case .event(let event) in await loop.hub.events() where event.queue == loop.queue.id {
            switch event.kind {
            case .labelled, .itemsChanged, .encoding: break
            case .encodingFailed(let error): tell(.trainingFailed("\(error)"))
            case .queueChanged(let queue): tell(.queueChanged(queue))
            case .trainingStarted: tell(.trainingStarted)
            case .modelPromoted(let version): tell(.modelPromoted(ModelDocument(version)))
            case .trainingFailed(let error): tell(.trainingFailed("\(error)"))
            }
        }
    }

    /// Notices what other processes write.
    private func watch(_ tell: @Sendable (FormEvent) -> Void) async {
        var last = try? await loop.store.changeCounter()
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            guard let counter = try? await loop.store.changeCounter(), counter != last else { continue }
            last = counter
            await loop.coordinator.changedOutside()
            tell(.changedOutside)
        }
    }
}
