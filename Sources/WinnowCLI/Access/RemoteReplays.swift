internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowEngine

struct RemoteReplays: ReplayAccess {
    let client: APIClient

    func queue(named name: String) async throws -> Queue {
        let document = try await client.queue(named: name)
        return RemoteQueue(document, definition: try QueueFileLoader.definition(of: document), after: nil).queue
    }

    func begin(_ queue: Queue, by annotator: String?) async throws -> any Replaying {
        let labelling = RemoteLabelling(client: client, queue: queue.name, annotator: annotator)
        let opening = try await labelling.opening()
        // Asked before the first answer: what is stored shall not end with a refusal.
        let status = try await client.status(of: queue.name, wait: 0)
        return RemoteReplay(
            client: client,
            queue: queue.name,
            labelling: labelling,
            annotator: opening.annotator,
            poolCount: status.items - status.finished
        )
    }
}

/// The server learns by itself.
private struct RemoteReplay: Replaying {
    let client: APIClient
    let queue: String
    let labelling: RemoteLabelling
    let annotator: String
    let poolCount: Int

    /// How long a request waits before it is asked again.
    private static let waitSeconds = 30

    func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await body()
    }

    func next() async throws -> NextItem { try await labelling.next() }

    func submit(_ judgement: Judgement, for assignment: Assignment, revision: Int) async throws -> Annotation {
        try await labelling.submit(judgement, for: assignment, revision: revision, seconds: nil)
    }

    func learn(_ annotation: Annotation) {}

    func settle() async throws {
        while try await client.status(of: queue, wait: Self.waitSeconds).isTraining {}
    }

    func model() async throws -> ModelDocument? {
        do {
            return try await client.model(nil, of: queue).model
        } catch ClientError.problem(.noModel, _) {
            return nil
        }
    }
}
