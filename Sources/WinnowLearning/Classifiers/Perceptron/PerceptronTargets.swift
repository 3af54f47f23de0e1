internal import WinnowNumerics

/// What rows are taught, in the terms of a head's outputs.
struct PerceptronTargets: Sendable {
    let head: OutputHead
    /// For each row: of a single choice the positions of the seen labels that it may have, ascending; of multi-label a number
    /// for each label, 0 absent, 1 present, 2 unknown.
    var answers: [[Int]]
    /// By row, above 0.
    var weights: [Double]
    /// What a row's weight is multiplied by for each output, where it has the label and where not; 1 unless labels are
    /// balanced, 0 for both where a label of multi-label has rows of one kind only.
    private(set) var factors: [(present: Double, absent: Double)] = []

    init(head: OutputHead, answers: [[Int]], weights: [Double]) {
        self.head = head
        self.answers = answers
        self.weights = weights
    }

    /// What a row is taught; nil when that says nothing.
    static func answer(_ training: TrainingSet, row: Int, head: OutputHead, seen: [Int]) -> [Int]? {
        guard training.weights[row] > 0 else { return nil }
        if case .oneAgainstRest(let count) = head {
            let states = (0..<count).map { label in training.knows(row: row, label: label).map { $0 ? 1 : 0 } ?? 2 }
            return states.contains { $0 < 2 } ? states : nil
        }
        let allowed = training.allowedLabels(row: row, seen: seen)
        return allowed.isEmpty || allowed.count == seen.count ? nil : allowed
    }

    /// Labels of a single choice that the row certainly has, or labels that are present.
    func present(row: Int) -> [Int] {
        if case .oneAgainstRest = head { return answers[row].indices.filter { answers[row][$0] == 1 } }
        return answers[row].count == 1 ? answers[row] : []
    }

    func selecting(rows: [Int]) -> PerceptronTargets {
        var selected = self
        selected.answers = rows.map { answers[$0] }
        selected.weights = rows.map { weights[$0] }
        return selected
    }

    /// The weight of rows that have and that lack each label, of those that are known to.
    func totals() -> [(present: Double, absent: Double)] {
        if case .oneAgainstRest(let count) = head {
            return (0..<count).map { label in
                var (present, absent) = (0.0, 0.0)
                for (answer, weight) in zip(answers, weights) {
                    if answer[label] == 1 { present += weight }
                    if answer[label] == 0 { absent += weight }
                }
                return (present, absent)
            }
        }
        var totals = [(present: Double, absent: Double)](
            repeating: (0, 0),
            count: max(head.outputCount, 2)
        )
        for (answer, weight) in zip(answers, weights) where answer.count == 1 { totals[answer[0]].present += weight }
        return totals
    }

    /// Works out what weights are multiplied by.
    mutating func balance(_ balancesLabels: Bool) {
        let totals = totals()
        if case .oneAgainstRest = head {
            factors = totals.map { total in
                guard total.present > 0, total.absent > 0 else { return (0, 0) }
                guard balancesLabels else { return (1, 1) }
                let sum = total.present + total.absent
                return (sum / (2 * total.present), sum / (2 * total.absent))
            }
        } else {
            let sum = totals.reduce(0) { $0 + $1.present }
            factors = totals.map { total in
                balancesLabels && total.present > 0 ? (sum / (Double(totals.count) * total.present), 1) : (1, 1)
            }
        }
    }

    /// A row's weight, balanced where a single label is chosen.
    func weight(row: Int) -> Double {
        if case .oneAgainstRest = head { return weights[row] }
        return answers[row].count == 1 ? weights[row] * factors[answers[row][0]].present : weights[row]
    }

    /// The losses of some rows, which become rows 0 and on.
    func loss(of rows: [Int]) -> any RowLoss {
        switch head {
        case .binomial:
            return BinomialLoss(
                weights: rows.map { weight(row: $0) },
                isPositive: rows.map { answers[$0] == [1] }
            )
        case .softmax(let count):
            var (allowed, offsets): ([Int], [Int]) = ([], [0])
            for row in rows {
                allowed += answers[row]
                offsets.append(allowed.count)
            }
            return SoftmaxLoss(
                outputCount: count,
                weights: rows.map { weight(row: $0) },
                allowed: allowed,
                offsets: offsets
            )
        case .oneAgainstRest(let count):
            return LabelwiseLoss(
                outputCount: count,
                weights: rows.flatMap { row in
                    (0..<count).map { label in
                        let factor = answers[row][label] == 1 ? factors[label].present : factors[label].absent
                        return answers[row][label] == 2 ? 0 : weights[row] * factor
                    }
                },
                isPositive: rows.flatMap { row in answers[row].map { $0 == 1 } }
            )
        }
    }

    /// The same factors for other rows.
    func replacing(by other: PerceptronTargets) -> PerceptronTargets {
        var replaced = self
        replaced.answers = other.answers
        replaced.weights = other.weights
        return replaced
    }

    /// For multi-label, the log-odds of labels that all rows have or none, as `LogisticRegression` gives them; nil for the
    /// others.
    var constants: [Double?] {
        guard case .oneAgainstRest = head else { return [] }
        return totals().map { total in
            total.present > 0 && total.absent > 0
                ? nil : logOdds((total.present + 0.5) / (total.present + total.absent + 1))
        }
    }
}
