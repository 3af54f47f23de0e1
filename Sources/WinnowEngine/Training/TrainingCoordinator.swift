package import WinnowDomain
internal import WinnowLearning

/// Trains one queue while it is being labelled: the shell around `TrainingState` that carries its actions out.
///
/// Runs happen on a `TrainingExecutor`, one at a time; labels that come during a run are learned by the next.
package actor TrainingCoordinator {
    package typealias Store = KnownQueue.Store & TrainingStore

    enum Signal {
        case started
        case labelled
        case demanded(TrainingDemand)
        case timer
        case external
        /// So many items are encoded that it is worth another look at the pool.
        case encoded
        case finished(TrainingState.Ending)
    }

    let store: any Store
    let dataFolder: DataFolder
    private let executor: TrainingExecutor
    let encodingExecutor: TrainingExecutor
    private let scheduler: QueueScheduler
    let hub: EventHub
    private let clock: any WallClock
    private let signals: AsyncStream<Signal>
    private let signal: AsyncStream<Signal>.Continuation

    /// The queue as this process knows it now.
    package private(set) var known: KnownQueue
    private var runner: TrainingRunner
    private var state: TrainingState
    private var memory = TrainingRunner.Memory()
    /// Rises when what runs under way remember is of other texts or another definition than there are now.
    var memoryAge = 0
    private var idleWaiters: [CheckedContinuation<Void, Never>] = []
    private var pendingSignalCount = 0
    private var isStopped = false
    /// A label is told and not looked at yet: one look finds all.
    private var hasUnseenLabels = false
    private var hasTimer = false
    /// Demands that the next run answers.
    private var demands: [TrainingDemand] = []
    /// What the run under way learns up to, and whom it answers.
    private var running: (event: EventNumber, revision: Int, demands: [TrainingDemand])?
    var encodingState = EncodingState()
    /// Rises when an encoder of the queue is another one.
    var encodersAge = 0

    /// - Parameters:
    ///   - known: The queue as the scheduler knows it too.
    ///   - encodingExecutor: Where items are encoded beside the training.
    /// - Throws: What the store says.
    package init(
        known: KnownQueue,
        store: any Store,
        dataFolder: DataFolder,
        executor: TrainingExecutor,
        encodingExecutor: TrainingExecutor,
        scheduler: QueueScheduler,
        hub: EventHub,
        clock: any WallClock
    ) async throws {
        self.known = known
        self.store = store
        self.dataFolder = dataFolder
        self.executor = executor
        self.encodingExecutor = encodingExecutor
        self.scheduler = scheduler
        self.hub = hub
        self.clock = clock
        runner = TrainingRunner(
            queue: known.queue,
            dataFolder: dataFolder,
            items: store,
            store: store,
            clock: clock,
            encodesAll: false
        )
        (signals, signal) = AsyncStream.makeStream()
        let learned = try await runner.learnedEvent()
        let history = known.history
        state = TrainingState(
            definition: known.queue.definition,
            labelCount: history.labelledItemCount,
            newLabelCount: history.newCount(after: learned ?? 0),
            hasModel: learned != nil
        )
        pendingSignalCount = 1
        signal.yield(.started)
    }

    /// All items of the queue, as of the last look.
    package var index: ItemIndex { known.index }

    /// Those of the last training or ranking; nil before the first, and where they are of another definition.
    var features: FeatureSet? { memory.revision == known.queue.revision ? memory.features : nil }

    /// Tells that an annotation was stored; returns at once.
    package func labelled(_ annotation: Annotation) {
        guard !hasUnseenLabels else { return }
        hasUnseenLabels = true
        send(.labelled)
    }

    /// Tells that another process has written: items, annotations or another definition.
    package func changedOutside() {
        send(.external)
    }

    /// Asks for a model now, sooner than the queue's rule says.
    ///
    /// - Returns: What became of it, once.
    package func train(_ insistence: TrainingDemand.Insistence) -> AsyncStream<TrainingDemand.Outcome> {
        let (demand, outcome) = TrainingDemand.make(insistence)
        if isStopped {
            demand.answer(.failed(Self.stopped))
        } else {
            // What is new is looked at first, also what other processes have written.
            send(.external)
            send(.demanded(demand))
        }
        return outcome
    }

    private static let stopped = "the server is being stopped"

    /// What training has learned and what not yet.
    package var standing: Standing {
        Standing(labelCount: state.labelCount, newLabelCount: state.newLabelCount, isRunning: state.isRunning)
    }

    package struct Standing: Hashable, Sendable {
        /// Labels that there are to learn from.
        package let labelCount: Int
        /// Those of them that no run has seen.
        package let newLabelCount: Int
        package let isRunning: Bool
    }

    func send(_ value: Signal) {
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
                case .train: group.addTask { await self.train() }
                case .rank: group.addTask { await self.rank() }
                case .wait where hasTimer: break
                case .wait(let until):
                    hasTimer = true
                    let delay = Duration.seconds(max(0, until.seconds - clock.now().seconds))
                    group.addTask {
                        try? await Task.sleep(for: delay)
                        await self.send(.timer)
                    }
                }
                if let pass = encodingPass() { group.addTask { await self.encode(pass) } }
                pendingSignalCount -= 1
                wakeIfIdle()
            }
            group.cancelAll()
        }
        // Nothing is learned any more, so there is nothing left to wait for.
        isStopped = true
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
        for demand in demands { demand.answer(.failed(Self.stopped)) }
        demands = []
    }

    private func wakeIfIdle() {
        guard pendingSignalCount == 0, !state.isRunning else { return }
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
    }

    private func transition(_ signal: Signal) async -> TrainingState.Action {
        switch signal {
        case .started: return state.next(clock.now())
        case .labelled:
            hasUnseenLabels = false
            return await catchUp()
        case .external: return await catchUp()
        case .encoded:
            state.itemsChanged()
            return state.next(clock.now())
        case .demanded(let demand): return await demanded(demand)
        case .timer:
            hasTimer = false
            return state.timerFired(now: clock.now())
        case .finished(let ending): return state.finished(ending, now: clock.now())
        }
    }

    /// Takes in what came since the last look, from this process and others.
    ///
    /// It is read and not taken as told: another process may have stored something in between, and it would be passed
    /// over for ever.
    private func catchUp() async -> TrainingState.Action {
        var annotations: [Annotation] = []
        var decisionCount = 0
        do {
            let newer = try await known.newer(in: store)
            let event = known.history.lastEvent
            if let newer { await add(newer) }
            annotations = newer?.annotations ?? []
            decisionCount = known.history.counterfactuals.decisionCount(after: event)
            try await scheduler.absorb(
                annotations,
                newer?.counterfactuals ?? [],
                index: newer?.changesItems == true ? known.index : nil
            )
            if !annotations.isEmpty { await hub.publish(.labelled(count: annotations.count), in: known.queue.id) }
        } catch {
            await hub.publish(.trainingFailed(error), in: known.queue.id)
        }
        return state.labelled(
            LabelHistory.labelCount(annotations.filter { $0.action == .submit }) + decisionCount,
            takenBack: LabelHistory.labelCount(annotations.filter { $0.action == .retract }),
            now: clock.now()
        )
    }

    private func demanded(_ demand: TrainingDemand) async -> TrainingState.Action {
        let last = try? await store.promotedModel(of: known.queue.id)
        let refusal: TrainingRefusal? =
            switch demand.insistence {
            case .whenWorthIt: TrainingRefusal(known.queue, known.history, last: last)
            case .always: state.labelCount > 0 ? nil : .nothingLabelled
            }
        if let refusal {
            demand.answer(.refused(refusal))
            return .none
        }
        // A run that learns all there is answers whoever does not insist on another one.
        if case .whenWorthIt = demand.insistence, let running, running.revision == known.queue.revision,
            running.event >= known.history.lastEvent
        {
            self.running?.demands.append(demand)
            return .none
        }
        demands.append(demand)
        return state.requested(now: clock.now())
    }

    private func add(_ newer: KnownQueue.Newer) async {
        known.add(newer)
        if newer.changesItems {
            state.itemsChanged()
            await hub.publish(.itemsChanged(count: known.index.count), in: known.queue.id)
        }
        if newer.hasNewTexts || newer.queue != nil {
            memory = TrainingRunner.Memory()
            memoryAge += 1
        }
        guard let queue = newer.queue else { return }
        runner = TrainingRunner(
            queue: queue,
            dataFolder: dataFolder,
            items: store,
            store: store,
            clock: clock,
            encodesAll: false
        )
        state.redefined(queue.definition)
        await scheduler.redefine(queue)
        await hub.publish(.queueChanged(queue), in: queue.id)
    }

    private var snapshot: TrainingRunner.Snapshot {
        TrainingRunner.Snapshot(
            index: known.index,
            history: known.history,
            event: known.history.lastEvent,
            memory: memory
        )
    }

    private func train() async {
        let (snapshot, runner, age) = (snapshot, runner, memoryAge)
        running = (snapshot.event, runner.queue.revision, demands)
        demands = []
        await hub.publish(.trainingStarted(event: snapshot.event), in: runner.queue.id)
        do {
            let outcome = try await executor.perform { try await runner.run(snapshot) }
            if age == memoryAge { remember(outcome.memory) }
            if runner.queue.revision == known.queue.revision { await scheduler.adopt(outcome.order) }
            await hub.publish(.modelPromoted(outcome.version), in: runner.queue.id)
            answer(.trained(outcome.version))
            send(.finished(.trained))
        } catch {
            switch error {
            case LearningError.noTrainingRows: answer(.refused(.nothingLabelled))
            case is CancellationError: answer(.failed(Self.stopped))
            default: answer(.failed("\(error)"))
            }
            await failed(error)
        }
    }

    private func remember(_ newer: TrainingRunner.Memory) {
        // What another encoder makes of the items is there for none of them.
        if let former = memory.features, former.encoders != newer.features?.encoders { encodersAge += 1 }
        memory = newer
    }

    private func answer(_ outcome: TrainingDemand.Outcome) {
        for demand in running?.demands ?? [] { demand.answer(outcome) }
        running = nil
    }

    private func rank() async {
        let (snapshot, runner, age) = (snapshot, runner, memoryAge)
        do {
            let ranked = try await executor.perform { try await runner.rank(snapshot) }
            if age == memoryAge { remember(ranked.memory) }
            if let order = ranked.order, runner.queue.revision == known.queue.revision { await scheduler.adopt(order) }
            send(.finished(ranked.order == nil ? .outdated : .ranked))
        } catch {
            await failed(error)
        }
    }

    private func failed(_ error: any Error) async {
        switch error {
        case is CancellationError, LearningError.noTrainingRows: break
        default: await hub.publish(.trainingFailed(error), in: known.queue.id)
        }
        send(.finished(.failed))
    }
}
