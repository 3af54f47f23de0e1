private import Foundation
internal import WinnowNumerics

extension NaiveBayes {
    /// A row that may have several labels, and how much of it each has.
    private struct SharedRow {
        let place: Int
        let weight: Double
        let allowed: [Int]
        /// Of `allowed`, sums to 1.
        var shares: [Double]
    }

    func fitSingleChoice(
        _ training: TrainingSet,
        _ cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        let seen = training.seenLabels
        guard !seen.isEmpty else { throw .noTrainingRows }
        let allowed = (0..<training.rowCount).map { training.allowedLabels(row: $0, seen: seen) }
        let usable = allowed.indices.filter { row in
            let isTelling = seen.count == 1 || allowed[row].count < seen.count
            return training.weights[row] > 0 && !allowed[row].isEmpty && isTelling
        }
        let rows = try TermRows(training.features, rows: usable)
        if seen.count == 1 {
            return ClassifierFit(model: model(training, seen: seen, columns: [], scores: nil), iterationCount: 0)
        }
        var certain = LabelTerms(columnCount: rows.columns.count, labelCount: seen.count)
        var shared: [SharedRow] = []
        for (place, row) in rows.rows.enumerated() {
            if allowed[row].count == 1 {
                certain.add(place, of: rows, weight: training.weights[row], label: allowed[row][0])
            } else {
                shared.append(
                    SharedRow(place: place, weight: training.weights[row], allowed: allowed[row], shares: [])
                )
            }
        }
        let (scores, roundCount) = scores(certain, &shared, of: rows, cancellation)
        return ClassifierFit(
            model: model(training, seen: seen, columns: rows.columns, scores: scores),
            iterationCount: 1 + roundCount
        )
    }

    /// Scores by the rows that are certain, and then in rounds by these and what the shared ones are taken for.
    private func scores(
        _ certain: LabelTerms,
        _ shared: inout [SharedRow],
        of rows: TermRows,
        _ cancellation: Cancellation?
    ) -> (TermScores, roundCount: Int) {
        var scores = TermScores(certain, by: self)
        var roundCount = 0
        while !shared.isEmpty && roundCount < 20 && cancellation?.isCancelled != true {
            if share(&shared, of: rows, by: scores, labelCount: certain.labelCount) <= 1e-4 { break }
            var terms = certain
            for row in shared {
                for (label, share) in zip(row.allowed, row.shares) {
                    terms.add(row.place, of: rows, weight: row.weight * share, label: label)
                }
            }
            scores = TermScores(terms, by: self)
            roundCount += 1
        }
        return (scores, roundCount)
    }

    /// Shares rows out by the scores; tells the most that a share moved.
    private func share(
        _ shared: inout [SharedRow],
        of rows: TermRows,
        by scores: TermScores,
        labelCount: Int
    ) -> Double {
        var change = 0.0
        for index in shared.indices {
            let row = shared[index]
            var shares = row.allowed.map { label in
                scores.bias[label] + rows.product(row.place, with: scores.weights, label: label, of: labelCount)
            }
            shares.withUnsafeMutableBufferPointer { softmax($0) }
            for (place, share) in shares.enumerated() {
                change = max(change, abs(share - (row.shares.isEmpty ? 0 : row.shares[place])))
            }
            shared[index].shares = shares
        }
        return change
    }

    /// Two labels have one output, the difference of their scores. Of more, only differences matter: from each column's
    /// weights their mean is taken, so that single precision is spent on what labels differ in.
    private func model(_ training: TrainingSet, seen: [Int], columns: [UInt32], scores: TermScores?) -> LinearModel {
        let head = OutputHead.singleChoice(seenCount: seen.count)
        let k = seen.count
        func outputs(_ values: ArraySlice<Double>) -> [Float] {
            let first = values.startIndex
            if k == 2 { return [Float(values[first + 1] - values[first])] }
            let mean = values.reduce(0, +) / Double(k)
            return values.map { Float($0 - mean) } + [Float](repeating: 0, count: head.stride - k)
        }
        var weights: [Float] = []
        if let scores {
            weights.reserveCapacity(columns.count * head.stride)
            for start in stride(from: 0, to: scores.weights.count, by: k) {
                weights += outputs(scores.weights[start..<start + k])
            }
        }
        return LinearModel(
            head: head,
            labelCount: training.labelCount,
            seenLabels: seen,
            featureCount: training.features.columnCount,
            columns: columns,
            weights: weights,
            bias: scores.map { outputs($0.bias[...]) } ?? [0]
        )
    }
}
