import Testing
import WinnowLearning
import WinnowNumerics

@Suite("A perceptron's gradient and steps")
struct PerceptronGradientTests {
    struct Layer: Decodable {
        let weights: [[Double]]
        let bias: [Double]
    }

    struct Problem: Decodable, CustomTestStringConvertible {
        let name: String
        let head: String
        let outputCount: Int
        let hidden: [Int]
        let sparseCount: Int
        let rows: [[Double]]
        let weights: [Double]
        let answers: [[Int]]
        let layers: [Layer]
        let loss: Double
        let gradients: [Layer]
        var testDescription: String { name }

        var labelCount: Int { head == "binomial" ? 2 : outputCount }

        func trainingSet() throws -> TrainingSet {
            let denseCount = rows[0].count - sparseCount
            var builder = SparseMatrixBuilder(columnCount: max(sparseCount, 1))
            var dense = DenseMatrix(zeros: rows.count, denseCount)
            for (number, row) in rows.enumerated() {
                let columns = (0..<sparseCount).filter { row[$0] != 0 }
                builder.append(columns: columns.map(UInt32.init), values: columns.map { Float(row[$0]) })
                for column in 0..<denseCount { dense[number, column] = Float(row[sparseCount + column]) }
            }
            return try TrainingSet(
                features: FeatureRows(
                    sparse: sparseCount > 0 ? builder.build() : nil,
                    dense: denseCount > 0 ? dense : nil
                ),
                targets: answers.map(target),
                weights: weights,
                labelCount: labelCount
            )
        }

        private func target(_ answer: [Int]) -> Target {
            if head == "labelwise" {
                return .set(
                    present: answer.indices.filter { answer[$0] == 1 },
                    absent: answer.indices.filter { answer[$0] == 0 }
                )
            }
            return answer.count == 1 ? .label(answer[0]) : .not((0..<labelCount).filter { !answer.contains($0) })
        }

        /// The stored weights for features that are multiplied by a number.
        func start(_ problem: PerceptronProblem) -> PerceptronWeights {
            var weights = problem.start
            for row in problem.columns.indices {
                for unit in 0..<hidden[0] {
                    let value = layers[0].weights[Int(problem.columns[row])][unit]
                    weights.sparse[row, unit] = Float(value / problem.scale)
                }
            }
            for (number, layer) in layers.enumerated() {
                let first = number == 0 ? sparseCount : 0
                let factor = number == 0 ? 1 / problem.scale : 1
                for row in 0..<weights.layers[number].weights.rowCount {
                    for (unit, value) in layer.weights[first + row].enumerated() {
                        weights.layers[number].weights[row, unit] = Float(factor * value)
                    }
                }
                for (unit, value) in layer.bias.enumerated() { weights.layers[number].bias[unit] = Float(value) }
            }
            return weights
        }
    }

    struct Steps: Decodable, CustomTestStringConvertible {
        let kind: String
        let rate: Double
        let decay: Double
        let start: [Float]
        let gradients: [[Float]]
        let after: [[Double]]
        var testDescription: String { kind }
    }

    struct Reference: Decodable {
        let from: String
        let problems: [Problem]
        let steps: [Steps]
    }

    static let reference = try? fixture("perceptron.json", as: Reference.self)
    static let problems = reference?.problems ?? []

    @Test("all reference problems and steps are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 6)
        #expect(Self.reference?.steps.count == 3)
    }

    @Test("loss and gradient are the formulas' in double precision", arguments: problems)
    func formulas(stored: Problem) throws {
        let problem = try #require(
            PerceptronProblem(stored.trainingSet(), Perceptron(hidden: stored.hidden, heldOutShare: 0))
        )
        let found = problem.gradient(at: stored.start(problem))
        #expect(abs(found.loss - stored.loss) < 1e-5 * max(1, stored.loss))
        func expectClose(_ value: Float, _ expected: Double) {
            #expect(abs(Double(value) - expected) < 2e-5 * max(1, abs(expected)))
        }
        // Of weights that are smaller by the scale, the derivative is larger by it.
        for (row, column) in problem.columns.enumerated() {
            let sparse = try #require(found.sparse)
            for unit in 0..<stored.hidden[0] {
                expectClose(sparse[row, unit], problem.scale * stored.gradients[0].weights[Int(column)][unit])
            }
        }
        for (number, layer) in stored.gradients.enumerated() {
            let part = found.layers[number]
            let first = number == 0 ? stored.sparseCount : 0
            for row in 0..<part.weights.rowCount {
                for (unit, value) in layer.weights[first + row].enumerated() {
                    expectClose(part.weights[row, unit], (number == 0 ? problem.scale : 1) * value)
                }
            }
            for (unit, value) in layer.bias.enumerated() { expectClose(part.bias[unit], value) }
        }
    }

    @Test("the gradient is the slope of the loss", arguments: problems)
    func finiteDifferences(stored: Problem) throws {
        let problem = try #require(
            PerceptronProblem(stored.trainingSet(), Perceptron(hidden: stored.hidden, heldOutShare: 0))
        )
        let start = stored.start(problem)
        let gradient = problem.gradient(at: start)
        let step: Float = 5e-4
        func slope(_ move: (inout PerceptronWeights, Float) -> Void) -> Double {
            var (left, right) = (start, start)
            move(&left, -step)
            move(&right, step)
            return (problem.gradient(at: right).loss - problem.gradient(at: left).loss) / Double(2 * step)
        }
        var (checked, wrong) = (0, 0)
        func check(_ slope: Double, _ derivative: Float) {
            checked += 1
            if abs(slope - Double(derivative)) > 2e-3 * max(1, abs(slope)) { wrong += 1 }
        }
        for row in problem.columns.indices {
            check(
                slope { $0.sparse[row, row % stored.hidden[0]] += $1 },
                gradient.sparse?[row, row % stored.hidden[0]] ?? 0
            )
        }
        for (number, layer) in gradient.layers.enumerated() {
            for unit in 0..<layer.weights.columnCount {
                check(slope { $0.layers[number].bias[unit] += $1 }, layer.bias[unit])
                for row in 0..<layer.weights.rowCount {
                    check(slope { $0.layers[number].weights[row, unit] += $1 }, layer.weights[row, unit])
                }
            }
        }
        // A unit whose sum is within the step of 0 bends there.
        #expect(checked > 20 && wrong * 50 <= checked, "\(wrong) of \(checked)")
    }

    @Test(
        "steps are the formulas' of Adam with decoupled decay, momentum and RMSprop",
        arguments: reference?.steps ?? []
    )
    func steps(stored: Steps) throws {
        let optimizer: Optimizer = stored.kind == "adam" ? .adam() : stored.kind == "sgd" ? .sgd() : .rmsprop()
        var weights = stored.start
        var first = [Float](repeating: 0, count: weights.count)
        var second = first
        for (number, gradient) in stored.gradients.enumerated() {
            let step = OptimizerStep(optimizer, number: number + 1, rate: stored.rate, weightDecay: stored.decay)
            weights.withUnsafeMutableBufferPointer { weights in
                first.withUnsafeMutableBufferPointer { first in
                    second.withUnsafeMutableBufferPointer { second in
                        gradient.withUnsafeBufferPointer {
                            step.move(weights, $0, first: first, second: second, decays: true)
                        }
                    }
                }
            }
            for (value, expected) in zip(weights, stored.after[number]) {
                #expect(abs(Double(value) - expected) < 2e-6)
            }
        }
    }

    @Test("a gradient that is cut is a shorter one; biases do not decay")
    func clippedAndUndecayed() {
        func moved(scale: Double, decays: Bool) -> [Float] {
            var weights: [Float] = [1, -2]
            var (first, second): ([Float], [Float]) = ([0, 0], [0, 0])
            let gradient: [Float] = [3, 4]
            let step = OptimizerStep(.sgd(momentum: 0), number: 1, rate: 0.1, weightDecay: 0.5, gradientScale: scale)
            weights.withUnsafeMutableBufferPointer { weights in
                first.withUnsafeMutableBufferPointer { first in
                    second.withUnsafeMutableBufferPointer { second in
                        gradient.withUnsafeBufferPointer {
                            step.move(weights, $0, first: first, second: second, decays: decays)
                        }
                    }
                }
            }
            return weights
        }
        func expectClose(_ left: [Float], _ right: [Float]) {
            #expect(zip(left, right).allSatisfy { abs($0 - $1) < 1e-6 })
        }
        expectClose(moved(scale: 1, decays: false), [0.7, -2.4])
        expectClose(moved(scale: 0.2, decays: false), [0.94, -2.08])
        expectClose(moved(scale: 0.2, decays: true), [0.89, -1.98])
    }

    @Test("rates follow a constant, half a cosine, or steps down")
    func schedules() {
        #expect(RateSchedule.constant.factor(epoch: 7, of: 10) == 1)
        #expect(RateSchedule.cosine.factor(epoch: 0, of: 10) == 1)
        #expect(abs(RateSchedule.cosine.factor(epoch: 5, of: 10) - 0.5) < 1e-12)
        #expect(RateSchedule.cosine.factor(epoch: 9, of: 10) < 0.03)
        let step = RateSchedule.step(every: 3, factor: 0.1)
        #expect((0..<3).allSatisfy { step.factor(epoch: $0, of: 10) == 1 })
        #expect(abs(step.factor(epoch: 3, of: 10) - 0.1) < 1e-12 && abs(step.factor(epoch: 8, of: 10) - 0.01) < 1e-12)
    }
}
