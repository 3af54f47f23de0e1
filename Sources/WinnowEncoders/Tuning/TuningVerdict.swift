internal import Foundation

/// What cross-validation says of adapters: vectors with them against vectors without, on texts that were left out.
package struct TuningVerdict: Hashable, Sendable {
    /// Texts that were judged.
    package let textCount: Int
    /// Groups that they are of.
    package let groupCount: Int
    /// The share of texts whose label was the most probable one, without adapters and with them, 0 to 1.
    package let frozen: Double
    package let tuned: Double
    /// `tuned - frozen`, and its standard error over groups.
    package let gain: Double
    package let standardError: Double
    /// How much lower the mean logarithmic loss is with adapters, and its standard error.
    package let lossGain: Double
    package let lossStandardError: Double

    /// Whether adapters help: more labels are right, by more than the standard error, and probabilities are no worse, as
    /// these choose what is labelled next. Of features that are equally good, fewer than one in six verdicts would say so.
    package var helps: Bool { gain > 0 && gain > standardError && lossGain > 0 }

    /// One text's judgement.
    struct Judgement {
        var group: Int
        var frozen: (isRight: Bool, loss: Double)
        var tuned: (isRight: Bool, loss: Double)
    }

    init(_ judgements: [Judgement]) {
        let count = judgements.count
        textCount = count
        let share = { (isRight: (Judgement) -> Bool) in
            Double(judgements.count(where: isRight)) / Double(max(1, count))
        }
        frozen = share(\.frozen.isRight)
        tuned = share(\.tuned.isRight)
        let right = Self.mean(judgements) { ($0.tuned.isRight ? 1 : 0) - ($0.frozen.isRight ? 1 : 0) }
        let loss = Self.mean(judgements) { $0.frozen.loss - $0.tuned.loss }
        (gain, standardError, groupCount) = right
        (lossGain, lossStandardError, _) = loss
    }

    /// The mean over texts, and its standard error where groups are independent and their texts are not.
    private static func mean(
        _ judgements: [Judgement],
        _ value: (Judgement) -> Double
    ) -> (mean: Double, error: Double, groupCount: Int) {
        let count = Double(max(1, judgements.count))
        let mean = judgements.reduce(0) { $0 + value($1) } / count
        var sums: [Int: Double] = [:]
        for judgement in judgements { sums[judgement.group, default: 0] += value(judgement) - mean }
        let groups = Double(sums.count)
        guard groups > 1 else { return (mean, .infinity, sums.count) }
        // Sorted, so that the order of a dictionary does not matter to the last bit.
        let square = sums.values.map { $0 * $0 }.sorted().reduce(0, +)
        return (mean, (square * groups / (groups - 1)).squareRoot() / count, sums.count)
    }
}
