internal import WinnowNumerics

/// Dense rows of certain labels, as projections learn from them: n rows, d columns.
struct ProjectionRows: Sendable, Equatable {
    /// x̃: less the mean, divided by the root of the mean square of their lengths.
    let features: WideMatrix
    /// By row, of any numbers from 0 on.
    let labels: [Int]
    /// By row, above 0, of sum 1.
    let weights: [Double]
    /// What the lengths were divided by, above 0.
    let scale: Double

    var rowCount: Int { labels.count }

    /// - Parameter balancesLabels: Whether labels get the same weight.
    /// - Returns: nil where there is nothing to compare: no dense columns, several labels a row, fewer than two labels, more than
    ///   `Projection.rowLimit` rows, or rows that are all alike.
    init?(_ training: TrainingSet, balancesLabels: Bool) {
        guard let dense = training.features.dense, dense.columnCount > 0, !training.isMultilabel else { return nil }
        let seen = training.seenLabels
        let certain = training.certainRows(seen: seen)
        let rows = certain.filter { training.weights[$0.row] > 0 }
        guard seen.count >= 2, rows.count <= Projection.rowLimit else { return nil }
        let labels = rows.map(\.label)
        guard let weights = Self.shares(rows.map { training.weights[$0.row] }, labels, balanced: balancesLabels),
            let (features, scale) = Self.centred(dense.selecting(rows: rows.map(\.row)), weights)
        else { return nil }
        (self.features, self.labels, self.weights, self.scale) = (features, labels, weights, scale)
    }

    /// Weights of sum 1; nil where they have no sum.
    private static func shares(_ weights: [Double], _ labels: [Int], balanced: Bool) -> [Double]? {
        var totals = [Double](repeating: 0, count: (labels.max() ?? 0) + 1)
        for (weight, label) in zip(weights, labels) { totals[label] += weight }
        let labelCount = Double(totals.count { $0 > 0 })
        let total = totals.reduce(0, +)
        let shares = zip(weights, labels).map { $0 / (balanced ? labelCount * totals[$1] : total) }
        return shares.allSatisfy(\.isFinite) ? shares : nil
    }

    /// nil where all rows are alike or sums are no numbers any more.
    private static func centred(_ matrix: DenseMatrix, _ weights: [Double]) -> (WideMatrix, scale: Double)? {
        let width = matrix.columnCount
        var mean = [Double](repeating: 0, count: width)
        for (row, weight) in weights.enumerated() {
            for column in 0..<width { mean[column] += weight * Double(matrix[row, column]) }
        }
        var square = 0.0
        for (row, weight) in weights.enumerated() {
            for column in 0..<width {
                let value = Double(matrix[row, column]) - mean[column]
                square += weight * value * value
            }
        }
        let scale = square.squareRoot()
        // What rounding leaves of rows that are alike is no difference.
        let size = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard scale.isFinite, scale > 1e-6 * size, scale > 0 else { return nil }
        var features = WideMatrix(zeros: matrix.rowCount, width)
        for row in 0..<matrix.rowCount {
            for column in 0..<width {
                features[row, column] = Float((Double(matrix[row, column]) - mean[column]) / scale)
            }
        }
        return features.values.allSatisfy(\.isFinite) ? (features, scale) : nil
    }
}

extension TrainingSet {
    /// Rows of which only one of the labels seen is possible, with its place among them.
    fileprivate func certainRows(seen: [Int]) -> [(row: Int, label: Int)] {
        (0..<rowCount).compactMap { row in
            let allowed = allowedLabels(row: row, seen: seen)
            return allowed.count == 1 ? (row, allowed[0]) : nil
        }
    }
}
