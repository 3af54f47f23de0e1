internal import WinnowNumerics

/// `L(1 + D) + pull/2 · ‖D‖²` as a function of D, in the coordinates of `ContrastivePoint`.
struct ContrastiveObjective: SmoothObjective {
    private let features: WideMatrix
    /// `X · Xᵀ`.
    private let products: WideMatrix
    private let loss: ContrastiveLoss
    private let pull: Double

    init(_ rows: ProjectionRows, _ projection: ContrastiveProjection) {
        features = rows.features
        var products = WideMatrix(zeros: rows.rowCount, rows.rowCount)
        products.addProduct(rows.features, rows.features.transposed())
        self.products = products
        loss = ContrastiveLoss(labels: rows.labels, weights: rows.weights, temperature: projection.temperature)
        pull = projection.pull
    }

    /// D = 0.
    var origin: ContrastivePoint {
        let zeros = [Double](repeating: 0, count: features.values.count)
        return ContrastivePoint(coefficients: zeros, image: zeros)
    }

    func evaluate(at point: ContrastivePoint) -> (value: Double, gradient: ContrastivePoint) {
        var moved = features
        for index in moved.values.indices {
            moved.values[index] = Float(Double(moved.values[index]) + point.image[index])
        }
        let (value, byRow) = loss.evaluate(moved)
        var image = WideMatrix(zeros: features.rowCount, features.columnCount)
        image.addProduct(products, byRow)
        var gradient = ContrastivePoint(
            coefficients: byRow.values.map(Double.init),
            image: image.values.map(Double.init)
        )
        gradient.add(pull, point)
        return (value + pull / 2 * point.dot(point), gradient)
    }
}
