package import WinnowDomain
internal import WinnowLearning

/// The trainings of a queue as stopping criteria and forecasts compare them, oldest first. Derived: it can be made again.
package struct RoundSeries: Sendable, Codable, Equatable {
    /// Rounds of others cannot be compared.
    private let settings: LearningSettings
    package private(set) var rounds: [TrainingRound] = []

    package init(of queue: Queue) {
        settings = LearningSettings(of: queue)
    }

    func fits(_ queue: Queue) -> Bool {
        settings == LearningSettings(of: queue)
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
        let recent = Self.recentCount(of: round.labelCount)
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

    /// The labels from which on rounds are compared by their samples, when there are so many.
    static func recentCount(of labelCount: Int) -> Int { labelCount - 6 * RoundSpacing.labels(at: labelCount) }
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
