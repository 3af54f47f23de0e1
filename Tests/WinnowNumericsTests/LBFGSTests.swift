import Synchronization
import Testing
import WinnowNumerics

@Suite struct LBFGSTests {
    struct Rosenbrock: SmoothObjective {
        func evaluate(at point: [Double]) -> (value: Double, gradient: [Double]) {
            let (x, y) = (point[0], point[1])
            let value = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
            return (value, [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
        }
    }

    @Test("the curved valley of Rosenbrock is walked to its end")
    func rosenbrock() {
        let minimum = LBFGS(gradientTolerance: 1e-9).minimize(Rosenbrock(), from: [-1.2, 1])
        #expect(minimum.outcome == .gradientIsSmall)
        #expect(abs(minimum.point[0] - 1) < 1e-8 && abs(minimum.point[1] - 1) < 1e-8)
        #expect(minimum.iterationCount < 60)
    }

    struct Quadratic: SmoothObjective {
        let scales: [Double]
        func evaluate(at point: [Double]) -> (value: Double, gradient: [Double]) {
            let gradient = zip(scales, point).map { $0 * ($1 - 3) }
            return (zip(gradient, point).reduce(0) { $0 + $1.0 * ($1.1 - 3) / 2 }, gradient)
        }
    }

    @Test("a badly scaled bowl of 50 dimensions is solved", arguments: [1.0, 1e3, 1e5])
    func quadratic(condition: Double) {
        let scales = (0..<50).map { 1 + (condition - 1) * Double($0) / 49 }
        let minimum = LBFGS(gradientTolerance: 1e-8).minimize(
            Quadratic(scales: scales),
            from: [Double](repeating: 0, count: 50)
        )
        #expect(minimum.point.allSatisfy { abs($0 - 3) < 1e-6 })
    }

    /// Is cancelled by its own third value.
    final class Unwanted: SmoothObjective, Sendable {
        let cancellation: Cancellation
        let count = Mutex(0)

        init(cancellation: Cancellation) { self.cancellation = cancellation }

        func evaluate(at point: [Double]) -> (value: Double, gradient: [Double]) {
            let count = count.withLock { count in
                count += 1
                return count
            }
            if count == 3 { cancellation.cancel() }
            return Rosenbrock().evaluate(at: point)
        }
    }

    @Test("a minimisation that nobody wants any more ends before its next iteration")
    func cancelled() {
        let cancellation = Cancellation()
        let objective = Unwanted(cancellation: cancellation)
        let minimum = LBFGS(gradientTolerance: 1e-9).minimize(objective, from: [-1.2, 1], cancellation: cancellation)
        #expect(minimum.outcome == .isCancelled && minimum.iterationCount < 4)
    }

    @Test("a start at the minimum costs no iteration")
    func atMinimum() {
        let minimum = LBFGS(gradientTolerance: 1e-8).minimize(Quadratic(scales: [1, 2]), from: [3, 3])
        #expect(minimum.iterationCount == 0 && minimum.outcome == .gradientIsSmall)
    }
}
