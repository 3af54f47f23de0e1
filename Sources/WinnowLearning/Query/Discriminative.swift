internal import WinnowNumerics

/// Rows that can be told from the labelled ones: what the labelled set does not represent.
///
/// A classifier learns labelled against open rows, in `roundCount` rounds with a part of the batch each; what was chosen
/// counts as labelled in the next.
///
/// - Source: Gissin and Shalev-Shwartz 2019 (discriminative active learning, algorithm 1: ten sub-batches). Deviations: a
///   logistic regression on the dense features with balanced labels stands in for the network; `rowLimit` open rows at most
///   are learned from.
/// - Complexity: `roundCount` fits and O(n·d) each.
public struct Discriminative: QueryStrategy, Hashable {
    /// Rounds that a batch is chosen in, above 0.
    public var roundCount = 10
    /// Open rows that a round learns from, at most.
    public var rowLimit = 5_000
    /// Strength of the logistic regression's regularisation, above 0.
    public var l2 = 0.1

    /// With the defaults.
    public init() {}

    /// Leads with what the rounds chose; scores are the first round's probabilities of being open, 0 for other rows.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        var scores = [Float](repeating: 0, count: pool.rowCount)
        var (chosen, isChosen): ([Int], Set<Int>) = ([], [])
        var isFirst = true
        while chosen.count < pool.wantedCount || isFirst {
            let open = pool.open.filter { !isChosen.contains($0) }
            let values = try unlabelledShare(of: open, labelled: pool.labelled + chosen, pool)
            if isFirst { for (row, value) in zip(open, values) { scores[row] = value } }
            isFirst = false
            let part = (pool.wantedCount + max(1, roundCount) - 1) / max(1, roundCount)
            let best = topPositions(min(part, pool.wantedCount - chosen.count), of: values)
            if best.isEmpty { break }
            chosen += best.map { open[$0] }
            isChosen.formUnion(best.map { open[$0] })
        }
        return Selection(scores: scores, leading: chosen)
    }

    /// The probability of each open row that it is one.
    private func unlabelledShare(
        of open: [Int],
        labelled: [Int],
        _ pool: QueryPool
    ) throws(LearningError) -> [Float] {
        guard !open.isEmpty else { return [] }
        guard !labelled.isEmpty else { return [Float](repeating: 1, count: open.count) }
        let sample = pool.sample(of: open, limit: rowLimit, purpose: "discriminative rows")
        let training = try TrainingSet(
            features: FeatureRows(dense: try pool.points(sample + labelled).unpadded()),
            targets: sample.map { _ in .label(1) } + labelled.map { _ in .label(0) },
            labelCount: 2
        )
        let fitted = try LogisticRegression(l2: l2, balancesLabels: true).solve(training).fitted
        let classifier = FittedClassifier(model: fitted, calibration: .none)
        var shares: [Float] = []
        for start in stride(from: 0, to: open.count, by: 16_384) {
            let rows = Array(open[start..<min(start + 16_384, open.count)])
            let features = FeatureRows(dense: try pool.points(rows).unpadded())
            let probabilities = try classifier.probabilities(of: features)
            shares += rows.indices.map { probabilities[$0, 1] }
        }
        return shares
    }
}

extension WideMatrix {
    /// The same rows one behind the other.
    func unpadded() -> DenseMatrix {
        var matrix = DenseMatrix(zeros: rowCount, columnCount)
        for row in 0..<rowCount {
            matrix.values.replaceSubrange(row * columnCount..<(row + 1) * columnCount, with: self.row(row))
        }
        return matrix
    }
}
