/// A point of an inner-product space, as much of it as a quasi-Newton method needs.
package protocol InnerProductPoint {
    /// The inner product of two points.
    func dot(_ other: Self) -> Double
    /// Adds `scale · other`.
    mutating func add(_ scale: Double, _ other: Self)
    /// Multiplies by a number.
    mutating func multiply(by factor: Double)
}

/// A value on a line through the space, and its derivative there.
package struct LineValue: Sendable {
    package let value: Double
    package let slope: Double

    package init(value: Double, slope: Double) {
        self.value = value
        self.slope = slope
    }
}

/// A differentiable function to be minimised.
package protocol SmoothObjective {
    associatedtype Point: InnerProductPoint

    /// The value and the gradient at a point.
    func evaluate(at point: Point) -> (value: Double, gradient: Point)

    /// The function along `point + step · direction`. Objectives that are cheap along a line say so here.
    func line(from point: Point, along direction: Point) -> (_ step: Double) -> LineValue
}

extension SmoothObjective {
    package func line(from point: Point, along direction: Point) -> (_ step: Double) -> LineValue {
        { step in
            var moved = point
            moved.add(step, direction)
            let (value, gradient) = evaluate(at: moved)
            return LineValue(value: value, slope: gradient.dot(direction))
        }
    }
}
