internal import WinnowAPI
internal import WinnowDomain

/// What the commands of queues ask of their place, be it a data folder or a server.
///
/// There is such a protocol for each family of commands, so that a command's code and output exist once. To add one:
/// - the protocol says what the commands need, in documents of `WinnowAPI` or values of the domain that both can make;
/// - `Local…` does it over an `Installation`, and `Remote…` over an `APIClient`, whose typed requests are in
///   `WinnowClient`'s `APIClient+….swift` (streams: `APIClient+Streams.swift`);
/// - an extension of `DataOptions` chooses between the two, as below;
/// - both throw errors of the same code and words: the server's problem documents carry those of the rooms;
/// - `Tests/WinnowProcessTests/RemoteTests.swift` runs the commands at both places and compares what they print.
protocol QueueAccess: Sendable {
    /// All queues by name, without details.
    func queues() async throws -> [QueueDocument]
    /// One queue with everything.
    func queue(named name: String) async throws -> QueueDocument
    /// - Throws: `queue-exists` when there is one with another definition.
    func createQueue(named name: String, definition: QueueDefinition) async throws -> NewQueueReply
    /// Changes nothing, and refuses what `update` would refuse.
    func checkUpdate(of queue: QueueDocument, to definition: QueueDefinition) async throws
    func update(_ queue: QueueDocument, to definition: QueueDefinition) async throws -> QueueDocument
}

extension DataOptions {
    func queues(_ opening: Workplace.Opening = .existing) throws -> any QueueAccess {
        switch try place {
        case .folder: LocalQueues(installation: try open(opening))
        case .server(let client): RemoteQueues(client: client)
        }
    }
}
