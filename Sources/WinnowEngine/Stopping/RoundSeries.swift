package import WinnowDomain
internal import WinnowLearning

/// The trainings of a queue as stopping criteria and forecasts compare them, oldest first. Derived: it can be made again.
package struct RoundSeries: Sendable, Codable, Equatable {
    /// Of whose outputs, and of which texts and code: rounds of others cannot be compared.
    private let labels: [LabelID]
    private let codeVersion: Int
    package private(set) var rounds: [TrainingRound] = []

    package init(of queue: Queue) {
        labels = queue.labels.map(\.id)
        codeVersion = Trainer.codeVersion
    }

    func fits(_ queue: Queue) -> Bool {
        labels == queue.labels.map(\.id) && codeVersion == Trainer.codeVersion
    }

    /// Whether a training of so many labels is far enough from the last one that is kept.
    ///
    /// A queue trains after each label; a fifth of the spacing at which trainings are compared is fine enough.
    func wants(_ labelCount: Int) -> Bool {
        guard let last = rounds.last?.labelCount else { return true }
        return labelCount < last || labelCount >= last + max(1, RoundSpacing.labels(at: labelCount) / 5)
    }

    /// Adds a training, and lets go of what nothing is compared with any more.
    mutating func append(_ round: TrainingRound) {
        // Annotations that were taken back make a shorter past.
        rounds.removeAll { $0.event >= round.event }
        rounds.append(round)
        let spacing = RoundSpacing.labels(at: round.labelCount)
        let recent = round.labelCount - 6 * spacing
        var kept: [TrainingRound] = []
        for var old in rounds {
            guard old.labelCount < recent else {
                kept.append(old)
                continue
            }
            old.sample = nil
            let last = kept.last?.labelCount
            if last.map({ old.labelCount >= $0 + spacing / 2 || old.labelCount < $0 }) ?? true { kept.append(old) }
        }
        rounds = kept
    }
}

extension RoundSeries {
    /// What the criteria say; see `StoppingCriteria`.
    var criteria: StoppingCriteria { StoppingCriteria(over: rounds.compactMap(\.sample)) }

    /// What further labels are expected to bring.
    ///
    /// - Parameter evaluation: With the labels that stand now.
    func forecast(
        _ evaluation: [LearningData.Example],
        seed: UInt64
    ) -> Result<CurveForecast, CurveForecast.Refusal> {
        let points = rounds.map { round in
            CurvePoint(
                labelCount: round.labelCount,
                isRight: evaluation.map { example in
                    round.evaluation.labels(of: example.item.rawValue).map { $0 == example.target.present.sorted() }
                }
            )
        }
        let most = rounds.last?.labelCount ?? 0
        return CurveForecast.make(from: points, ahead: max(1, min(100, most)), seed: seed)
    }
}
