internal import WinnowNumerics

/// Which roots with pairs, and which originals, get their labels.
struct PairOutcomes {
    /// By root with a flip pair, in the order of roots: whether all its rows do.
    let roots: Outcomes
    /// By row that is no revised one.
    let originals: Outcomes

    /// - Parameter probabilities: `(n, k)` of the rows. Those without weight or without a certain label are left out.
    init(of training: TrainingSet, probabilities: DenseMatrix) {
        let right = (0..<training.rowCount).map { row -> Bool? in
            guard training.weights[row] > 0, case .label(let label) = training.targets[row] else { return nil }
            return EvaluationSet.predicted(probabilities.row(row), isMultilabel: false) == [label]
        }
        let revised = Set(training.pairs.map(\.revised))
        originals = Outcomes(right.indices.compactMap { revised.contains($0) ? nil : right[$0] })
        let flipped = Set(training.pairs.lazy.filter { $0.kind == .flip }.map { training.roots[$0.original] })
        var consistent: [Int64: Bool] = [:]
        for row in right.indices where flipped.contains(training.roots[row]) {
            if let isRight = right[row] {
                consistent[training.roots[row], default: true] =
                    consistent[training.roots[row], default: true] && isRight
            }
        }
        roots = Outcomes(consistent.sorted { $0.key < $1.key }.map(\.value))
    }
}

/// Trials that ended well or not.
struct Outcomes {
    private let isGood: [Bool]

    init(_ isGood: [Bool]) {
        self.isGood = isGood
    }

    var isEmpty: Bool { isGood.isEmpty }
    var goodCount: Int { isGood.count { $0 } }
    /// 0…1.
    var share: Double { isEmpty ? 0 : Double(goodCount) / Double(isGood.count) }
    var estimate: Estimate { Estimate.share(successes: goodCount, trials: isGood.count) }

    /// Whether the share is more, by a margin and a standard error of the mean difference, trial by trial.
    func isSurelyMore(than other: Outcomes, by margin: Double = 0) -> Bool {
        guard isGood.count == other.isGood.count else { return share > other.share + margin }
        let difference = share - other.share
        var square = 0.0
        for (own, its) in zip(isGood, other.isGood) {
            let deviation = (own ? 1 : 0) - (its ? 1 : 0) - difference
            square += deviation * deviation
        }
        return difference - margin > square.squareRoot() / Double(max(isGood.count, 1))
    }
}
