private import Synchronization

/// Tells work on several threads that nobody wants its result any more. A task's own cancellation is not seen on the
/// threads that help it.
package final class Cancellation: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isCancelled: Bool { flag.load(ordering: .relaxed) }

    package func cancel() {
        flag.store(true, ordering: .relaxed)
    }
}
