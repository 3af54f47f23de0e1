internal import WinnowNumerics

/// `Σᵢ loss(i) + l2/2 · ‖W‖²` over the rows of X, and what pairs of rows add, in row-space coordinates. The bias is not
/// regularised.
struct RowSpaceObjective<Loss: RowLoss>: SmoothObjective {
    let rows: TrainingRows
    let loss: Loss
    let l2: Double
    let pairs: PairTerms?

    /// A point from coefficients and bias; makes the image.
    func point(coefficients: [Double], bias: [Double]) -> RowSpacePoint {
        let stride = tableStride(outputCount: loss.outputCount)
        let image = rows.gramTimes(coefficients, outputCount: loss.outputCount, stride: stride)
        return RowSpacePoint(coefficients: coefficients, image: image, bias: bias)
    }

    func evaluate(at point: RowSpacePoint) -> (value: Double, gradient: RowSpacePoint) {
        evaluate(at: point, LossSum(of: loss, at: point.logits))
    }

    private func evaluate(at point: RowSpacePoint, _ losses: LossSum) -> (value: Double, gradient: RowSpacePoint) {
        var gradient = losses.byLogit
        gradient.add(l2, point.coefficients)
        var value = losses.value + l2 / 2 * point.coefficients.dot(point.image)
        if let pairs {
            // A derivative by a row's logits is one by its coefficients: both are added to the same numbers.
            var byWeight = [Double](repeating: 0, count: gradient.count)
            value += pairs.add(at: point.paired, byLogit: &gradient, byWeight: &byWeight)
            gradient.add(1, byWeight)
        }
        return (value, self.point(coefficients: gradient, bias: losses.byBias))
    }

    func line(from start: RowSpacePoint, along direction: RowSpacePoint) -> Line {
        Line(objective: self, start: start, direction: direction)
    }

    struct Line: ObjectiveLine {
        private let objective: RowSpaceObjective
        private let start: RowSpacePoint
        private let direction: RowSpacePoint
        private let square: Quadratic
        private let pairs: PairLine?
        private var last: (step: Double, losses: LossSum)?

        init(objective: RowSpaceObjective, start: RowSpacePoint, direction: RowSpacePoint) {
            self.objective = objective
            self.start = start
            self.direction = direction
            square = Quadratic(
                constant: start.coefficients.dot(start.image),
                linear: start.coefficients.dot(direction.image),
                square: direction.coefficients.dot(direction.image)
            )
            pairs = objective.pairs.map { PairLine($0, from: start.paired, along: direction.paired) }
        }

        mutating func evaluate(at step: Double) -> LineValue {
            let losses = LossSum(of: objective.loss, at: start.logits, walk: (step, direction.logits))
            last = (step, losses)
            let line = square.line(
                step,
                l2: objective.l2,
                value: losses.value,
                slope: losses.slope(along: direction.logits)
            )
            return pairs.map { line + $0.evaluate(at: step) } ?? line
        }

        func end(at step: Double) -> (point: RowSpacePoint, value: Double, gradient: RowSpacePoint) {
            var point = start
            point.add(step, direction)
            let known = last?.step == step ? last?.losses : nil
            let (value, gradient) = objective.evaluate(
                at: point,
                known ?? LossSum(of: objective.loss, at: point.logits)
            )
            return (point, value, gradient)
        }
    }
}

extension RowSpacePoint {
    fileprivate var logits: Logits { Logits(image: image, bias: bias) }

    fileprivate var paired: PairedPoint {
        PairedPoint(
            image: image,
            weights: coefficients,
            dual: image,
            layout: .byRow(coefficients, stride: bias.count)
        )
    }
}

/// `‖start + step · direction‖²` as a function of the step.
struct Quadratic {
    let constant: Double
    /// The inner product of start and direction.
    let linear: Double
    let square: Double

    func value(at step: Double) -> Double { constant + 2 * step * linear + step * step * square }
    func slope(at step: Double) -> Double { 2 * (linear + step * square) }

    /// The regularised loss and its derivative, from those of the loss.
    func line(_ step: Double, l2: Double, value: Double, slope: Double) -> LineValue {
        LineValue(
            value: value + l2 / 2 * (constant + 2 * step * linear + step * step * square),
            slope: slope + l2 * (linear + step * square)
        )
    }
}

extension LineValue {
    static func + (left: LineValue, right: LineValue) -> LineValue {
        LineValue(value: left.value + right.value, slope: left.slope + right.slope)
    }
}
