internal import WinnowLearning

/// A figure with the bounds that it lies between with 95 % confidence; for those who do not know `WinnowLearning`.
package struct Figure: Hashable, Sendable {
    package let value: Double
    /// nil where there is too little to tell.
    package let bounds: ClosedRange<Double>?

    package init(value: Double, bounds: ClosedRange<Double>?) {
        self.value = value
        self.bounds = bounds
    }

    init(_ estimate: Estimate) {
        self.init(value: estimate.value, bounds: estimate.bounds)
    }

    /// By how much one share of successes is larger than another, with Newcombe's interval.
    package static func difference(_ first: (Int, of: Int), _ second: (Int, of: Int)) -> Figure {
        Figure(.difference((first.0, first.of), (second.0, second.of)))
    }

    /// A share of successes, with Wilson's interval.
    package static func share(_ successes: Int, of trials: Int) -> Figure {
        Figure(.share(successes: successes, trials: trials))
    }
}
