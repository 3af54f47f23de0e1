/// A point of an inner-product space, as much of it as a quasi-Newton method needs.
public protocol InnerProductPoint {
    /// The inner product of two points.
    func dot(_ other: Self) -> Double
    /// Adds `scale · other`.
    mutating func add(_ scale: Double, _ other: Self)
    /// Multiplies by a number.
    mutating func multiply(by factor: Double)
}

/// A value on a line through the space, and its derivative there.
public struct LineValue: Sendable {
    /// The function's value.
    public let value: Double
    /// The derivative by the step.
    public let slope: Double

    /// - Parameter slope: The derivative by the step.
    public init(value: Double, slope: Double) {
        self.value = value
        self.slope = slope
    }
}

/// A differentiable function to be minimised.
public protocol SmoothObjective<Point> {
    associatedtype Point: InnerProductPoint
    associatedtype Line: ObjectiveLine<Point> = PlainLine<Point>

    /// The value and the gradient at a point.
    func evaluate(at point: Point) -> (value: Double, gradient: Point)

    /// A guess of the inverse Hessian times a gradient, symmetric and positive definite: the better, the fewer steps. nil
    /// where there is none.
    func preconditioned(_ gradient: Point) -> Point?

    /// The function along `start + step · direction`.
    func line(from start: Point, along direction: Point) -> Line
}

extension SmoothObjective {
    /// nil: there is no guess.
    public func preconditioned(_ gradient: Point) -> Point? { nil }
}

extension SmoothObjective where Line == PlainLine<Point> {
    /// A line on which each new step is an evaluation.
    public func line(from start: Point, along direction: Point) -> PlainLine<Point> {
        PlainLine(from: start, along: direction, evaluate: evaluate(at:))
    }
}

/// A function along a line. What an evaluation leaves behind makes it cheap to end there.
public protocol ObjectiveLine<Point> {
    associatedtype Point: InnerProductPoint

    mutating func evaluate(at step: Double) -> LineValue

    /// The point of a step, with the value and the gradient there.
    mutating func end(at step: Double) -> (point: Point, value: Double, gradient: Point)
}

/// The line of an objective that has no cheaper one.
public struct PlainLine<Point: InnerProductPoint>: ObjectiveLine {
    private let start: Point
    private let direction: Point
    private let function: (Point) -> (value: Double, gradient: Point)
    private var last: (step: Double, point: Point, value: Double, gradient: Point)?

    init(
        from start: Point,
        along direction: Point,
        evaluate function: @escaping (Point) -> (value: Double, gradient: Point)
    ) {
        self.start = start
        self.direction = direction
        self.function = function
    }

    /// The value and slope at a step; evaluates unless the last step was the same.
    public mutating func evaluate(at step: Double) -> LineValue {
        let (_, value, gradient) = end(at: step)
        return LineValue(value: value, slope: gradient.dot(direction))
    }

    /// The point of a step; evaluates unless the last step was the same.
    public mutating func end(at step: Double) -> (point: Point, value: Double, gradient: Point) {
        if let last, last.step == step { return (last.point, last.value, last.gradient) }
        var point = start
        point.add(step, direction)
        let (value, gradient) = function(point)
        last = (step, point, value, gradient)
        return (point, value, gradient)
    }
}
