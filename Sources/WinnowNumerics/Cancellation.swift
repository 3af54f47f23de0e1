private import Synchronization

/// Tells work on several threads that nobody wants its result any more. A task's own cancellation is not seen on the
/// threads that help it.
public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// Not cancelled yet.
    public init() {}

    /// Whether `cancel` was called; it stays so.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// From any thread; a second time changes nothing.
    public func cancel() {
        flag.store(true, ordering: .relaxed)
    }
}
