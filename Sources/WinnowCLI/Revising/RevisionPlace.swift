internal import WinnowDomain
internal import WinnowEngine

/// The queue whose texts are revised, and who does it.
struct RevisionPlace: Sendable {
    let installation: Installation
    let queueName: String
    let annotator: Annotator
    let advice: RevisionAdvice

    /// - Throws: `Problem` for a queue that there are no pairs of; `StoreError`.
    init(_ installation: Installation, queue name: String, by annotator: String?, _ console: Console) async throws {
        let queue = try await installation.store.queue(named: name)
        guard queue.definition.task == .classification else {
            throw Problem(.notPossible, "the queue \(queue.name) asks for several labels an item; pairs are for one")
        }
        self.installation = installation
        queueName = queue.name
        advice = RevisionAdvice(installation, queue: queue.name)
        self.annotator = try await installation.labeller(annotator, console)
    }

    /// The queue as it is now: a server or another command may change it meanwhile.
    func queue() async throws -> Queue { try await installation.store.queue(named: queueName) }

    func desk() async throws -> CounterfactualDesk {
        CounterfactualDesk(queue: try await queue(), store: installation.store, clock: installation.clock)
    }

    func now() -> Double { installation.clock.now().seconds }
}
