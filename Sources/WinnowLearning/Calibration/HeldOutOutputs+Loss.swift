private import Foundation

/// One output of one held-out row: its log-odds, and whether it is true.
struct CalibrationPoint {
    let logit: Double
    let isPositive: Bool
    let weight: Double
}

extension HeldOutOutputs {
    /// The same rows with what each output says on its own: where one label is chosen, log-odds against all others.
    var withLogOdds: HeldOutOutputs {
        guard isSingleChoice else { return self }
        let changed = rows.map { row -> Row in
            guard row.logits.count > 1 else { return row }
            var logits = row.logits
            logits.withUnsafeMutableBufferPointer { softmaxLogOdds($0) }
            return Row(logits: logits, truth: row.truth, weight: row.weight)
        }
        return HeldOutOutputs(rows: changed, isSingleChoice: true)
    }

    /// The rows of one output, for a calibration of its own.
    ///
    /// None when the rows do not have both kinds: there is nothing to learn from them then.
    func points(of output: Int) -> [CalibrationPoint] {
        let points = rows.compactMap { row in
            row.truth[output].map {
                CalibrationPoint(logit: row.logits[output], isPositive: $0, weight: row.weight)
            }
        }
        return points.contains { $0.isPositive } && points.contains { !$0.isPositive } ? points : []
    }

    /// The summed log loss after division by a temperature.
    ///
    /// - Parameter doubt: What the truth is short of 1, shared by the other labels of the row.
    func logLoss(temperature: Double, doubt: Double = 0) -> Double {
        rows.reduce(0) { $0 + $1.weight * loss($1, temperature, doubt) }
    }

    /// The log loss of each row after division by a temperature, without its weight.
    func losses(temperature: Double) -> [Double] {
        rows.map { loss($0, temperature, 0) }
    }

    private func loss(_ row: Row, _ temperature: Double, _ doubt: Double) -> Double {
        isSingleChoice && row.logits.count > 1
            ? row.choiceLoss(temperature, doubt) : row.independentLoss(temperature, doubt)
    }
}

extension HeldOutOutputs.Row {
    /// Cross entropy of one choice. Outputs that are not there add nothing: their exponential is 0.
    fileprivate func choiceLoss(_ temperature: Double, _ doubt: Double) -> Double {
        guard let label = truth.firstIndex(of: true) else { return 0 }
        let highest = (logits.max() ?? 0) / temperature
        var (sum, others, otherCount) = (0.0, 0.0, 0.0)
        for (output, logit) in logits.enumerated() {
            sum += exp(logit / temperature - highest)
            guard output != label, logit.isFinite else { continue }
            others += logit / temperature
            otherCount += 1
        }
        let wanted = (1 - doubt) * logits[label] / temperature + doubt * others / max(otherCount, 1)
        return log(sum) + highest - wanted
    }

    fileprivate func independentLoss(_ temperature: Double, _ doubt: Double) -> Double {
        zip(logits, truth).reduce(0) { sum, output in
            guard let truth = output.1 else { return sum }
            let signed = (truth ? output.0 : -output.0) / temperature
            return sum + log1p(exp(-abs(signed))) + max(-signed, 0) + doubt * signed
        }
    }
}
