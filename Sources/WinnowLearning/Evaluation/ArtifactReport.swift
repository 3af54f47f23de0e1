/// Tokens whose texts have a label more, or less, often than chance has it: what a classifier could learn instead of
/// the task.
///
/// `z = (p̂ − p₀) / √(p₀ (1 − p₀) / n)` for a token that n texts have, p̂ of them with the label, p₀ the label's share
/// of all texts. A token is beyond the line where `|z|` is more than the normal quantile of `level`, two-sided, divided
/// by the number of comparisons (Bonferroni): then some token beyond it would be there by chance in a share `level` of
/// all such sets.
///
/// Every single word that tells labels apart is beyond the line, the right ones too. What to look at are words that
/// ought to say nothing, and what pairs did to them: a revised text keeps all words but the edited ones, with another
/// label.
///
/// - Source: Gardner et al. 2021, "Competency problems". Deviations: p₀ is the label's share where the paper
///   has 1/k, the same where labels are balanced; comparisons with less than `leastExpected` texts expected either way
///   are left out, because z is no normal variable there, and they do not count for the correction.
public struct ArtifactReport: Sendable, Hashable {
    /// A token beside a label.
    public struct Finding: Sendable, Hashable {
        /// As the texts have it.
        public let token: String
        /// 0..<k.
        public let label: Int
        /// n, texts that have the token.
        public let textCount: Int
        /// p̂, 0…1.
        public let share: Double
        /// Above 0 where the label is there more often than chance has it.
        public let z: Double
    }

    /// Comparisons that were made.
    public let comparisonCount: Int
    /// What `|z|` has to be more than; infinite without comparisons.
    public let line: Double
    /// Those beyond the line, the largest `|z|` first, ties by token and label.
    public let findings: [Finding]

    /// Texts with and without the label that have to be expected among those of a token.
    public static let leastExpected = 5.0

    /// Counts.
    ///
    /// - Parameters:
    ///   - texts: The tokens of each text; one that comes several times counts once.
    ///   - labels: By text, below `labelCount`.
    ///   - level: Of the line, 0…1.
    /// - Complexity: O(tokens + distinct tokens · k).
    public init(texts: [[String]], labels: [Int], labelCount: Int, level: Double = 0.01) {
        precondition(texts.count == labels.count, "\(texts.count) texts, \(labels.count) labels")
        precondition(level > 0 && level < 1, "level \(level)")
        var totals = [Int](repeating: 0, count: labelCount)
        var counts: [String: [Int]] = [:]
        for (tokens, label) in zip(texts, labels) {
            totals[label] += 1
            for token in Set(tokens) { counts[token, default: [Int](repeating: 0, count: labelCount)][label] += 1 }
        }
        let shares = totals.map { Double($0) / Double(max(texts.count, 1)) }
        let all = counts.flatMap { token, counts in
            shares.indices.compactMap { Finding(token, counts, label: $0, expected: shares[$0]) }
        }
        comparisonCount = all.count
        let line = all.isEmpty ? Double.infinity : normalQuantile(tail: level / 2 / Double(all.count))
        self.line = line
        findings = all.filter { abs($0.z) > line }.sorted {
            (-abs($0.z), $0.token, $0.label) < (-abs($1.z), $1.token, $1.label)
        }
    }
}

extension ArtifactReport.Finding {
    /// - Returns: nil where too few texts have the token.
    fileprivate init?(_ token: String, _ counts: [Int], label: Int, expected: Double) {
        let count = counts.reduce(0, +)
        guard Double(count) * min(expected, 1 - expected) >= ArtifactReport.leastExpected else { return nil }
        self.token = token
        self.label = label
        textCount = count
        share = Double(counts[label]) / Double(count)
        z = (share - expected) / (expected * (1 - expected) / Double(count)).squareRoot()
    }
}
