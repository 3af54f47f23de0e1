internal import WinnowNumerics

/// A point of a linear fit, as pairs look at it.
struct PairedPoint {
    /// The logits without the bias, row-major `(n, stride)`.
    let image: [Double]
    /// The weights in some coordinates.
    let weights: [Double]
    /// What inner products of weights are taken with: the image in row space, else the weights themselves.
    let dual: [Double]
    /// Of both.
    let layout: OutputLayout

    /// The inner products of `u` of two points, by contrast.
    func products(with other: PairedPoint, _ contrasts: [PairTerms.Contrast]) -> [Double] {
        contrasts.map { layout.product(weights, other.dual, $0) }
    }
}

extension PairTerms {
    /// `‖u‖²` by contrast; empty where it has no part in it.
    fileprivate func squares(_ point: PairedPoint) -> [Double] {
        supervisesGradients ? point.products(with: point, contrasts) : []
    }

    /// Adds the derivatives of the losses to those by logits and by weights, and gives the losses' sum.
    ///
    /// - Parameters:
    ///   - byLogit: Row-major `(n, stride)`.
    ///   - byWeight: In the point's coordinates.
    func add(at point: PairedPoint, byLogit: inout [Double], byWeight: inout [Double]) -> Double {
        let sum = PairSum(of: self, at: gaps(of: point.image), squares: squares(point))
        add(sum.byGap, to: &byLogit)
        for (contrast, derivative) in zip(contrasts, sum.bySquare) {
            point.layout.add(2 * derivative, point.weights, contrast, to: &byWeight)
        }
        return sum.value
    }
}

/// The losses of pairs along a line through the points of a fit.
struct PairLine {
    private let terms: PairTerms
    private let start: PairGaps
    private let direction: PairGaps
    /// `‖u‖²` by contrast; empty where it has no part in it.
    private let squares: [Quadratic]

    init(_ terms: PairTerms, from start: PairedPoint, along direction: PairedPoint) {
        self.terms = terms
        self.start = terms.gaps(of: start.image)
        self.direction = terms.gaps(of: direction.image)
        guard terms.supervisesGradients else {
            squares = []
            return
        }
        let (constant, square) = (terms.squares(start), terms.squares(direction))
        let linear = start.products(with: direction, terms.contrasts)
        squares = constant.indices.map {
            Quadratic(constant: constant[$0], linear: linear[$0], square: square[$0])
        }
    }

    func evaluate(at step: Double) -> LineValue {
        var gaps = start
        gaps.add(step, direction)
        let sum = PairSum(of: terms, at: gaps, squares: squares.map { $0.value(at: step) })
        let slopes = squares.map { $0.slope(at: step) }
        return LineValue(
            value: sum.value,
            slope: sum.byGap.dot(direction) + zip(sum.bySquare, slopes).reduce(0) { $0 + $1.0 * $1.1 }
        )
    }
}
