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

    @Test("a start at the minimum costs no iteration")
    func atMinimum() {
        let minimum = LBFGS(gradientTolerance: 1e-8).minimize(Quadratic(scales: [1, 2]), from: [3, 3])
        #expect(minimum.iterationCount == 0 && minimum.outcome == .gradientIsSmall)
    }
}
