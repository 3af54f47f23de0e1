internal import WinnowNumerics

/// What rows vote for: v voters, m outputs.
struct Votes: Sendable {
    let head: OutputHead
    let seenLabels: [Int]
    /// The rows of the training set that vote, ascending.
    private(set) var rows: [Int] = []
    /// Row-major `(v, m)`: how much of the voter is the output's label, 0…1; −1 where the voter does not know.
    private(set) var shares: [Float] = []
    /// By output: how much of all rows has the label, above 0 and below 1.
    let prior: [Float]

    init(singleChoice training: TrainingSet) throws(LearningError) {
        let seen = training.seenLabels
        guard !seen.isEmpty else { throw .noTrainingRows }
        let allowed = (0..<training.rowCount).map { training.allowedLabels(row: $0, seen: seen) }
        var totals = [Double](repeating: 0, count: seen.count)
        for row in allowed.indices where allowed[row].count == 1 { totals[allowed[row][0]] += training.weights[row] }
        head = OutputHead.singleChoice(seenCount: seen.count)
        seenLabels = seen
        let sum = totals.reduce(0, +)
        prior = (seen.count == 2 ? [totals[1] / sum] : head.isSingleOutput ? [0.5] : totals.map { $0 / sum })
            .map { Votes.inside(Float($0)) }
        for row in allowed.indices where training.weights[row] > 0 && !allowed[row].isEmpty {
            guard allowed[row].count < seen.count || seen.count == 1 else { continue }
            rows.append(row)
            if head.isSingleOutput {
                shares.append(seen.count == 2 ? Float(allowed[row][0]) : 0.5)
                continue
            }
            let own = allowed[row].reduce(0) { $0 + totals[$1] }
            var vote = [Float](repeating: 0, count: seen.count)
            for label in allowed[row] { vote[label] = Float(totals[label] / own) }
            shares += vote
        }
    }

    init(multilabel training: TrainingSet) throws(LearningError) {
        rows = training.weights.indices.filter { training.weights[$0] > 0 }
        guard !rows.isEmpty else { throw .noTrainingRows }
        let count = training.labelCount
        head = .oneAgainstRest(labelCount: count)
        seenLabels = Array(0..<count)
        shares.reserveCapacity(rows.count * count)
        var present = [Double](repeating: 0, count: count)
        var known = present
        for row in rows {
            for label in 0..<count {
                guard let isPresent = training.knows(row: row, label: label) else {
                    shares.append(-1)
                    continue
                }
                known[label] += training.weights[row]
                if isPresent { present[label] += training.weights[row] }
                shares.append(isPresent ? 1 : 0)
            }
        }
        prior = zip(present, known).map { Votes.inside(Float(($0 + 0.5) / ($1 + 1))) }
    }

    private init(head: OutputHead, seenLabels: [Int], shares: [Float], prior: [Float]) {
        self.head = head
        self.seenLabels = seenLabels
        self.shares = shares
        self.prior = prior
    }

    /// Restores stored votes, which no more know their rows.
    ///
    /// - Returns: nil where sizes do not fit each other or a number is none of these.
    init?(stored head: OutputHead, seenLabels: [Int], shares: [Float], prior: [Float]) {
        guard prior.count == head.outputCount, prior.allSatisfy({ $0 > 0 && $0 < 1 }),
            shares.count % prior.count == 0,
            shares.allSatisfy({ $0 == -1 || ($0 >= 0 && $0 <= 1) })
        else { return nil }
        self.init(head: head, seenLabels: seenLabels, shares: shares, prior: prior)
    }

    /// A probability as one that has log-odds.
    private static func inside(_ share: Float) -> Float {
        min(max(share, 1e-9), 1 - 1e-6)
    }
}
