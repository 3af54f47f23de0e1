internal import WinnowDomain
internal import WinnowLearning

extension Outlook {
    /// What a queue's trainings say.
    ///
    /// - Parameter evaluation: Items to measure on, with the labels that stand now.
    init(_ series: RoundSeries, _ evaluation: [LearningData.Example], seed: UInt64) {
        let signs = series.criteria.findings.map { finding in
            let state: Sign.State =
                switch finding.state {
                case .met: .met
                case .notMet: .notMet
                case .notYet, .tooFewItems: .notYet
                }
            return Sign(
                criterion: finding.criterion.rawValue,
                state: state,
                value: finding.value,
                threshold: finding.threshold,
                sentence: finding.sentence
            )
        }
        switch series.forecast(evaluation, seed: seed) {
        case .success(let forecast):
            self.init(
                signs: signs,
                forecast: Forecast(
                    labels: forecast.ahead,
                    gain: Evaluation.Figure(forecast.gain.value, forecast.gain.bounds),
                    accuracy: Evaluation.Figure(forecast.accuracy.value, forecast.accuracy.bounds),
                    isFlat: forecast.isFlat
                ),
                sentence: forecast.sentence
            )
        case .failure(let refusal):
            self.init(signs: signs, forecast: nil, sentence: "no forecast yet: \(refusal)")
        }
    }
}

extension ModelShelf {
    /// What the queue's trainings say of further labels; nil where none was kept.
    ///
    /// Takes a moment: call it on a `TrainingExecutor`.
    func outlook(_ evaluation: [LearningData.Example]) -> Outlook? {
        rounds.read(queue).map { Outlook($0, evaluation, seed: queue.definition.seed) }
    }
}
