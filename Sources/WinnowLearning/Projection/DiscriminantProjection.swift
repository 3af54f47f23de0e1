internal import WinnowNumerics

/// Directions that tell labels apart, as columns beside the features: `W = [1 B]`, with a column of B for each label.
///
/// With x̃ the rows, less their mean and divided by the root of their mean square, μ the means of the labels and C the covariance
/// of the rows about these, `B ∝ ((1 − shrinkage) C + shrinkage · tr(C)/d)⁻¹ (μ − mean of μ)`, and the root of the mean square of
/// `x̃ B` is `size`. To a ridge penalty that is the metric `1 + B Bᵀ`: it makes what linear discriminant analysis would have said
/// cheap, and forbids nothing. It draws no random numbers, and it is a function of the rows as a weighted set.
///
/// - Source: Fisher 1936; Friedman 1989, "Regularized discriminant analysis", equation 18 (shrinkage). Deviation: the
///   directions stand beside the features and do not replace them.
public struct DiscriminantProjection: Sendable, Hashable {
    /// How far the covariance is drawn to a multiple of 1, above 0 and at most 1.
    public var shrinkage: Double
    /// The root of the mean square of the columns that are added, by that of the rows; above 0.
    public var size: Double

    /// - Parameters: As the properties say.
    public init(shrinkage: Double = 0.9, size: Double = 0.5) {
        precondition(shrinkage > 0 && shrinkage <= 1, "shrinkage \(shrinkage)")
        precondition(size > 0 && size.isFinite, "size \(size)")
        (self.shrinkage, self.size) = (shrinkage, size)
    }

    /// W, for rows that are neither centred nor scaled, `(d, d + labels)`; nil where labels have the same mean.
    ///
    /// - Complexity: O(n³ + n² · d).
    func fit(_ rows: ProjectionRows) -> WideMatrix? {
        let width = rows.features.columnCount
        let means = rows.labelMeans()
        let directions = solve(rows.residuals(about: means), rows.centred(means))
        var columns = WideMatrix(zeros: rows.rowCount, directions.rowCount)
        let turned = directions.transposed()
        columns.addProduct(rows.features, turned)
        var square = 0.0
        for (row, weight) in rows.weights.enumerated() {
            for column in 0..<columns.columnCount {
                square += weight * Double(columns[row, column]) * Double(columns[row, column])
            }
        }
        guard square > 0, square.isFinite else { return nil }
        let factor = size / square.squareRoot()
        var projection = WideMatrix(zeros: width, width + directions.rowCount)
        for column in 0..<width {
            projection[column, column] = 1
            for label in 0..<directions.rowCount {
                projection[column, width + label] = Float(factor * Double(turned[column, label]))
            }
        }
        return projection.values.allSatisfy(\.isFinite) ? projection : nil
    }

    /// `(λ + R Rᵀ)⁻¹` in place of the inverse of the covariance, which is as large as the features are many:
    /// `(λ + Rᵀ R)⁻¹ m = (m − Rᵀ (λ + R Rᵀ)⁻¹ R m) / λ` (Woodbury 1950), but for a factor.
    ///
    /// - Parameters:
    ///   - residuals: R, `(n, d)`, rows times the roots of their weights.
    ///   - means: By label, `(k, d)`.
    private func solve(_ residuals: WideMatrix, _ means: WideMatrix) -> WideMatrix {
        let count = residuals.rowCount
        var products = WideMatrix(zeros: count, count)
        products.addProduct(residuals, residuals.transposed())
        let trace = (0..<count).reduce(0.0) { $0 + Double(products[$1, $1]) }
        let ridge = shrinkage * trace / Double(residuals.columnCount)
        // One row a label: the directions are the means.
        guard ridge > 1e-12 else { return means }
        var matrix = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            for column in 0..<count { matrix[row * count + column] = (1 - shrinkage) * Double(products[row, column]) }
            matrix[row * count + row] += ridge
        }
        guard let root = InverseRoot(matrix, count: count) else { return means }
        var images = WideMatrix(zeros: means.rowCount, count)
        images.addProduct(means, residuals.transposed())
        var vectors = [Float](repeating: 0, count: means.rowCount * root.stride)
        for label in 0..<means.rowCount {
            for row in 0..<count { vectors[label * root.stride + row] = images[label, row] }
        }
        let solved = root.inverseTimes(vectors)
        for label in 0..<means.rowCount {
            for row in 0..<count {
                images[label, row] = -Float(1 - shrinkage) * solved[label * root.stride + row]
            }
        }
        var directions = means
        directions.addProduct(images, residuals)
        return directions
    }
}
