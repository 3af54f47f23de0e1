import Testing
import WinnowLearning
import WinnowNumerics

/// Rows with pairs, and what scipy makes of them, see `make_pairs.py`.
struct PairProblem: ReferenceProblem, CustomTestStringConvertible {
    let name: String
    let labelCount: Int
    let featureCount: Int
    let l2: Double
    let difference: Double
    let gradientSupervision: Double
    let invariance: Double
    let rows: [[[Double]]]
    let labels: [Int]
    let weights: [Double]
    let pairs: [[Int]]
    let kinds: [RowPair.Kind]
    /// Row-major `(d, m)`.
    let point: [Double]
    let pairValue: Double
    let pairGradient: [Double]
    let value: Double
    let probabilities: [[Double]]
    var testDescription: String { name }

    private struct Reference: Decodable {
        let from: String
        let problems: [PairProblem]
    }

    static let stored = (try? fixture("pairs.json", as: Reference.self))?.problems ?? []

    var loss: PairLoss {
        PairLoss(difference: difference, gradientSupervision: gradientSupervision, invariance: invariance)
    }

    var rowPairs: [RowPair] {
        zip(pairs, kinds).map { RowPair(original: $0[0], revised: $0[1], kind: $1) }
    }

    var roots: [Int64] {
        var roots = (0..<Int64(rows.count)).map { $0 }
        for pair in pairs { roots[pair[1]] = Int64(pair[0]) }
        return roots
    }

    func trainingSet(sparseShare: Double = 1) throws -> TrainingSet {
        try TrainingSet(
            features: features(sparseCount: Int(sparseShare * Double(featureCount))),
            targets: labels.map { .label($0) },
            weights: weights,
            roots: roots,
            pairs: rowPairs,
            labelCount: labelCount
        )
    }

    /// A table `(d, m)` with the stride of ours.
    func padded(_ table: [Double]) -> [Double] {
        let outputCount = table.count / featureCount
        let stride = tableStride(outputCount: outputCount)
        return (0..<featureCount).flatMap { column in
            (0..<stride).map { $0 < outputCount ? table[column * outputCount + $0] : 0 }
        }
    }
}
