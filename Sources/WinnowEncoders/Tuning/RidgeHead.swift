internal import Foundation
internal import WinnowNumerics

/// Balanced multinomial logistic regression over vectors, on labels that have a text: how features are compared, and
/// where a training begins.
struct RidgeHead {
    let labelCount: Int
    let axes: VectorAxes
    /// By label, `(k, stride)`, and behind them the biases.
    private let weights: [Double]
    private let stride: Int
    private let isSeen: [Bool]

    /// - Parameters:
    ///   - vectors: `(n, h)`, finite, n ≥ 1.
    ///   - strength: Half of it times the squared weights is added to the balanced loss, which sums to n.
    init(
        _ vectors: DenseMatrix,
        _ axes: VectorAxes,
        labels: [Int],
        labelCount: Int,
        strength: Double,
        _ cancellation: Cancellation?
    ) {
        (self.labelCount, self.axes) = (labelCount, axes)
        let objective = RidgeObjective(
            rows: axes.applied(to: vectors),
            labels: labels,
            labelCount: labelCount,
            strength: strength
        )
        stride = objective.stride
        isSeen = objective.isSeen
        let start = [Double](repeating: 0, count: labelCount * (stride + 1))
        var solver = LBFGS(gradientTolerance: 1e-3, maximumIterations: 150)
        solver.valueTolerance = 1e-7
        weights = solver.minimize(objective, from: start, cancellation: cancellation).point
    }

    func weight(_ column: Int, _ label: Int) -> Float { Float(weights[label * stride + column]) }

    func bias(_ label: Int) -> Float {
        isSeen[label] ? Float(weights[labelCount * stride + label]) : AdapterLayout.never
    }

    /// By row, a logit of each label; far below the others where a label has no text.
    func logits(of vectors: DenseMatrix) -> [[Double]] {
        let features = axes.applied(to: vectors)
        return (0..<vectors.rowCount).map { row in
            (0..<labelCount).map { label in
                (0..<axes.count).reduce(Double(bias(label))) {
                    $0 + Double(features[row, $1]) * weights[label * stride + $1]
                }
            }
        }
    }
}

/// The regression's objective, weights in double precision and rows in single.
private struct RidgeObjective: SmoothObjective {
    let rows: WideMatrix
    let labels: [Int]
    let labelCount: Int
    /// Numbers of a label's weights.
    var stride: Int { rows.stride }
    let strength: Double
    let isSeen: [Bool]
    private let balance: [Double]

    init(rows: WideMatrix, labels: [Int], labelCount: Int, strength: Double) {
        (self.rows, self.labels, self.labelCount, self.strength) = (rows, labels, labelCount, strength)
        balance = labels.balance(labelCount: labelCount)
        var isSeen = [Bool](repeating: false, count: labelCount)
        for label in labels { isSeen[label] = true }
        self.isSeen = isSeen
    }

    func evaluate(at point: [Double]) -> (value: Double, gradient: [Double]) {
        let last = labelCount * stride
        let logits = rows.times(weights: Array(point.prefix(last)), outputCount: labelCount, stride: labelCount)
        var value = 0.0
        var errors = [Float](repeating: 0, count: rows.rowCount * labelCount)
        var biases = [Double](repeating: 0, count: labelCount)
        for row in 0..<rows.rowCount {
            let z = (0..<labelCount).map {
                isSeen[$0] ? logits[row * labelCount + $0] + point[last + $0] : -.infinity
            }
            let highest = z.max() ?? 0
            let powers = z.map { exp($0 - highest) }
            let sum = powers.reduce(0, +)
            value += balance[row] * (log(sum) + highest - z[labels[row]])
            for label in 0..<labelCount {
                let error = balance[row] * (powers[label] / sum - (label == labels[row] ? 1 : 0))
                errors[row * labelCount + label] = Float(error)
                biases[label] += error
            }
        }
        var gradient = rows.transposedTimes(errors, outputCount: labelCount, stride: labelCount)
        for index in 0..<last {
            gradient[index] += strength * point[index]
            value += strength / 2 * point[index] * point[index]
        }
        gradient += biases
        return (value, gradient)
    }
}
