private import Foundation

/// The linear function of a naive Bayes: scores of labels.
struct TermScores {
    /// Row-major `(v, k)`.
    private(set) var weights: [Double]
    /// By label.
    let bias: [Double]

    init(_ terms: LabelTerms, by classifier: NaiveBayes) {
        let k = terms.labelCount
        var weights = terms.counts
        var totals = [Double](repeating: 0, count: k)
        for start in stride(from: 0, to: weights.count, by: k) {
            if classifier.variant == .complement {
                let all = weights[start..<start + k].reduce(0, +)
                for label in 0..<k { weights[start + label] = max(all - weights[start + label], 0) }
            }
            for label in 0..<k {
                weights[start + label] += classifier.smoothing
                totals[label] += weights[start + label]
            }
        }
        let sign: Double = classifier.variant == .complement ? -1 : 1
        for start in stride(from: 0, to: weights.count, by: k) {
            for label in 0..<k {
                weights[start + label] = sign * (log(weights[start + label]) - log(totals[label]))
            }
        }
        self.weights = weights
        let sum = terms.rowWeights.reduce(0, +)
        bias = terms.rowWeights.map { classifier.variant == .multinomial ? log($0 / sum) : 0 }
    }
}
