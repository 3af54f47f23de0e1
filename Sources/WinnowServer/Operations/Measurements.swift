internal import Synchronization

/// What this process has counted since it began, for `/metrics`.
final class Measurements: Sendable {
    struct Figures: Sendable {
        var requests: [Request: Int] = [:]
        var requestSeconds: [Address: Histogram] = [:]
        var claimSeconds = Histogram(bounds: Histogram.requestBounds)
        var submitSeconds = Histogram(bounds: Histogram.requestBounds)
        var answers: [Answer: Int] = [:]
        var trainingSeconds: [String: Histogram] = [:]
        var trainingFailures: [String: Int] = [:]
        var openStreamCount = 0
    }

    /// Where requests went: methods and routes that there are, so that strangers cannot make ever more of them.
    struct Address: Hashable, Sendable {
        let method: String
        let route: String
    }

    struct Request: Hashable, Sendable {
        let address: Address
        let status: Int
    }

    struct Answer: Hashable, Sendable {
        let queue: String
        let answer: String
    }

    private let stored = Mutex(Figures())

    var figures: Figures { stored.withLock { $0 } }

    func change(_ change: (inout Figures) -> Void) {
        stored.withLock { change(&$0) }
    }

    /// Does something and adds how long it took, if it went well.
    func time<Value>(
        _ figure: WritableKeyPath<Figures, Histogram>,
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let started = ContinuousClock.now
        let value = try await work()
        let seconds = started.duration(to: .now) / .seconds(1)
        change { $0[keyPath: figure].add(seconds) }
        return value
    }
}
