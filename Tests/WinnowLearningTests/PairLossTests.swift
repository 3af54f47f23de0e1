import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Losses of pairs")
struct PairLossTests {
    static let problems = PairProblem.stored
    static let shares = [1, 0.5, 0]

    @Test("all reference problems are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 8)
    }

    @Test("have the value and the gradient of the formula in double precision", arguments: problems, shares)
    func formula(problem: PairProblem, sparseShare: Double) throws {
        let training = try problem.trainingSet(sparseShare: sparseShare)
        let (value, gradient) = problem.loss.evaluate(problem.padded(problem.point), on: training)
        #expect(abs(value - problem.pairValue) < 1e-9 * problem.pairValue)
        for (ours, theirs) in zip(gradient, problem.padded(problem.pairGradient)) {
            #expect(abs(ours - theirs) < 1e-6 * max(1, abs(theirs)))
        }
    }

    @Test("grow along each weight as finite differences say", arguments: problems)
    func finiteDifferences(problem: PairProblem) throws {
        let training = try problem.trainingSet()
        let point = problem.padded(problem.point)
        let gradient = problem.loss.evaluate(point, on: training).gradient
        for index in point.indices {
            func value(_ step: Double) -> Double {
                var moved = point
                moved[index] += step
                return problem.loss.evaluate(moved, on: training).value
            }
            let slope = (value(1e-5) - value(-1e-5)) / 2e-5
            #expect(abs(slope - gradient[index]) < 1e-6 * max(1, abs(slope)), "weight \(index)")
        }
    }

    @Test("have a derivative where there are no weights yet", arguments: problems)
    func origin(problem: PairProblem) throws {
        let zeros = [Double](repeating: 0, count: problem.padded(problem.point).count)
        let (value, gradient) = problem.loss.evaluate(zeros, on: try problem.trainingSet())
        #expect(value.isFinite && gradient.allSatisfy(\.isFinite))
    }

    @Test("lead to the minimum that scipy finds, on sparse features, dense ones and both", arguments: problems, shares)
    func minimum(problem: PairProblem, sparseShare: Double) throws {
        let training = try problem.trainingSet(sparseShare: sparseShare)
        let solution = try LogisticRegression(l2: problem.l2, pairs: problem.loss).solve(training)
        #expect(abs(solution.value - problem.value) <= 2e-6 * problem.value)
        let fitted = FittedClassifier(model: solution.fitted, calibration: .none)
        let found = try fitted.probabilities(of: training.features)
        for (row, expected) in problem.probabilities.enumerated() {
            for (label, probability) in expected.enumerated() {
                #expect(abs(Double(found[row, label]) - probability) < 2e-3)
            }
        }
    }

    @Test("end at the same minimum from a warm start", arguments: problems, shares)
    func warmStart(problem: PairProblem, sparseShare: Double) throws {
        let all = try problem.trainingSet(sparseShare: sparseShare)
        let part = try all.selecting(rows: Array(0..<(all.rowCount - 5)))
        let classifier = LogisticRegression(l2: problem.l2, pairs: problem.loss)
        let start = LogisticStart(
            rows: (0..<all.rowCount).map { $0 < part.rowCount ? $0 : nil },
            solution: try classifier.solve(part)
        )
        let (cold, warm) = (try classifier.solve(all), try classifier.solve(all, start: start))
        #expect(abs(warm.value - cold.value) <= 2e-6 * cold.value)
    }

    @Test("change no bit of a fit that does not ask for them", arguments: problems, shares)
    func none(problem: PairProblem, sparseShare: Double) throws {
        let with = try problem.trainingSet(sparseShare: sparseShare)
        let without = try TrainingSet(
            features: with.features,
            targets: with.targets,
            weights: with.weights,
            roots: with.roots,
            labelCount: with.labelCount
        )
        let (one, other) = (try LogisticRegression().solve(with), try LogisticRegression().solve(without))
        #expect(one.fitted == other.fitted && one.value == other.value)
        let asked = try LogisticRegression(pairs: PairLoss(difference: 1, gradientSupervision: 1)).solve(without)
        #expect(asked.fitted == other.fitted)
    }

    @Test("give the same bits on as many threads as there are and on busy ones", arguments: problems, shares)
    func determinism(problem: PairProblem, sparseShare: Double) throws {
        let training = try problem.trainingSet(sparseShare: sparseShare)
        @Sendable func run() -> LinearModel? {
            try? LogisticRegression(l2: problem.l2, pairs: problem.loss).solve(training).fitted
        }
        let first = try #require(run())
        #expect(ParallelFor.map(8) { _ in run() }.allSatisfy { $0 == first })
    }

    @Test("end when nobody wants them any more", arguments: problems)
    func cancellation(problem: PairProblem) throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let training = try problem.trainingSet()
        #expect(throws: LearningError.cancelled) {
            try LogisticRegression(pairs: problem.loss).solve(training, cancellation: cancellation)
        }
    }
}
