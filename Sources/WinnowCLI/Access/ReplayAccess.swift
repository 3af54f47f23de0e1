internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// What answering with known labels asks of its place; see `QueueAccess` for how such a protocol is made.
protocol ReplayAccess: Sendable {
    func queue(named name: String) async throws -> Queue
    /// - Parameter annotator: Who answers; nil for whom the place takes then.
    func begin(_ queue: Queue, by annotator: String?) async throws -> any Replaying
}

/// A replay under way.
protocol Replaying: Sendable {
    var annotator: String { get }
    /// Items that there were to answer when it began.
    var poolCount: Int { get }

    /// Learns behind the body, where that is done here.
    func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result
    func next() async throws -> NextItem
    /// When this returns, the answer is durable.
    func submit(_ judgement: Judgement, for assignment: Assignment, revision: Int) async throws -> Annotation
    /// Learns from an answer, once it was told that it is stored.
    func learn(_ annotation: Annotation) async
    /// Returns when everything is learned.
    func settle() async throws
    /// The promoted one.
    func model() async throws -> ModelDocument?
}

extension DataOptions {
    func replays() throws -> any ReplayAccess {
        switch try place {
        case .folder: LocalReplays(installation: try open())
        case .server(let client): RemoteReplays(client: client)
        }
    }
}
