internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// The map of a queue's items, computed behind whoever looks at it, kept on disk, and made anew when the queue has grown by
/// a quarter or its features are others.
package actor PresentMap {
    /// What is known now.
    package struct Reading: Sendable {
        /// nil while there is none.
        package let map: QueueMap?
        package let isComputing: Bool
        /// How far the layout is that is computed now, 0…1.
        package let fraction: Double?
        /// Why there is no map, or no newer one.
        package let obstacle: Obstacle?
    }

    package enum Obstacle: Hashable, Sendable {
        case noItems
        /// Features count sequences only, and have no columns that items could be near each other by.
        case noDenseFeatures
        /// An encoder is not through with the items.
        case encoding
        case failure(String)
    }

    /// Maps yield to everything else; one is computed at a time.
    private static let executor = TrainingExecutor(purpose: "map", yields: true)

    private let dataFolder: DataFolder
    private var layout: MapLayout?
    private var map: QueueMap?
    private var obstacle: Obstacle?
    private var progress: MapProgress?
    private var computation: Task<Void, Never>?
    /// What the map, or the obstacle, is of.
    private var state: ItemsState?
    private var nextStart = ContinuousClock.now
    private var predictions: MapPredictions?
    private let cancellation = Cancellation()

    init(dataFolder: DataFolder) {
        self.dataFolder = dataFolder
    }

    /// What is known; what is out of date is begun to be computed.
    ///
    /// - Parameter patience: How long to wait for it.
    func reading(of loop: QueueLoops.Loop, patience: Duration) async -> Reading {
        let known = await loop.coordinator.known
        let state = ItemsState(known.queue, known.index)
        if computation == nil, state != self.state || mayPass, ContinuousClock.now >= nextStart {
            begin(loop, known.queue, state)
        }
        // Looked at again and again, because a task cannot be waited for with a limit.
        let (step, start) = (Duration.milliseconds(25), ContinuousClock.now)
        while computation != nil, map == nil, start.duration(to: .now) < patience { try? await Task.sleep(for: step) }
        return Reading(map: map, isComputing: computation != nil, fraction: progress?.share, obstacle: obstacle)
    }

    /// Whether what was in the way may be gone by now, though the items are the same.
    private var mayPass: Bool {
        switch obstacle {
        case .encoding, .failure: true
        case .noItems, .noDenseFeatures, nil: false
        }
    }

    /// What is computed ends.
    func stop() { cancellation.cancel() }

    private func begin(_ loop: QueueLoops.Loop, _ queue: Queue, _ state: ItemsState) {
        self.state = state
        // Outlives the request that began it: the next one finds what it computed.
        computation = Task {
            let start = ContinuousClock.now
            do {
                obstacle = try await compute(loop, queue)
            } catch LearningError.noDenseFeatures {
                obstacle = .noDenseFeatures
            } catch {
                obstacle = .failure("\(error)")
            }
            if obstacle != nil, obstacle != .encoding { map = nil }
            // What takes long is not done without end while a queue grows.
            let rest = obstacle == nil ? start.duration(to: .now) * 2 : .seconds(5)
            nextStart = .now + rest
            (computation, progress) = (nil, nil)
        }
    }

    private func compute(_ loop: QueueLoops.Loop, _ queue: Queue) async throws -> Obstacle? {
        if await loop.coordinator.index.count == 0 { return .noItems }
        let (features, index) = try await loop.features()
        guard features.isMissing.isEmpty, let making = features.making else { return .encoding }
        let seed = queue.definition.seed
        let file = MapFile(FeatureLocation(folder: dataFolder.features, queue: queue))
        let known = layout
        let cancellation = cancellation
        let (told, tell) = AsyncStream<Step>.makeStream()
        let telling = Task { for await step in told { note(step) } }
        defer { telling.cancel() }
        let (found, made) = try await Self.executor.perform {
            defer { tell.finish() }
            let kept = [known, file.read()].compactMap(\.self).first { $0.holds(for: making, index, seed: seed) }
            func map(_ layout: MapLayout, isFinal: Bool) throws -> QueueMap {
                try layout.map(of: features, seed: seed, isFinal: isFinal, cancellation: cancellation)
            }
            if let kept { return (kept, try map(kept, isFinal: true)) }
            let layout = try MapLayout.compute(
                features,
                making,
                index,
                seed: seed,
                cancellation: cancellation,
                preliminary: { if let first = try? map($0, isFinal: false) { tell.yield(.map(first)) } },
                progress: { tell.yield(.progress($0)) }
            )
            // It can be made again, so nothing fails for it.
            try? file.write(layout)
            return (layout, try map(layout, isFinal: true))
        }
        await telling.value
        (layout, self.map) = (found, made)
        return nil
    }

    /// What the present model says of the points of a map; nil without a model that can be asked.
    func predictions(on map: QueueMap, in loop: QueueLoops.Loop) async throws -> MapPredictions? {
        guard let model = try await loop.model() else { return nil }
        let (features, _) = try await loop.features()
        let queue = await loop.scheduler.queue
        guard model.canRead(features, of: queue), map.rows.last ?? 0 < features.rowCount else { return nil }
        let occasion = MapPredictions.Occasion(
            map: map.version,
            pointCount: map.rows.count,
            model: model.version.number,
            revision: queue.revision
        )
        if let predictions, predictions.occasion == occasion { return predictions }
        let made = try await TrainingExecutor.onDemand.perform {
            try MapPredictions(occasion, of: map.rows, in: features, by: model, queue: queue)
        }
        predictions = made
        return made
    }

    private enum Step: Sendable {
        case map(QueueMap)
        case progress(MapProgress)
    }

    private func note(_ step: Step) {
        switch step {
        case .progress(let progress): self.progress = progress
        // The map of fewer items is a better picture than the plane of most variance.
        case .map(let first): if map?.isFinal != true { map = first }
        }
    }
}

extension MapProgress {
    /// Of the whole: to find neighbours and to lay them out take about the same time.
    fileprivate var share: Double { (stage == .neighbours ? fraction : 1 + fraction) / 2 }
}
