internal import WinnowNumerics

extension ProjectionRows {
    /// By label that occurs, in their order, `(k, d)`.
    func labelMeans() -> WideMatrix {
        let places = places
        let width = features.columnCount
        var sums = [Double](repeating: 0, count: places.count * width)
        var totals = [Double](repeating: 0, count: places.count)
        for (row, weight) in weights.enumerated() {
            guard let place = places[labels[row]] else { continue }
            totals[place] += weight
            for column in 0..<width { sums[place * width + column] += weight * Double(features[row, column]) }
        }
        var means = WideMatrix(zeros: places.count, width)
        for place in totals.indices where totals[place] > 0 {
            for column in 0..<width { means[place, column] = Float(sums[place * width + column] / totals[place]) }
        }
        return means
    }

    /// Rows less the means of their labels, times the roots of their weights, `(n, d)`.
    ///
    /// - Parameter means: As `labelMeans` gives them.
    func residuals(about means: WideMatrix) -> WideMatrix {
        let places = places
        var residuals = features
        for (row, weight) in weights.enumerated() {
            guard let place = places[labels[row]] else { continue }
            let root = Float(weight.squareRoot())
            for column in 0..<features.columnCount {
                residuals[row, column] = root * (features[row, column] - means[place, column])
            }
        }
        return residuals
    }

    /// Means less their own mean, in which every label counts the same.
    func centred(_ means: WideMatrix) -> WideMatrix {
        var centred = means
        let sums = means.columnSums()
        for place in 0..<means.rowCount {
            for column in 0..<means.columnCount { centred[place, column] -= sums[column] / Float(means.rowCount) }
        }
        return centred
    }

    /// The place of each label among those that occur.
    private var places: [Int: Int] {
        Dictionary(uniqueKeysWithValues: Set(labels).sorted().enumerated().map { ($0.element, $0.offset) })
    }
}
