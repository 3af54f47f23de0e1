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
    /// How much lower the mean logarithmic loss is with adapters, each at its best temperature, and its standard error.
    package let lossGain: Double
    package let lossStandardError: Double

    /// Whether adapters help: more labels are right, and probabilities, which choose what is labelled next, are better, both
    /// by more than the standard error. Either alone one in six features that are equally good would pass.
    package var helps: Bool { gain > 0 && gain > standardError && lossGain > 0 && lossGain > lossStandardError }

    /// What was said of a text by heads that had not seen it.
    struct Judgement {
        var group: Int
        var label: Int
        /// Logits without adapters, and with them.
        var frozen: [Double]
        var tuned: [Double]
    }

    init(_ judgements: [Judgement]) {
        let labels = judgements.map(\.label)
        let before = HeldOutLogits(judgements.map(\.frozen), labels: labels)
        let after = HeldOutLogits(judgements.map(\.tuned), labels: labels)
        textCount = judgements.count
        frozen = Double(before.areRight.count { $0 }) / Double(max(1, textCount))
        tuned = Double(after.areRight.count { $0 }) / Double(max(1, textCount))
        let groups = judgements.map(\.group)
        let rights = zip(before.areRight, after.areRight).map { ($1 ? 1.0 : 0) - ($0 ? 1 : 0) }
        (gain, standardError, groupCount) = Self.mean(rights, groups)
        let losses = zip(before.losses, after.losses).map { $0 - $1 }
        (lossGain, lossStandardError, _) = Self.mean(losses, groups)
    }

    /// The mean over texts, and its standard error where groups are independent and their texts are not.
    private static func mean(_ values: [Double], _ groups: [Int]) -> (mean: Double, error: Double, groupCount: Int) {
        let count = Double(max(1, values.count))
        let mean = values.reduce(0, +) / count
        var sums: [Int: Double] = [:]
        for (value, group) in zip(values, groups) { sums[group, default: 0] += value - mean }
        let groupCount = Double(sums.count)
        guard groupCount > 1 else { return (mean, .infinity, sums.count) }
        // Sorted, so that the order of a dictionary does not matter to the last bit.
        let square = sums.values.map { $0 * $0 }.sorted().reduce(0, +)
        return (mean, (square * groupCount / (groupCount - 1)).squareRoot() / count, sums.count)
    }
}
