internal import WinnowDomain
internal import WinnowLearning

/// Encoding beside the training.
extension TrainingCoordinator {
    /// How far encoders are with the items; nil where nothing is left to encode.
    package var encoding: EncodingProgress? { encodingState.progress.flatMap { $0.isDone ? nil : $0 } }

    /// What is to be encoded now; nil when nothing is, or somebody is at it.
    func encodingPass() -> EncodingPass? {
        guard !known.queue.definition.features.encoders.isEmpty, encodingState.begins(encodingOccasion) else {
            return nil
        }
        return EncodingPass(queue: known.queue, index: known.index.entries, items: store, dataFolder: dataFolder)
    }

    private var encodingOccasion: EncodingState.Occasion {
        EncodingState.Occasion(
            revision: known.queue.revision,
            itemCount: known.index.count,
            age: memoryAge + encodersAge
        )
    }

    func encode(_ pass: EncodingPass) async {
        do {
            try await encodingExecutor.perform {
                let store = FeatureStore(dataFolder: pass.dataFolder, items: pass.items)
                if try store.isWhole(pass.queue, index: pass.index) { return }
                try await pass.run { await self.note($0) }
            }
            encodingState.ended()
        } catch {
            let isOver = error is CancellationError
            if !isOver { await hub.publish(.encodingFailed(error), in: known.queue.id) }
            await rest(encodingState.failed(isOver: isOver), after: error)
            encodingState.rested()
        }
        // What came meanwhile is next.
        send(.external)
    }

    /// A service that is away now may be back, a network that is missing may be added, and the queue may name another.
    private func rest(_ pause: Duration, after error: any Error) async {
        let end = ContinuousClock.now + pause
        let shelf = EncoderShelf(dataFolder: dataFolder)
        while ContinuousClock.now < end, encodingState.occasion == encodingOccasion {
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            if case .notThere(let model, _)? = error as? EncodingProblem, (try? shelf.entry(named: model)) != nil {
                return
            }
        }
    }

    /// - Returns: Whether to go on.
    private func note(_ progress: EncodingProgress) async -> Bool {
        guard encodingState.occasion == encodingOccasion else { return false }
        if encodingState.note(progress) { send(.encoded) }
        await hub.publish(.encoding(progress), in: known.queue.id)
        return true
    }
}
