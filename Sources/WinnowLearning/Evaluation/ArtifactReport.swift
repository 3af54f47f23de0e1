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
/// With two labels each token is compared once, for the label that its texts have more often than chance has it: what the
/// other says is the same. Texts are taken for independent draws. Those of one root are not, revisions and
/// invariances above all, and `|z|` is then too large: it is a list to look through, no test of a hypothesis.
///
/// - Source: Gardner et al. 2021, "Competency problems". Deviations: p₀ is the label's share where the paper
///   has 1/k, the same where labels are balanced; comparisons with less than `leastExpected` texts expected either way
///   are left out, because z is no normal variable there, and they do not count for the correction.
public struct ArtifactReport: Sendable, Hashable {
    /// A token beside a label.
    public struct Finding: Sendable, Hashable {
        /// As the texts have it.
        public let token: String
        /// 0..<k; with two labels that of the two which the token's texts have more often than chance has it.
        public let label: Int
        /// n, texts that have the token.
        public let textCount: Int
        /// p̂, 0…1.
        public let share: Double
        /// Above 0 where the label is there more often than chance has it, as it is with two labels.
        public let z: Double
    }

    /// Tokens that were compared.
    public let tokenCount: Int
    /// Comparisons that were made: one for each of these tokens with two labels, up to k with more.
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
        let seen = totals.indices.filter { totals[$0] > 0 }
        let found = counts.map { token, counts in
            let labels = seen.count == 2 ? [ArtifactReport.favoured(counts, of: seen, expecting: shares)] : seen
            return labels.compactMap { Finding(token, counts, label: $0, expected: shares[$0]) }
        }
        let all = found.flatMap(\.self)
        tokenCount = found.count { !$0.isEmpty }
        comparisonCount = all.count
        let line = all.isEmpty ? Double.infinity : normalQuantile(tail: level / 2 / Double(all.count))
        self.line = line
        findings = all.filter { abs($0.z) > line }.sorted {
            (-abs($0.z), $0.token, $0.label) < (-abs($1.z), $1.token, $1.label)
        }
    }

    /// Of two labels the one that a token's texts have more often than chance has it, the lower where neither is.
    private static func favoured(_ counts: [Int], of labels: [Int], expecting shares: [Double]) -> Int {
        let count = Double(counts.reduce(0, +))
        return Double(counts[labels[0]]) >= shares[labels[0]] * count ? labels[0] : labels[1]
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
