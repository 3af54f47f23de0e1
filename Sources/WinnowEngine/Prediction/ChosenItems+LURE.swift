internal import Foundation
internal import WinnowDomain
internal import WinnowLearning

extension Evaluation.ChosenItems {
    /// Estimates accuracy on the pool from the items that a strategy chose, by their recorded probabilities; see `LURE`.
    ///
    /// Whether an item is right says a fit that did not learn from it. Of an item with several annotations the first counts,
    /// which is the one that the draw was for.
    ///
    /// Takes five fits: call it on a `TrainingExecutor`.
    ///
    /// - Parameters:
    ///   - trainer: Of the queue as it is.
    ///   - draws: In the order of time.
    ///   - hyperparameters: Of the model.
    /// - Returns: nil where too little is labelled.
    init?(
        _ trainer: Trainer,
        _ data: LearningData,
        _ draws: [Draw],
        _ standing: KnownLabels,
        hyperparameters: [String: Double]
    ) throws {
        guard let right = try trainer.rightness(data, hyperparameters: hyperparameters) else { return nil }
        let measured = Self.lastEvaluation(trainer, standing)
        let share = trainer.queue.definition.evaluation.share
        let byItem = Dictionary(draws.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        // Revised texts are none of the pool, so they say nothing of it.
        let known = zip(data.training, right).filter { $0.0.revision == nil }.compactMap { example, isRight in
            isRight.map { (draw: byItem[example.item], loss: $0 ? 0.0 : 1.0) }
        }
        let ordered = known.sorted { ($0.draw?.event ?? 0) < ($1.draw?.event ?? 0) }.map { item in
            // Evaluation items take their share of the servings while there are some.
            let isShared = (item.draw?.event ?? 0) <= measured
            return LURE.Draw(
                probability: item.draw?.chance(whenPoolGets: isShared ? 1 - share : 1),
                openCount: item.draw?.poolSize ?? 1,
                loss: item.loss
            )
        }
        switch LURE.estimate(ordered) {
        case .success(let lure): self.init(lure, of: ordered.count)
        case .failure(.noDraws):
            self.init(
                items: ordered.count,
                worth: nil,
                accuracy: nil,
                sentence:
                    "they cannot be used to measure: none was drawn by chance; they came with a label, or others had "
                    + "no chance (see `query.explore`)"
            )
        case .failure(.invalid): return nil
        }
    }

    private init(_ lure: LURE, of count: Int) {
        self.init(
            items: count,
            worth: lure.effectiveCount,
            accuracy: Evaluation.Figure(
                1 - lure.risk.value,
                lure.risk.bounds.map { 1 - $0.upperBound...1 - $0.lowerBound }
            ),
            sentence: String(
                format: "weighed by how probable each draw was they are worth %.0f items drawn evenly",
                lure.effectiveCount
            )
        )
    }

    /// The event of the last first label of an evaluation item, when there are some that have none the last of all.
    private static func lastEvaluation(_ trainer: Trainer, _ standing: KnownLabels) -> EventNumber {
        var last: EventNumber = 0
        for entry in trainer.index.entries where entry.isMeasuredOn {
            guard let first = standing[entry.id]?.map(\.event).min() else { return .max }
            last = max(last, first)
        }
        return last
    }
}

extension Draw {
    /// The probability among the items of the pool; nil where this one was sure to be chosen, so that the others had none.
    ///
    /// - Parameter share: Of the servings that the pool gets.
    fileprivate func chance(whenPoolGets share: Double) -> Double? {
        let chance = min(1, probability / max(share, 0.01))
        return chance < 1 - 1e-9 || poolSize == 1 ? chance : nil
    }
}

extension Trainer {
    /// For each example whether a fit that did not learn from it is right about it.
    fileprivate func rightness(_ data: LearningData, hyperparameters: [String: Double]) throws -> [Bool?]? {
        guard data.training.count >= 20 else { return nil }
        let scales = features.extractor.scales(labelCount: data.training.count)
        return CrossValidation.rightness(
            of: queue.definition.candidates.candidate(of: hyperparameters).classifier,
            on: try trainingSet(data.training, scales),
            seed: queue.definition.seed,
            cancellation: cancellation
        )
    }
}
