import Foundation
import WinnowLearning
import WinnowNumerics

extension CounterfactualExperiments {
    /// Whether the temperature is better fitted on all rows by their weights, or on originals alone: what comes to be labelled
    /// are originals. Pairs weigh 3. The fact `excess` is the mean log loss of the other originals, in thousandths, above
    /// that at their own temperature.
    func calibration(seed: Int) throws -> [CounterfactualFigure] {
        try [(50, 150), (200, 0), (200, 600)].flatMap { pairCount, singleCount -> [CounterfactualFigure] in
            let drawn = task.draw(pairCount + singleCount, seed: UInt64(seed))
            let rows = task.pairs(of: Array(drawn.prefix(pairCount)), seed: UInt64(seed)) + drawn.dropFirst(pairCount)
            let training = try task.training(rows).weightingPairs(by: 3)
            let fitted = FittedClassifier(model: try classifier.fit(training).model, calibration: .none)
            guard let said = CrossValidation.probabilities(of: classifier, on: training, seed: UInt64(seed)) else {
                throw CocoaError(.featureUnsupported)
            }
            let others = task.train.originals.filter { !Set(drawn).contains($0) }
            let target = outputs(try fitted.probabilities(of: try task.training(others).features), of: others)
            let all = outputs(said, of: rows, weights: training.weights)
            var originals = all
            originals.rows = rows.indices.filter { !task.train.isRevised[rows[$0]] }
                .map { HeldOutOutputs.Row(logits: all.rows[$0].logits, truth: all.rows[$0].truth) }
            let least = loss(of: target, calibratedOn: target)
            return try [("all by weight", all), ("originals alike", originals)].map { name, held in
                let arm = "\(pairCount) pairs + \(singleCount): \(name)"
                var figure = try figure("calibration", arm, seed, rows, weight: 3)
                (figure.rows, figure.weights) = (nil, nil)
                figure.facts = ["excess": 1_000 * (loss(of: target, calibratedOn: held) - least)]
                return figure
            }
        }
    }

    /// The mean log loss of rows at the temperature that others ask for.
    private func loss(of target: HeldOutOutputs, calibratedOn held: HeldOutOutputs) -> Double {
        guard case .temperature(let temperature) = Calibration.fit(.temperature, to: held) else { return .nan }
        let losses = target.rows.map { row in
            let total = row.logits.reduce(0) { $0 + exp($1 / temperature) }
            let right = zip(row.logits, row.truth).first { $0.1 == true }?.0 ?? 0
            return log(total) - right / temperature
        }
        return losses.reduce(0, +) / Double(losses.count)
    }

    private func outputs(_ probabilities: DenseMatrix, of rows: [Int], weights: [Double]? = nil) -> HeldOutOutputs {
        let labels = task.train.names.indices
        let outputs = rows.enumerated().map { place, row in
            HeldOutOutputs.Row(
                logits: labels.map { log(max(1e-30, Double(probabilities[place, $0]))) },
                truth: labels.map { $0 == task.train.labels[row] },
                weight: weights?[place] ?? 1
            )
        }
        return HeldOutOutputs(rows: outputs, isSingleChoice: true)
    }
}
