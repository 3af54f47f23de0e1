private import Foundation
private import WinnowNumerics

/// Threads of our own for work that computes for long.
///
/// Swift's cooperative pool has a thread a core and serves every request: a fit on it would make all of them wait. Run
/// such work with `perform`.
package final class TrainingExecutor: TaskExecutor {
    /// For models and rankings that somebody asks for: they do not wait for a training run, and it does not wait for them.
    package static let onDemand = TrainingExecutor(purpose: "ask")

    /// For what takes several fits: nobody who asks for an explanation waits for it.
    package static let measuring = TrainingExecutor(purpose: "measure", yields: true)

    private let jobs = JobQueue()

    /// - Parameters:
    ///   - threadCount: How many runs can compute at the same time.
    ///   - purpose: For the names of the threads.
    ///   - yields: Whether whatever else wants the processor comes first, `Courtesy`.
    package init(threadCount: Int = 1, purpose: String = "train", yields: Bool = false) {
        for number in 0..<threadCount {
            // The thread holds the jobs and not the executor, which would never go otherwise.
            let thread = Thread { [jobs] in
                if yields { Courtesy.begin() }
                while let job = jobs.next() { job.run() }
            }
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
        jobs.close()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        jobs.append(Job(job: UnownedJob(job), executor: self))
    }

    /// Runs work on the threads; the caller holds none meanwhile.
    package func perform<Value: Sendable>(
        _ work: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        // A child task with an executor preference; `withTaskExecutorPreference` would inherit an actor and block it.
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(executorPreference: self) { try await work() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    /// A job, with the executor that has to live until it is done.
    private struct Job {
        let job: UnownedJob
        let executor: TrainingExecutor

        func run() {
            job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
    }

    /// SAFETY: `@unchecked Sendable` because what is in it is touched under the condition's lock only.
    private final class JobQueue: @unchecked Sendable {
        private let condition = NSCondition()
        private var jobs: [Job] = []
        private var isClosed = false

        func append(_ job: Job) {
            condition.lock()
            jobs.append(job)
            condition.signal()
            condition.unlock()
        }

        /// Waits for a job; nil when there is none and none is to come.
        func next() -> Job? {
            condition.lock()
            defer { condition.unlock() }
            while jobs.isEmpty && !isClosed { condition.wait() }
            return jobs.isEmpty ? nil : jobs.removeFirst()
        }

        func close() {
            condition.lock()
            isClosed = true
            condition.broadcast()
            condition.unlock()
        }
    }
}
