internal import WinnowNumerics

/// Weights of dense features and a bias, with the logits that they give where these are known.
struct WeightPoint: InnerProductPoint {
    /// By output, `(m, stride of the rows)`.
    var weights: [Double]
    /// `(stride)`, not regularised.
    var bias: [Double]
    /// `X · Wᵀ`, row-major `(n, stride)`; nil where nobody asked for it.
    var image: [Double]?

    func dot(_ other: WeightPoint) -> Double {
        weights.dot(other.weights) + bias.dot(other.bias)
    }

    mutating func add(_ scale: Double, _ other: WeightPoint) {
        weights.add(scale, other.weights)
        bias.add(scale, other.bias)
        image = nil
    }

    mutating func multiply(by factor: Double) {
        weights.multiply(by: factor)
        bias.multiply(by: factor)
        image = nil
    }
}

/// `Σᵢ loss(i) + l2/2 · ‖W‖²` over dense rows, and what pairs of rows add, in the weights themselves. The bias is not
/// regularised.
///
/// Dense features are few, so a point is small; a step costs two products with the rows, one for the direction's logits and
/// one for the gradient.
struct WeightObjective<Loss: RowLoss>: SmoothObjective {
    let rows: WideMatrix
    let loss: Loss
    let l2: Double
    let pairs: PairTerms?
    let curvature: CurvatureGuess?

    private var stride: Int { tableStride(outputCount: loss.outputCount) }

    func preconditioned(_ gradient: WeightPoint) -> WeightPoint? {
        curvature?.preconditioned(gradient, outputCount: loss.outputCount)
    }

    func logits(of point: WeightPoint) -> Logits {
        let image = point.image ?? rows.times(weights: point.weights, outputCount: loss.outputCount, stride: stride)
        return Logits(image: image, bias: point.bias)
    }

    func evaluate(at point: WeightPoint) -> (value: Double, gradient: WeightPoint) {
        let logits = logits(of: point)
        return evaluate(at: point, image: logits.image, loss.sum(at: logits, walk: nil))
    }

    private func evaluate(
        at point: WeightPoint,
        image: [Double],
        _ losses: SingleLossSum
    ) -> (value: Double, gradient: WeightPoint) {
        var value = losses.value + l2 / 2 * point.weights.dot(point.weights)
        var weights: [Double]
        if let pairs {
            var byLogit = losses.byLogit.map(Double.init)
            var byWeight = [Double](repeating: 0, count: point.weights.count)
            value += pairs.add(at: paired(point, image), byLogit: &byLogit, byWeight: &byWeight)
            weights = transposedTimes(byLogit.map(Float.init))
            weights.add(1, byWeight)
        } else {
            weights = transposedTimes(losses.byLogit)
        }
        weights.add(l2, point.weights)
        return (value, WeightPoint(weights: weights, bias: losses.byBias))
    }

    private func transposedTimes(_ byLogit: [Float]) -> [Double] {
        rows.transposedTimes(byLogit, outputCount: loss.outputCount, stride: stride)
    }

    private func paired(_ point: WeightPoint, _ image: [Double]) -> PairedPoint {
        PairedPoint(
            image: image,
            weights: point.weights,
            dual: point.weights,
            layout: .byOutput(point.weights, outputCount: loss.outputCount)
        )
    }

    func line(from start: WeightPoint, along direction: WeightPoint) -> Line {
        Line(objective: self, start: start, direction: direction)
    }

    struct Line: ObjectiveLine {
        private let objective: WeightObjective
        private let start: WeightPoint
        private let direction: WeightPoint
        private let from: Logits
        private let along: Logits
        private let square: Quadratic
        private let pairs: PairLine?
        private var last: (step: Double, losses: SingleLossSum)?

        init(objective: WeightObjective, start: WeightPoint, direction: WeightPoint) {
            self.objective = objective
            self.start = start
            self.direction = direction
            from = objective.logits(of: start)
            along = objective.logits(of: direction)
            square = Quadratic(
                constant: start.weights.dot(start.weights),
                linear: start.weights.dot(direction.weights),
                square: direction.weights.dot(direction.weights)
            )
            let ends = (from: objective.paired(start, from.image), along: objective.paired(direction, along.image))
            pairs = objective.pairs.map { PairLine($0, from: ends.from, along: ends.along) }
        }

        mutating func evaluate(at step: Double) -> LineValue {
            let losses = objective.loss.sum(at: from, walk: (step, along))
            last = (step, losses)
            let line = square.line(step, l2: objective.l2, value: losses.value, slope: losses.slope)
            return pairs.map { line + $0.evaluate(at: step) } ?? line
        }

        mutating func end(at step: Double) -> (point: WeightPoint, value: Double, gradient: WeightPoint) {
            if last?.step != step { _ = evaluate(at: step) }
            var point = start
            point.add(step, direction)
            guard let last else { preconditionFailure("no step was evaluated") }
            var image = from.image
            image.add(step, along.image)
            point.image = image
            let (value, gradient) = objective.evaluate(at: point, image: image, last.losses)
            return (point, value, gradient)
        }
    }
}
