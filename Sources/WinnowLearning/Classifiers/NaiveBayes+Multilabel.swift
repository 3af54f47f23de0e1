private import Foundation
internal import WinnowNumerics

extension NaiveBayes {
    /// Weights of one output, of the columns that occur.
    private struct Part {
        var weights: [Float]
        var bias: Double
    }

    /// One fit of two labels for each label, has and has not, on all rows that know; the labels in parallel.
    func fitOneAgainstRest(_ training: TrainingSet) throws(LearningError) -> ClassifierFit {
        let usable = training.weights.indices.filter { training.weights[$0] > 0 }
        guard !usable.isEmpty else { throw .noTrainingRows }
        let rows = try TermRows(training.features, rows: usable)
        let parts = ParallelFor.map(training.labelCount) { fitLabel($0, training, rows) }
        let head = OutputHead.oneAgainstRest(labelCount: training.labelCount)
        var weights = [Float](repeating: 0, count: rows.columns.count * head.stride)
        for (label, part) in parts.enumerated() {
            for column in rows.columns.indices { weights[column * head.stride + label] = part.weights[column] }
        }
        let model = LinearModel(
            head: head,
            labelCount: training.labelCount,
            seenLabels: Array(0..<training.labelCount),
            featureCount: training.features.columnCount,
            columns: rows.columns,
            weights: weights,
            bias: parts.map { Float($0.bias) }
        )
        return ClassifierFit(model: model, iterationCount: 1)
    }

    private func fitLabel(_ label: Int, _ training: TrainingSet, _ rows: TermRows) -> Part {
        let none = [Float](repeating: 0, count: rows.columns.count)
        var terms = LabelTerms(columnCount: rows.columns.count, labelCount: 2)
        for (place, row) in rows.rows.enumerated() {
            guard let isPresent = training.knows(row: row, label: label) else { continue }
            terms.add(place, of: rows, weight: training.weights[row], label: isPresent ? 1 : 0)
        }
        let (negative, positive) = (terms.rowWeights[0], terms.rowWeights[1])
        if positive == 0 || negative == 0 {
            return Part(weights: none, bias: logOdds((positive + 0.5) / (positive + negative + 1)))
        }
        // Columns that only rows have which know nothing of this label do not count as its terms.
        let known = rows.columns.indices.filter { terms.counts[2 * $0] + terms.counts[2 * $0 + 1] > 0 }
        terms.counts = known.flatMap { [terms.counts[2 * $0], terms.counts[2 * $0 + 1]] }
        let scores = TermScores(terms, by: self)
        var part = Part(weights: none, bias: scores.bias[1] - scores.bias[0])
        for (place, column) in known.enumerated() {
            part.weights[column] = Float(scores.weights[2 * place + 1] - scores.weights[2 * place])
        }
        return part
    }
}
