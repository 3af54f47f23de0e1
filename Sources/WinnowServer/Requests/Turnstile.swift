internal import Synchronization
internal import WinnowDomain

/// Lets so many in at a time; whoever comes then is asked to come again, and does not cost a thread.
final class Turnstile: Sendable {
    private let limit: Int
    private let name: String
    private let count = Mutex(0)

    /// - Parameter name: What messages call those who go through: `imports`.
    init(limit: Int, of name: String) {
        self.limit = limit
        self.name = name
    }

    /// - Throws: `RequestError(.busy)`.
    func enter() throws {
        let isIn = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard isIn else {
            throw RequestError(.busy, "\(limit) \(name) are under way; try again in a while", retryAfterSeconds: 5)
        }
    }

    func leave() {
        count.withLock { $0 -= 1 }
    }
}
