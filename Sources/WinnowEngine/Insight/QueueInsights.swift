package import WinnowDomain

/// What there is to know about queues beyond their rows: computed behind whoever asks, kept by model version and event.
package actor QueueInsights {
    package typealias Store = ModelRebuild.Store

    private struct Entry {
        var insight: QueueInsight?
        var failure: String?
        var computation: Task<Void, Never>?
        var shelf: ModelShelf?
        var model: QueueModel?
        var revision = 0
        var activity = Activity()
        var curve = ModelCurve()
        var nextStart = Moment(-.infinity)
    }

    /// What is known now.
    package struct Reading: Sendable {
        /// The last that was computed; it may be of an older model.
        package let insight: QueueInsight?
        package let isComputing: Bool
        /// Why the last computation came to nothing.
        package let failure: String?
    }

    private let store: any Store
    private let folder: DataFolder
    private let clock: any WallClock
    /// Counting what is new is short; it does not wait for what is long.
    private let counting = TrainingExecutor(purpose: "count")
    private var entries: [QueueID: Entry] = [:]

    package init(store: any Store, folder: DataFolder, clock: any WallClock) {
        self.store = store
        self.folder = folder
        self.clock = clock
    }

    /// What is known of a queue; what is out of date is begun to be computed.
    ///
    /// - Parameter patience: How long to wait for it.
    package func reading(of loop: QueueLoops.Loop, patience: Duration) async throws -> Reading {
        let known = await loop.coordinator.known
        let id = known.queue.id
        let promoted = try await store.promotedModel(of: id)
        if let promoted, !isCurrent(entries[id], promoted, known) { begin(known, promoted) }
        // Looked at again and again, because a task cannot be waited for with a limit.
        let step = Duration.milliseconds(25)
        var waited = Duration.zero
        while entries[id]?.computation != nil, waited < patience {
            try await Task.sleep(for: step)
            waited += step
        }
        let entry = entries[id]
        return Reading(insight: entry?.insight, isComputing: entry?.computation != nil, failure: entry?.failure)
    }

    private func isCurrent(_ entry: Entry?, _ promoted: ModelVersion, _ known: KnownQueue) -> Bool {
        guard let entry else { return false }
        if entry.computation != nil { return true }
        // What takes long is not done without end while a queue is being labelled.
        if entry.revision == known.queue.revision, clock.now() < entry.nextStart { return true }
        return entry.revision == known.queue.revision && entry.insight?.model.number == promoted.number
            && entry.insight?.event == known.history.lastEvent
    }

    private func begin(_ known: KnownQueue, _ promoted: ModelVersion) {
        let id = known.queue.id
        var entry = entries[id] ?? Entry()
        if entry.revision != known.queue.revision { (entry.insight, entry.model, entry.shelf) = (nil, nil, nil) }
        entry.revision = known.queue.revision
        // Outlives the request that began it: the next one finds what it computed.
        entry.computation = Task { await self.compute(known, promoted) }
        entries[id] = entry
    }

    private func compute(_ known: KnownQueue, _ promoted: ModelVersion) async {
        let id = known.queue.id
        let former = entries[id]?.insight
        do {
            let (shelf, model) = try await model(promoted.number, known)
            let (store, clock) = (store, clock)
            let insight = try await TrainingExecutor.onDemand.perform {
                try await InsightComputation(
                    known: known,
                    model: model,
                    shelf: shelf,
                    store: store,
                    clock: clock,
                    former: former
                ).run()
            }
            entries[id]?.insight = insight
            entries[id]?.failure = nil
            entries[id]?.nextStart = insight.at.advanced(by: .seconds(max(0, 4 * insight.seconds)))
        } catch let failure as Failure {
            entries[id]?.failure = failure.reason
        } catch {
            entries[id]?.failure = "\(error)"
        }
        entries[id]?.computation = nil
    }

    /// Why there is no model to look through.
    private struct Failure: Error {
        let reason: String
    }

    private func model(_ number: Int, _ known: KnownQueue) async throws -> (ModelShelf, QueueModel) {
        let queue = known.queue
        let kept = entries[queue.id].flatMap { $0.revision == queue.revision ? $0 : nil }
        let shelf = kept?.shelf ?? ModelShelf(queue: queue, dataFolder: folder, store: store)
        if let model = kept?.model, model.version.number == number { return (shelf, model) }
        switch try await shelf.model(version: number, index: known.index) {
        case .model(let model):
            if entries[queue.id]?.revision ?? queue.revision == queue.revision {
                entries[queue.id, default: Entry()].shelf = shelf
                entries[queue.id]?.model = model
                entries[queue.id]?.revision = queue.revision
            }
            return (shelf, model)
        case .lost(_, let reason): throw Failure(reason: "model v\(number): \(reason)")
        case .none: throw Failure(reason: "there is no model v\(number)")
        }
    }

    /// The promoted model, ready to predict with; nil when there is none.
    ///
    /// - Throws: `StoreError.refused` when its file is lost.
    package func promotedModel(of loop: QueueLoops.Loop) async throws -> QueueModel? {
        let known = await loop.coordinator.known
        guard let promoted = try await store.promotedModel(of: known.queue.id) else { return nil }
        do {
            return try await model(promoted.number, known).1
        } catch let failure as Failure {
            throw StoreError.refused(reason: failure.reason)
        }
    }

    /// Who has answered how much.
    package func activity(of loop: QueueLoops.Loop) async throws -> Activity {
        let known = await loop.coordinator.known
        let (id, now) = (known.queue.id, clock.now())
        let before = entries[id]?.activity ?? Activity()
        let activity = try await counting.perform {
            var activity = before
            activity.add(known.history, now: now)
            return activity
        }
        entries[id, default: Entry()].activity = activity
        return activity
    }

    /// The model versions from the first to the newest.
    package func versions(of loop: QueueLoops.Loop) async throws -> [ModelVersion] {
        let id = loop.queue.id
        guard let newest = try await store.models(of: id, limit: 1).first else { return [] }
        var curve = entries[id]?.curve ?? ModelCurve()
        let versions = try await curve.versions(of: id, newest: newest.number, from: store)
        entries[id, default: Entry()].curve = curve
        return versions
    }
}
