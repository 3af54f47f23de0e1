private import Foundation
private import Synchronization

/// Threads that help one that yields, and yield as it does. Dispatch's own threads cannot be had for this: whatever takes
/// one next would yield as well.
///
/// SAFETY: `@unchecked Sendable` because `open` and what its batches count is touched under the condition's lock only.
public final class CourteousHelpers: @unchecked Sendable {
    /// With the thread that asks, one a core.
    static let shared = CourteousHelpers(count: ProcessInfo.processInfo.activeProcessorCount - 1)

    private let condition = NSCondition()
    /// Batches with chunks that nobody has taken yet; the innermost call is last.
    private var open: [Batch] = []

    /// - Parameter count: Threads, none if below 1; they wait for work until the program ends.
    public init(count: Int) {
        for number in 0..<max(0, count) {
            let thread = Thread { [self] in
                Courtesy.begin()
                help()
            }
            thread.name = "winnow-help-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Calls `body` once for each of `0..<count` on this thread and on those that have nothing to do; returns when all
    /// calls have.
    public func perform(_ count: Int, _ body: @escaping (Int) -> Void) {
        let batch = Batch(count: count, body: body)
        condition.withLock {
            open.append(batch)
            condition.broadcast()
        }
        batch.work()
        condition.withLock {
            close(batch)
            while batch.helperCount > 0 { condition.wait() }
            // A helper may hold the batch for a moment yet; what the caller lent has to be back when this returns.
            batch.body = nil
        }
    }

    private func help() {
        while true {
            let batch = condition.withLock { () -> Batch in
                while true {
                    if let batch = open.last {
                        batch.helperCount += 1
                        return batch
                    }
                    condition.wait()
                }
            }
            batch.work()
            condition.withLock {
                close(batch)
                batch.helperCount -= 1
                if batch.helperCount == 0 { condition.broadcast() }
            }
        }
    }

    /// All its chunks are taken.
    private func close(_ batch: Batch) {
        open.removeAll { $0 === batch }
    }

    /// What one call wants done.
    ///
    /// SAFETY: `@unchecked Sendable` because `helperCount` is touched under the lock of `CourteousHelpers` only, `body`
    /// changes when nobody works any more, and its calls may run on several threads by its caller's promise.
    private final class Batch: @unchecked Sendable {
        private let count: Int
        var body: ((Int) -> Void)?
        private let next = Atomic(0)
        var helperCount = 0

        init(count: Int, body: @escaping (Int) -> Void) {
            self.count = count
            self.body = body
        }

        /// Takes chunks until there are none.
        func work() {
            guard let body else { return }
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(index)
            }
        }
    }
}
