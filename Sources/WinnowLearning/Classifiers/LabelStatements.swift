internal import WinnowNumerics

/// What rows say about each output of a classifier that holds each label against the rest: n rows, m outputs.
struct LabelStatements {
    let head: OutputHead
    let seenLabels: [Int]
    /// Row-major `(n, m)`: a row's weight where it has the label, the weight less than 0 where it has not, 0 where it does
    /// not say.
    private(set) var weights: [Double]
    /// By output: the log-odds of a label that all rows have, or none; nil where there is something to learn.
    private(set) var constants: [Double?]

    /// Rows whose partial label leaves all seen labels, or none, say nothing.
    init(singleChoice training: TrainingSet, balancesLabels: Bool) throws(LearningError) {
        seenLabels = training.seenLabels
        guard !seenLabels.isEmpty else { throw .noTrainingRows }
        head = OutputHead.singleChoice(seenCount: seenLabels.count)
        constants = [Double?](repeating: nil, count: head.outputCount)
        weights = [Double](repeating: 0, count: training.rowCount * head.outputCount)
        var rowWeights = training.weights
        if balancesLabels { training.balance(&rowWeights, seen: seenLabels) }
        for row in 0..<training.rowCount {
            let allowed = training.allowedLabels(row: row, seen: seenLabels)
            guard !allowed.isEmpty, allowed.count < seenLabels.count else { continue }
            let start = row * head.outputCount
            if head.isSingleOutput {
                weights[start] = allowed[0] == 1 ? rowWeights[row] : -rowWeights[row]
                continue
            }
            for output in 0..<head.outputCount { weights[start + output] = -rowWeights[row] }
            for output in allowed { weights[start + output] = allowed.count == 1 ? rowWeights[row] : 0 }
        }
    }

    init(multilabel training: TrainingSet, balancesLabels: Bool) throws(LearningError) {
        guard training.weights.contains(where: { $0 > 0 }) else { throw .noTrainingRows }
        let count = training.labelCount
        seenLabels = Array(0..<count)
        head = .oneAgainstRest(labelCount: count)
        constants = [Double?](repeating: nil, count: count)
        weights = [Double](repeating: 0, count: training.rowCount * count)
        for label in 0..<count {
            var (positive, negative) = (0.0, 0.0)
            for row in 0..<training.rowCount {
                guard let isPresent = training.knows(row: row, label: label) else { continue }
                let weight = training.weights[row]
                weights[row * count + label] = isPresent ? weight : -weight
                if isPresent { positive += weight } else { negative += weight }
            }
            let isConstant = positive == 0 || negative == 0
            if isConstant { constants[label] = logOdds((positive + 0.5) / (positive + negative + 1)) }
            guard isConstant || balancesLabels else { continue }
            for index in stride(from: label, to: weights.count, by: count) {
                let own = weights[index] > 0 ? positive : negative
                weights[index] *= isConstant ? 0 : (positive + negative) / (2 * own)
            }
        }
    }
}
