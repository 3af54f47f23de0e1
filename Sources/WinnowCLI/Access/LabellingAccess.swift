internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What labelling a queue asks of its place; see `QueueAccess` for how such a protocol is made.
protocol LabellingAccess: Sendable {
    /// What there is when the form opens.
    func opening() async throws -> LabellingOpening
    func next() async throws -> NextItem
    /// When this returns, the answer is durable. The same assignment answered again gives what was stored first.
    func submit(
        _ judgement: Judgement,
        for assignment: Assignment,
        revision: Int,
        seconds: Double?
    ) async throws -> Annotation
    /// Learns from an answer, once the annotator was told that it is stored.
    func learn(_ annotation: Annotation) async
    /// Takes an answer back, and opens its item again if nobody else took it.
    func takeBack(_ annotation: Annotation) async throws -> NextItem
    func renew(_ assignment: Assignment) async throws
    func release(_ assignment: Assignment) async throws
    func progress() async throws -> QueueProgress
    /// Looks for what others have changed.
    func lookOutside() async
    /// Works behind the form and tells it what happens, until it is stopped or cancelled.
    func run(_ tell: @escaping @Sendable (FormEvent) -> Void) async
    func stop() async
}

struct LabellingOpening: Sendable {
    let queue: Queue
    let annotator: String
    /// Whether the annotator has answered nothing yet.
    let isNewcomer: Bool
    let progress: QueueProgress
    let model: ModelDocument?
}

extension DataOptions {
    /// - Parameter annotator: Who labels; else whoever runs the command.
    func labelling(_ queue: String, by annotator: String?, _ console: Console) async throws -> any LabellingAccess {
        switch try place {
        case .folder:
            let installation = try open()
            let stored = try await installation.store.queue(named: queue)
            let person = try await installation.labeller(annotator, console)
            return LocalLabelling(loop: try await installation.loop(of: stored), annotator: person)
        case .server(let client):
            return RemoteLabelling(client: client, queue: queue, annotator: annotator)
        }
    }
}
