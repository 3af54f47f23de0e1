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
        _ standing: [ItemID: [Annotation]],
        hyperparameters: [String: Double]
    ) throws {
        guard let right = try trainer.rightness(data, hyperparameters: hyperparameters) else { return nil }
        var byItem: [ItemID: Draw] = [:]
        for draw in draws where byItem[draw.item] == nil { byItem[draw.item] = draw }
        let measured = Self.lastEvaluation(trainer, standing)
        var found: [(event: EventNumber, draw: LURE.Draw)] = []
        for (example, isRight) in zip(data.training, right) {
            guard let isRight else { continue }
            let draw = byItem[example.item]
            // Evaluation items take their share of the servings while there are some.
            let share = (draw?.event ?? 0) <= measured ? 1 - trainer.queue.definition.evaluation.share : 1
            found.append(
                (
                    draw?.event ?? 0,
                    LURE.Draw(
                        probability: draw.map { min(1, $0.probability / max(share, 0.01)) },
                        openCount: draw?.poolSize ?? 1,
                        loss: isRight ? 0 : 1
                    )
                )
            )
        }
        let ordered = found.sorted { $0.event < $1.event }.map(\.draw)
        switch LURE.estimate(ordered) {
        case .success(let lure):
            let accuracy = Evaluation.Figure(
                1 - lure.risk.value,
                lure.risk.bounds.map { 1 - $0.upperBound...1 - $0.lowerBound }
            )
            self.init(
                items: ordered.count,
                worth: lure.effectiveCount,
                accuracy: accuracy,
                sentence: String(
                    format: "weighed by how probable each draw was they are worth %.0f items drawn evenly",
                    lure.effectiveCount
                )
            )
        case .failure(.noDraws): return nil
        case .failure(.notAllDrawn(let share)):
            self.init(
                items: ordered.count,
                worth: nil,
                accuracy: nil,
                sentence: String(
                    format: "they cannot be used to measure: only %.0f %% of them were served by the queue, the others "
                        + "came with a label",
                    (100 * share).rounded(.down)
                )
            )
        }
    }

    /// The event of the last first label of an evaluation item, when there are some that have none the last of all.
    private static func lastEvaluation(_ trainer: Trainer, _ standing: [ItemID: [Annotation]]) -> EventNumber {
        var last: EventNumber = 0
        for entry in trainer.index.entries where entry.isEvaluation {
            guard let first = standing[entry.id]?.map(\.event).min() else { return .max }
            last = max(last, first)
        }
        return last
    }
}

extension Trainer {
    /// For each example whether a fit that did not learn from it is right about it.
    fileprivate func rightness(_ data: LearningData, hyperparameters: [String: Double]) throws -> [Bool?]? {
        guard data.training.count >= 20 else { return nil }
        let definition = queue.definition
        let candidate = definition.classifier.candidates(seed: definition.seed).candidate(of: hyperparameters)
        return CrossValidation.rightness(
            of: candidate.classifier,
            on: try trainingSet(data.training, try scales(of: data.training)),
            seed: definition.seed,
            cancellation: cancellation
        )
    }
}
