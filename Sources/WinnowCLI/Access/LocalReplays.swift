internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

struct LocalReplays: ReplayAccess {
    let installation: Installation

    func queue(named name: String) async throws -> Queue { try await installation.store.queue(named: name) }

    func begin(_ queue: Queue, by annotator: String?) async throws -> any Replaying {
        let person = try await installation.annotator(named: annotator ?? "replay")
        let loop = try await installation.loop(of: queue)
        return LocalReplay(loop: loop, person: person, poolCount: await loop.scheduler.poolCount)
    }
}

private struct LocalReplay: Replaying {
    let loop: QueueLoop
    let person: Annotator
    let poolCount: Int

    var annotator: String { person.name }

    func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await loop.run(body)
    }

    func next() async throws -> NextItem { try await loop.scheduler.next(for: person.id) }

    func submit(_ judgement: Judgement, for assignment: Assignment, revision: Int) async throws -> Annotation {
        try await loop.scheduler.submit(
            judgement,
            for: assignment.id,
            by: assignment.annotator,
            revision: revision,
            seconds: nil,
            source: .terminal
        )
    }

    func learn(_ annotation: Annotation) async { await loop.coordinator.labelled(annotation) }

    func settle() async { await loop.coordinator.waitUntilIdle() }

    func model() async throws -> ModelDocument? {
        try await loop.store.promotedModel(of: loop.queue.id).map(ModelDocument.init)
    }
}
