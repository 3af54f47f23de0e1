/// Limited-memory BFGS with a line search for the strong Wolfe conditions.
///
/// It speaks of points only through inner products and sums, so an objective may keep its points in whatever
/// coordinates make those cheap.
///
/// - Source: Nocedal and Wright 2006, "Numerical Optimization", algorithms 7.4 and 7.5; Liu and Nocedal 1989.
public struct LBFGS: Sendable {
    /// Pairs of step and gradient change that are remembered. More than the usual ten: where a value costs a pass over
    /// sparse rows and a pair only its own length, a third fewer iterations are worth it.
    public var memory = 32
    /// Stops after so many iterations.
    public var maximumIterations = 500
    /// Stops when the gradient's norm is at most this.
    public var gradientTolerance: Double
    /// Stops when a step along the direction found promises to lower the value by less than this share of it, as the
    /// curvature that is known so far has it: half of Newton's decrement (Nocedal and Wright 2006, section 3.3).
    public var decrementTolerance = 0.0
    /// Stops when a step lowers the value by less than this share of it.
    public var valueTolerance = 1e-12

    /// - Parameters: As the properties say.
    public init(gradientTolerance: Double, maximumIterations: Int = 500) {
        self.gradientTolerance = gradientTolerance
        self.maximumIterations = maximumIterations
    }

    /// Why a minimisation ended.
    public enum Outcome: String, Sendable {
        case gradientIsSmall
        case decrementIsSmall
        case valueIsFlat
        case stepIsTooSmall
        case iterationsAreUsedUp
        case isCancelled
    }

    /// Where a minimisation ended.
    public struct Minimum<Point> {
        /// The last point reached.
        public let point: Point
        /// The objective there.
        public let value: Double
        /// The length of the gradient there.
        public let gradientNorm: Double
        /// Iterations that were made.
        public let iterationCount: Int
        /// Why it ended.
        public let outcome: Outcome
    }

    /// Walks downhill from `start`.
    ///
    /// - Parameters:
    ///   - objective: Must be finite at `start`.
    ///   - start: Where to begin; a good one saves most of the work.
    ///   - cancellation: Looked at before each iteration.
    public func minimize<Objective: SmoothObjective>(
        _ objective: Objective,
        from start: Objective.Point,
        cancellation: Cancellation? = nil
    ) -> Minimum<Objective.Point> {
        var point = start
        var (value, gradient) = objective.evaluate(at: point)
        var history = History<Objective.Point>(capacity: memory)
        for iteration in 0..<maximumIterations {
            let norm = gradient.dot(gradient).squareRoot()
            func end(_ outcome: Outcome) -> Minimum<Objective.Point> {
                Minimum(
                    point: point,
                    value: value,
                    gradientNorm: norm,
                    iterationCount: iteration,
                    outcome: outcome
                )
            }
            if norm <= gradientTolerance { return end(.gradientIsSmall) }
            if cancellation?.isCancelled == true { return end(.isCancelled) }
            var direction = history.descent(for: gradient, objective)
            if direction.dot(gradient) >= 0 {
                history.forget()
                direction = history.descent(for: gradient, objective)
            }
            if -direction.dot(gradient) / 2 < decrementTolerance * abs(value) { return end(.decrementIsSmall) }
            var line = objective.line(from: point, along: direction)
            let step = WolfeLineSearch(firstStep: history.firstStep(gradientNorm: norm)).step(
                start: LineValue(value: value, slope: direction.dot(gradient)),
                line: &line
            )
            guard let step else {
                if history.isEmpty { return end(.stepIsTooSmall) }
                history.forget()
                continue
            }
            let (newPoint, newValue, newGradient) = line.end(at: step)
            direction.multiply(by: step)
            var change = newGradient
            change.add(-1, gradient)
            history.remember(step: direction, gradientChange: change)
            let decrease = value - newValue
            (point, value, gradient) = (newPoint, newValue, newGradient)
            if decrease <= valueTolerance * max(abs(value), 1e-300) {
                let norm = gradient.dot(gradient).squareRoot()
                return Minimum(
                    point: point,
                    value: value,
                    gradientNorm: norm,
                    iterationCount: iteration + 1,
                    outcome: norm <= gradientTolerance ? .gradientIsSmall : .valueIsFlat
                )
            }
        }
        return Minimum(
            point: point,
            value: value,
            gradientNorm: gradient.dot(gradient).squareRoot(),
            iterationCount: maximumIterations,
            outcome: .iterationsAreUsedUp
        )
    }
}

/// The last steps and gradient changes, and the inverse Hessian that they imply.
private struct History<Point: InnerProductPoint> {
    private struct Pair {
        let step: Point
        let gradientChange: Point
        /// 1 / (step · change).
        let curvature: Double
    }

    private let capacity: Int
    private var pairs: [Pair] = []
    private var scale = 1.0
    private var isPreconditioned = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    var isEmpty: Bool { pairs.isEmpty }

    /// The step to try first: that of the implied curvature, or a short one where nothing is known.
    func firstStep(gradientNorm: Double) -> Double {
        isEmpty && !isPreconditioned ? min(1, 1 / gradientNorm) : 1
    }

    mutating func forget() {
        pairs = []
        scale = 1
    }

    mutating func remember(step: Point, gradientChange: Point) {
        let product = step.dot(gradientChange)
        let square = gradientChange.dot(gradientChange)
        // Without positive curvature the pair would spoil the matrix (Nocedal and Wright, p. 143).
        guard product > 1e-12 * square, square > 0 else { return }
        if pairs.count == capacity { pairs.removeFirst() }
        pairs.append(Pair(step: step, gradientChange: gradientChange, curvature: 1 / product))
        scale = product / square
    }

    /// The two-loop recursion: `−H · gradient`.
    mutating func descent(for gradient: Point, _ objective: some SmoothObjective<Point>) -> Point {
        var direction = gradient
        var weights = [Double](repeating: 0, count: pairs.count)
        for index in pairs.indices.reversed() {
            weights[index] = pairs[index].curvature * pairs[index].step.dot(direction)
            direction.add(-weights[index], pairs[index].gradientChange)
        }
        if let better = objective.preconditioned(direction) {
            direction = better
            isPreconditioned = true
        } else {
            direction.multiply(by: scale)
        }
        for index in pairs.indices {
            let correction = pairs[index].curvature * pairs[index].gradientChange.dot(direction)
            direction.add(weights[index] - correction, pairs[index].step)
        }
        direction.multiply(by: -1)
        return direction
    }
}
