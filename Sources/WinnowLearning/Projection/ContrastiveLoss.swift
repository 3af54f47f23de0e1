private import Foundation
public import WinnowNumerics

/// The loss of `ContrastiveProjection` by the rows after it.
public struct ContrastiveLoss: Sendable {
    /// By row, from 0 on.
    public let labels: [Int]
    /// a: by row, at least 0, of sum 1.
    public let weights: [Double]
    /// τ, from 0.01 on.
    public let temperature: Double

    /// - Parameters: As the properties say; as many weights as labels.
    public init(labels: [Int], weights: [Double], temperature: Double) {
        precondition(labels.count == weights.count, "\(weights.count) weights for \(labels.count) labels")
        precondition(temperature >= 0.01 && temperature.isFinite, "temperature \(temperature)")
        (self.labels, self.weights, self.temperature) = (labels, weights, temperature)
    }

    /// ε: a row that lies at the origin has no direction, and near it every step would turn it round.
    static let softening = 0.1

    /// - Parameter rows: U, `(n, d)`, n at least 1, of any lengths; about 1 on average.
    /// - Returns: L and its derivative by U.
    /// - Complexity: O(n²·d), on the calling thread.
    public func evaluate(_ rows: WideMatrix) -> (value: Double, gradient: WideMatrix) {
        precondition(rows.rowCount == labels.count, "\(rows.rowCount) rows for \(labels.count) labels")
        let (units, lengths) = rows.units()
        var cosines = WideMatrix(zeros: rows.rowCount, rows.rowCount)
        cosines.addProduct(units, units.transposed())
        let (value, pairs) = evaluate(cosines: cosines)
        var gradient = WideMatrix(zeros: rows.rowCount, rows.columnCount)
        gradient.addProduct(pairs, units)
        gradient.projectOut(units, dividedBy: lengths)
        return (value, gradient)
    }

    /// - Returns: L, and for each pair the derivative by its cosine, in both directions together.
    private func evaluate(cosines: WideMatrix) -> (value: Double, pairs: WideMatrix) {
        let count = labels.count
        var totals = [Double](repeating: 0, count: (labels.max() ?? 0) + 1)
        for (label, weight) in zip(labels, weights) { totals[label] += weight }
        var (value, masses) = (0.0, [Double](repeating: 0, count: count))
        var derivatives = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            let (label, weight) = (labels[row], weights[row])
            var (sum, alike) = (0.0, 0.0)
            for other in 0..<count {
                // No cosine is above 1, so no exponential overflows.
                let exponent = (Double(cosines[row, other]) - 1) / temperature
                masses[other] = weights[other] * exp(exponent)
                sum += masses[other]
                if labels[other] == label { alike += weights[other] * exponent }
            }
            // A weight of next to nothing, and all other rows far away.
            guard sum > 0, totals[label] > 0 else { continue }
            value += weight * (log(sum) - alike / totals[label])
            let (share, own) = (weight / (sum * temperature), weight / (totals[label] * temperature))
            for other in 0..<count {
                let wanted = labels[other] == label ? own * weights[other] : 0
                derivatives[row * count + other] = share * masses[other] - wanted
            }
        }
        var pairs = WideMatrix(zeros: count, count)
        for row in 0..<count {
            for other in 0..<count {
                pairs[row, other] = Float(derivatives[row * count + other] + derivatives[other * count + row])
            }
        }
        return (value, pairs)
    }
}

extension WideMatrix {
    /// Rows of length 1 or little less, and what they were divided by: `√(‖u‖² + ε²)`.
    fileprivate func units() -> (WideMatrix, lengths: [Double]) {
        var units = self
        let lengths = (0..<rowCount).map { row in
            var square = ContrastiveLoss.softening * ContrastiveLoss.softening
            for column in 0..<columnCount { square += Double(self[row, column]) * Double(self[row, column]) }
            let length = square.squareRoot()
            for column in 0..<columnCount { units[row, column] = Float(Double(self[row, column]) / length) }
            return length
        }
        return (units, lengths)
    }

    /// From derivatives by directions to those by rows: what is along a direction changes nothing.
    fileprivate mutating func projectOut(_ units: WideMatrix, dividedBy lengths: [Double]) {
        for (row, length) in lengths.enumerated() {
            var along = 0.0
            for column in 0..<columnCount { along += Double(self[row, column]) * Double(units[row, column]) }
            for column in 0..<columnCount {
                let across = Double(self[row, column]) - along * Double(units[row, column])
                self[row, column] = Float(across / length)
            }
        }
    }
}
