internal import WinnowNumerics

/// What a classifier said of rows that it did not learn from, and how wrong that was.
struct ValidatedOutputs: Sendable {
    let heldOut: HeldOutOutputs
    /// By row, in nats, after the best temperature.
    private let losses: [Double]
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
    func isSurelyBetter(than other: ValidatedOutputs) -> Bool {
        guard losses.count == other.losses.count else { return mean < other.mean }
        let difference = other.mean - mean
        var square = 0.0
        for (row, losses) in zip(heldOut.rows, zip(losses, other.losses)) {
            let deviation = row.weight * (losses.1 - losses.0 - difference)
            square += deviation * deviation
        }
        return difference > square.squareRoot() / heldOut.totalWeight
    }

    /// The share of rows, by weight, whose outputs point to their labels: the largest, or those above 0.
    var agreement: Double {
        let right = heldOut.rows.reduce(0) { $0 + ($1.isRight(isSingleChoice: heldOut.isSingleChoice) ? $1.weight : 0) }
        return right / heldOut.totalWeight
    }
}

extension HeldOutOutputs.Row {
    fileprivate func isRight(isSingleChoice: Bool) -> Bool {
        guard isSingleChoice, logits.count > 1 else {
            return zip(logits, truth).allSatisfy { logit, truth in truth.map { $0 == (logit > 0) } ?? true }
        }
        let best = logits.indices.max { logits[$0] < logits[$1] }
        return best.map { truth[$0] == true } ?? false
    }
}
