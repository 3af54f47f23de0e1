internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension Trainer {
    /// Makes a queue's rounds again, up to a training: fits with what was known when as many labels were there as trainings
    /// are compared at.
    ///
    /// They are nearly those of the time: all have the hyperparameters and the calibration of the training now, because
    /// choosing them again would take as long as all that was chosen before.
    ///
    /// - Throws: `LearningError`.
    func series(before event: EventNumber, _ history: LabelHistory, like product: Product) throws -> RoundSeries {
        var series = RoundSeries(of: queue)
        let outside = Set(index.entries.filter { !$0.isInPool }.map(\.id))
        var events: [EventNumber] = []
        var known: Set<ItemID> = []
        for annotation in history.annotations where annotation.event < event {
            guard annotation.judgement.answer == .label, !outside.contains(annotation.item),
                known.insert(annotation.item).inserted
            else { continue }
            events.append(annotation.event)
        }
        let counts = events.indices.map { $0 + 1 }
        let sample = stoppingSample()
        // Older ones are compared by their accuracy only.
        let recent = RoundSeries.recentCount(of: counts.last ?? 0)
        for place in RoundSpacing.chosen(from: counts) where counts[place] >= Trainer.leastRoundLabels {
            if cancellation?.isCancelled == true { throw LearningError.cancelled }
            let data = LearningData(history.standing(at: events[place]), queue: queue, index: index)
            guard !data.training.isEmpty else { continue }
            let fit = try product.candidate.classifier.fit(
                try trainingSet(data.training, product.scales, pairWeight: product.pairWeight),
                from: nil,
                cancellation: cancellation
            )
            let isLike = fit.model.seenLabels == product.classifier.model.seenLabels
            let classifier = FittedClassifier(
                model: unscaled(fit, product.scales),
                calibration: isLike ? product.classifier.calibration : .none
            )
            // With the evaluation items that there are now: what a model says of an item does not depend on its label.
            let isRecent = counts[place] >= recent
            series.append(
                try round(
                    of: classifier,
                    data.measured(on: product.data),
                    at: events[place],
                    on: isRecent ? sample : nil
                )
            )
        }
        return series
    }

    /// With fewer a model says little that a later one could be compared with.
    private static let leastRoundLabels = 10
}

extension LearningData {
    /// What is learned from, with other items to measure on.
    fileprivate func measured(on other: LearningData) -> LearningData {
        LearningData(training: training, evaluation: other.evaluation, contrast: other.contrast, answered: answered)
    }
}
