package import WinnowDomain
internal import WinnowLearning

/// Trains one queue while it is being labelled: the shell around `TrainingState` that carries its actions out.
///
/// Runs happen on a `TrainingExecutor`, one at a time; labels that come during a run are learned by the next.
package actor TrainingCoordinator {
    private enum Signal {
        case started
        case labelled
        case timer
        case external
        case finished
    }

    private let queue: Queue
    private let store: any ItemStore & LabellingStore & TrainingStore
    private let runner: TrainingRunner
    private let executor: TrainingExecutor
    private let scheduler: QueueScheduler
    private let hub: EventHub
    private let clock: any WallClock
    private let signals: AsyncStream<Signal>
    private let signal: AsyncStream<Signal>.Continuation

    private var state: TrainingState
    private var index: ItemIndex
    private var history: LabelHistory
    private var memory = TrainingRunner.Memory()
    private var idleWaiters: [CheckedContinuation<Void, Never>] = []
    private var pendingSignalCount = 0
    private var isStopped = false
    /// A label is told and not looked at yet: one look finds all.
    private var hasUnseenLabels = false
    private var hasTimer = false

    /// Loads what the queue is.
    ///
    /// - Throws: What the store says.
    package init(
        queue: Queue,
        store: any ItemStore & LabellingStore & TrainingStore,
        dataFolder: DataFolder,
        executor: TrainingExecutor,
        scheduler: QueueScheduler,
        hub: EventHub,
        clock: any WallClock
    ) async throws {
        self.queue = queue
        self.store = store
        self.executor = executor
        self.scheduler = scheduler
        self.hub = hub
        self.clock = clock
        runner = TrainingRunner(queue: queue, dataFolder: dataFolder, items: store, store: store, clock: clock)
        (signals, signal) = AsyncStream.makeStream()
        index = ItemIndex(try await store.itemIndex(of: queue.id, after: nil))
        history = LabelHistory()
        history.append(try await store.annotations(in: queue.id, after: 0))
        let labelCount = history.labelledItemCount
        // Nothing is ranked yet in this process, so all labels are new to it.
        state = TrainingState(definition: queue.definition, labelCount: labelCount, newLabelCount: labelCount)
        pendingSignalCount = 1
        signal.yield(.started)
    }

    /// Tells that an annotation was stored; returns at once.
    package func labelled(_ annotation: Annotation) {
        guard !hasUnseenLabels else { return }
        hasUnseenLabels = true
        send(.labelled)
    }

    /// Tells that another process has written: items, annotations or both.
    package func changedOutside() {
        send(.external)
    }

    private func send(_ value: Signal) {
        pendingSignalCount += 1
        signal.yield(value)
    }

    /// Returns when everything that was told so far is learned, or waits for its time.
    package func waitUntilIdle() async {
        if isStopped || pendingSignalCount == 0 && !state.isRunning { return }
        await withCheckedContinuation { idleWaiters.append($0) }
    }

    /// Lets `run` end; a training run under way is cancelled, and stored as such.
    package func stop() {
        signal.finish()
    }

    /// Trains until `stop`, or until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await signal in signals {
                let action = await transition(signal)
                switch action {
                case .none: break
                case .start:
                    group.addTask { await self.train() }
                case .wait where hasTimer: break
                case .wait(let until):
                    hasTimer = true
                    let delay = Duration.seconds(max(0, until.seconds - clock.now().seconds))
                    group.addTask {
                        try? await Task.sleep(for: delay)
                        await self.send(.timer)
                    }
                }
                pendingSignalCount -= 1
                wakeIfIdle()
            }
            group.cancelAll()
        }
        // Nothing is learned any more, so there is nothing left to wait for.
        isStopped = true
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
    }

    private func wakeIfIdle() {
        guard pendingSignalCount == 0, !state.isRunning else { return }
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
    }

    private func transition(_ signal: Signal) async -> TrainingState.Action {
        switch signal {
        case .started: return state.labelled(0, now: clock.now())
        case .labelled:
            hasUnseenLabels = false
            return await learn()
        case .timer:
            hasTimer = false
            return state.timerFired(now: clock.now())
        case .finished: return state.finished(now: clock.now())
        case .external: return state.labelled(await reload(), now: clock.now())
        }
    }

    /// Takes in the annotations that came since the last look.
    ///
    /// They are read and not taken as told: another process may have stored one in between, and the history would pass
    /// over it for ever.
    private func learn() async -> TrainingState.Action {
        do {
            let newer = try await store.annotations(in: queue.id, after: history.lastEvent)
            let known = history.lastEvent
            history.append(newer)
            let fresh = newer.filter { $0.event > known }
            await scheduler.absorb(fresh)
            let given = state.labelled(LabelHistory.labelCount(fresh.filter { $0.action == .submit }), now: clock.now())
            let taken = state.labelled(
                -LabelHistory.labelCount(fresh.filter { $0.action == .retract }),
                now: clock.now()
            )
            return given == .none ? taken : given
        } catch {
            await hub.publish(.trainingFailed("the new labels could not be read: \(error)"), in: queue.id)
            return .none
        }
    }

    /// Reads what others have written; returns how many labels came.
    private func reload() async -> Int {
        do {
            let newer = try await store.annotations(in: queue.id, after: history.lastEvent)
            let entries = try await store.itemIndex(of: queue.id, after: nil)
            history.append(newer)
            if entries != index.entries {
                index = ItemIndex(entries)
                memory = TrainingRunner.Memory()
            }
            try await scheduler.absorb(newer, index: index)
            return LabelHistory.labelCount(newer)
        } catch {
            await hub.publish(.trainingFailed("what others wrote could not be read: \(error)"), in: queue.id)
            return 0
        }
    }

    private func train() async {
        let snapshot = TrainingRunner.Snapshot(
            index: index,
            history: history,
            event: history.lastEvent,
            memory: memory
        )
        await hub.publish(.trainingStarted(event: snapshot.event), in: queue.id)
        let runner = runner
        // A child task with an executor preference; `withTaskExecutorPreference` would inherit this actor and block it.
        let result = await withTaskGroup(of: Result<TrainingRunner.Outcome, any Error>.self) { group in
            group.addTask(executorPreference: executor) {
                do { return .success(try await runner.run(snapshot)) } catch { return .failure(error) }
            }
            return await group.next() ?? .failure(CancellationError())
        }
        switch result {
        case .success(let outcome):
            memory = outcome.memory
            await scheduler.adopt(outcome.order)
            await hub.publish(.modelPromoted(outcome.version), in: queue.id)
        case .failure(let error) where error is CancellationError: break
        case .failure(LearningError.noTrainingRows): break
        case .failure(let error):
            await hub.publish(.trainingFailed("\(error)"), in: queue.id)
        }
        send(.finished)
    }
}
