package import WinnowDomain

extension QueueLoops.Loop {
    /// The promoted model, or the version of a number, ready for use.
    ///
    /// - Throws: `ModelAbsence`.
    package func model(version number: Int?) async throws -> QueueModel {
        let queue = await scheduler.queue
        // The promoted one is at hand.
        if let model = try await model(), number == nil || number == model.version.number { return model }
        let shelf = await presentModel.shelf(of: queue)
        return try await shelf.required(number, index: await coordinator.index)
    }

    /// The items that would teach the model most.
    ///
    /// - Parameters:
    ///   - number: Of the model version; nil for the promoted one, or the initial order while there is none.
    ///   - strategy: nil for the queue's own.
    /// - Throws: `ModelAbsence`.
    package func ranking(
        top count: Int,
        version number: Int?,
        strategy: QueryDefinition.Strategy?,
        store: any ItemStore & TrainingStore
    ) async throws -> PoolRanking {
        let known = await coordinator.known
        let hasModel = try await store.promotedModel(of: known.queue.id) != nil
        let model = number != nil || hasModel ? try await model(version: number) : nil
        let shelf = await presentModel.shelf(of: known.queue)
        return try await TrainingExecutor.onDemand.perform {
            try await PoolRanking(
                of: known.queue,
                top: count,
                model: model,
                strategy: strategy,
                index: known.index,
                standing: known.history.standing(at: known.history.lastEvent),
                shelf: shelf,
                store: store
            )
        }
    }

    /// Measures a model version on the queue's own evaluation items.
    ///
    /// - Throws: `ModelAbsence`, `NothingToMeasureOn`.
    package func evaluation(version number: Int?, store: any ItemStore) async throws -> Evaluation {
        let known = await coordinator.known
        let model = try await model(version: number)
        let occasion = PresentModel.Occasion(
            version: model.version.number,
            revision: known.queue.revision,
            event: known.history.lastEvent,
            itemCount: known.index.count
        )
        // Whoever asks again and again has the same answer until something changes: it takes five fits.
        if let kept = await presentModel.evaluation(on: occasion) { return kept }
        let shelf = await presentModel.shelf(of: known.queue)
        let evaluation = try await TrainingExecutor.onDemand.perform {
            try await QueueEvaluation(
                model,
                of: known.queue,
                index: known.index,
                standing: known.history.standing(at: known.history.lastEvent),
                store: store,
                shelf: shelf
            )
        }
        guard let evaluation else { throw NothingToMeasureOn(index: known.index) }
        let figures = evaluation.figures(of: model.version.number, isOwn: true)
        await presentModel.keep(figures, of: occasion)
        return figures
    }
}

extension QueueLoops.Loop {
    /// What a model version has learned from.
    package func learnedTexts(of model: ModelVersion, store: any ItemStore) async throws -> LearnedTexts {
        let known = await coordinator.known
        return try await TrainingExecutor.onDemand.perform {
            try await LearnedTexts(
                of: model,
                in: known.queue,
                history: known.history,
                index: known.index,
                store: store
            )
        }
    }
}

/// None of the evaluation items has a label.
package struct NothingToMeasureOn: CodedError {
    private let setAsideCount: Int

    package init(index: ItemIndex) {
        setAsideCount = index.entries.count { $0.isMeasuredOn }
    }

    package var code: ErrorCode { .nothingToMeasureOn }

    package var description: String {
        "none of the \(setAsideCount) evaluation items is labelled yet; labelling serves them by itself, a share of "
            + "evaluation.share of the time"
    }
}
