package import WinnowNumerics

/// Out-of-fold outputs of logistic regressions of several strengths, from one split.
package struct CrossValidation: Sendable {
    /// The strength of least out-of-fold log loss, or the classifier's own while that one is not surely better.
    package let l2: Double
    /// The outputs at that strength, one for each label of `TrainingSet.seenLabels`, of rows that have one label.
    ///
    /// A label may have no row outside a fold. That fold's rows then lack its output, and its own rows are left out.
    package let heldOut: HeldOutOutputs
    /// For each strength tried, strongest first, the mean log loss of a row (after the best temperature).
    package let losses: [(l2: Double, loss: Double)]

    /// Strengths that `l2: auto` tries: C from 0.1 to 1,000 in half decades.
    package static let grid: [Double] = [10, 3.2, 1, 0.32, 0.1, 0.032, 0.01, 0.0032, 0.001]

    /// Tries each strength on each fold, folds in parallel, each fold from strong to weak with warm starts.
    ///
    /// Losses are compared after the temperature that suits each strength best, because the temperature is fitted anyway:
    /// otherwise the strength would be bent to correct confidence. The labelled rows are few, and a strategy chose them: the
    /// classifier's strength stays unless another one's loss is less by more than a standard error of the difference, row by
    /// row (after the one-standard-error rule of Breiman et al. 1984).
    ///
    /// - Returns: nil when it was cancelled, when there are fewer than two rows a fold, or no fold leaves two labels to learn from.
    package static func run(
        _ classifier: LogisticRegression,
        on training: TrainingSet,
        strengths: [Double],
        foldCount: Int = 5,
        seed: UInt64,
        cancellation: Cancellation? = nil
    ) -> CrossValidation? {
        let seen = training.seenLabels
        guard training.rowCount >= 2 * foldCount, seen.count >= 2, !strengths.isEmpty else { return nil }
        let folds = Folds(training, count: foldCount, seed: seed)
        let parts = ParallelFor.map(foldCount) { fold in
            outputs(classifier, training, folds: folds, fold: fold, strengths: strengths, seen: seen, cancellation)
        }
        if cancellation?.isCancelled == true { return nil }
        let isSingleChoice = !training.isMultilabel
        let candidates = strengths.indices.compactMap { index in
            Candidate(HeldOutOutputs(rows: parts.flatMap { $0[index] }, isSingleChoice: isSingleChoice))
        }
        guard candidates.count == strengths.count,
            let least = strengths.indices.min(by: { candidates[$0].mean < candidates[$1].mean })
        else { return nil }
        let own = strengths.firstIndex(of: classifier.l2)
        let best = own.map { candidates[least].isSurelyBetter(than: candidates[$0]) ? least : $0 } ?? least
        return CrossValidation(
            l2: strengths[best],
            heldOut: candidates[best].heldOut,
            losses: zip(strengths, candidates).map { ($0, $1.mean) }
        )
    }

    /// What one strength gave.
    private struct Candidate {
        let heldOut: HeldOutOutputs
        /// By row, after the best temperature.
        let losses: [Double]
        /// Of the losses, by weight.
        let mean: Double

        /// - Returns: nil without rows.
        init?(_ heldOut: HeldOutOutputs) {
            guard !heldOut.rows.isEmpty else { return nil }
            self.heldOut = heldOut
            let temperature: Double =
                if case .temperature(let fitted) = Calibration.fit(.temperature, to: heldOut) { fitted } else { 1 }
            losses = heldOut.losses(temperature: temperature)
            mean = zip(heldOut.rows, losses).reduce(0) { $0 + $1.0.weight * $1.1 } / heldOut.totalWeight
        }

        /// Whether the rows' losses are less by more than a standard error of the mean difference.
        func isSurelyBetter(than other: Candidate) -> Bool {
            guard losses.count == other.losses.count else { return mean < other.mean }
            let difference = other.mean - mean
            var square = 0.0
            for (row, losses) in zip(heldOut.rows, zip(losses, other.losses)) {
                let deviation = row.weight * (losses.1 - losses.0 - difference)
                square += deviation * deviation
            }
            return difference > square.squareRoot() / heldOut.totalWeight
        }
    }

    /// For each strength, the outputs of the fold's rows in the columns of `seen`.
    private static func outputs(
        _ classifier: LogisticRegression,
        _ training: TrainingSet,
        folds: Folds,
        fold: Int,
        strengths: [Double],
        seen: [Int],
        _ cancellation: Cancellation?
    ) -> [[HeldOutOutputs.Row]] {
        let inside = folds.rows(outside: fold)
        let held = folds.rows(in: fold).filter { training.weights[$0] > 0 }
        guard let learning = try? training.selecting(rows: inside), !held.isEmpty else {
            return strengths.map { _ in [] }
        }
        let features = training.features.selecting(rows: held)
        var start: LogisticStart?
        return strengths.map { strength in
            var classifier = classifier
            classifier.l2 = strength
            guard let solution = try? classifier.fit(learning, start: start, cancellation: cancellation),
                let logits = try? solution.fitted.logits(of: features)
            else { return [] }
            start = LogisticStart(rows: inside.indices.map { $0 }, solution: solution)
            return held.indices.compactMap { position in
                training.heldOutRow(held[position], logits.row(position), solution.fitted, seen: seen)
            }
        }
    }
}

extension TrainingSet {
    package var isMultilabel: Bool {
        targets.contains { if case .set = $0 { true } else { false } }
    }

    /// A row's outputs in the columns of `seen`, with its truth; nil when its label is unknown to the fold's classifier,
    /// or that one knows no second label.
    fileprivate func heldOutRow(
        _ row: Int,
        _ logits: ArraySlice<Float>,
        _ fitted: LinearModel,
        seen: [Int]
    ) -> HeldOutOutputs.Row? {
        let logits = logits.map(Double.init)
        let weight = weights[row]
        if case .oneAgainstRest(let count) = fitted.head {
            let truth = (0..<count).map { knows(row: row, label: $0) }
            return HeldOutOutputs.Row(logits: logits, truth: truth, weight: weight)
        }
        guard case .label(let label) = targets[row], fitted.seenLabels.count >= 2, fitted.seenLabels.contains(label)
        else { return nil }
        if seen.count == 2 { return HeldOutOutputs.Row(logits: logits, truth: [label == seen[1]], weight: weight) }
        // Two labels have one output, the log-odds of the second: the first then has the logit 0.
        let all = fitted.head == .binomial ? [0] + logits : logits
        let outputs = seen.map { fitted.seenLabels.firstIndex(of: $0) }
        return HeldOutOutputs.Row(
            logits: outputs.map { $0.map { all[$0] } ?? -.infinity },
            truth: zip(seen, outputs).map { $1 == nil ? nil : $0 == label },
            weight: weight
        )
    }
}
