private import Foundation

/// Threads of our own for work that computes for long.
///
/// Swift's cooperative pool has a thread a core and serves every request: a fit on it would make all of them wait. Run
/// training as a child task that prefers this executor.
///
/// SAFETY: `@unchecked Sendable` because the queue of jobs is touched under the condition's lock only.
package final class TrainingExecutor: TaskExecutor, @unchecked Sendable {
    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []
    private var isStopped = false

    /// - Parameters:
    ///   - threadCount: How many runs can compute at the same time.
    ///   - purpose: For the names of the threads.
    package init(threadCount: Int = 1, purpose: String = "train") {
        for number in 0..<threadCount {
            let thread = Thread { [weak self] in TrainingExecutor.work { self } }
            thread.name = "winnow-\(purpose)-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit {
        stop()
    }

    /// Lets the threads end when there is nothing left to do.
    package func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    private static func work(_ executor: () -> TrainingExecutor?) {
        while let executor = executor() {
            guard let job = executor.nextJob() else { return }
            job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
    }

    private func nextJob() -> UnownedJob? {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty && !isStopped { condition.wait() }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }
}
