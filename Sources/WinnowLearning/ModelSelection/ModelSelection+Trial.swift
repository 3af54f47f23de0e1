internal import WinnowNumerics

extension ModelSelection {
    /// A trial with what its classifier said of the rows that it did not learn from.
    struct Tried: Sendable {
        let trial: Trial
        let outputs: ValidatedOutputs?
    }

    /// Fits and measures one configuration, fold by fold.
    func attempt(
        _ configuration: SearchSpace.Configuration,
        number: Int,
        medians: [Double],
        _ cancellation: Cancellation?,
        _ make: (SearchSpace.Configuration) -> Setting?
    ) -> Tried {
        func tried(_ state: Trial.State, _ losses: [Double], _ outputs: ValidatedOutputs? = nil) -> Tried {
            let trial = Trial(
                number: number,
                configuration: configuration,
                state: state,
                foldLosses: losses,
                loss: outputs?.mean,
                agreement: outputs?.agreement
            )
            return Tried(trial: trial, outputs: outputs)
        }
        guard let setting = make(configuration) else { return tried(.failed, []) }
        let training = setting.training
        guard training.rowCount >= 2 * foldCount, training.seenLabels.count >= 2 else { return tried(.failed, []) }
        let validation = Validation(training, folds: Folds(training, count: foldCount, seed: seed))
        var rows: [HeldOutOutputs.Row] = []
        var losses: [Double] = []
        for fold in 0..<foldCount {
            let found = validation.rows(of: [setting.classifier], fold: fold, cancellation)[0]
            rows += found
            let outputs = ValidatedOutputs(HeldOutOutputs(rows: found, isSingleChoice: !training.isMultilabel))
            guard let outputs, outputs.mean.isFinite else { return tried(.failed, losses) }
            losses.append(outputs.mean)
            let mean = losses.reduce(0, +) / Double(losses.count)
            if fold + 1 >= ModelSelection.leastFolds, fold + 1 < foldCount, medians.indices.contains(fold),
                mean > medians[fold]
            {
                return tried(.stopped, losses)
            }
        }
        guard let outputs = ValidatedOutputs(HeldOutOutputs(rows: rows, isSingleChoice: !training.isMultilabel))
        else { return tried(.failed, losses) }
        return tried(.completed, losses, outputs)
    }
}
