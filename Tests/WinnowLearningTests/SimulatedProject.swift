import Foundation
import WinnowLearning
import WinnowNumerics

/// A project whose truth is known: a pool, what a model of some accuracy says of it, evaluation items drawn at random
/// and items that a strategy drew.
///
/// Each item is hard to a degree. A model is less sure of hard items and more often wrong on them, as models are; how
/// well the one goes with the other differs between projects.
struct SimulatedProject {
    let probabilities: DenseMatrix
    let truth: [Int]
    let isRight: [Bool]
    /// Rows set aside at random, which are never chosen.
    let evaluation: [Int]
    /// Rows in the order in which they were drawn, with their probabilities.
    let drawn: [Int]
    let draws: [LURE.Draw]

    static let itemCount = 1500
    static let evaluationCount = 100
    static let labelCount = 3

    init(number: Int) throws {
        var generator = SeededGenerator(seed: 77, purpose: "project", index: UInt64(number))
        let errorShare = 0.03 + 0.27 * generator.uniform()
        let honesty = generator.uniform()
        var (values, truth, isRight) = ([Float](), [Int](), [Bool]())
        for _ in 0..<Self.itemCount {
            let share = generator.uniform()
            let label = share < 0.5 ? 0 : share < 0.8 ? 1 : 2
            // Never so easy that an item's probability of being drawn is next to 0: weights would be without bounds.
            let hardness = 0.05 + 0.95 * generator.uniform() * generator.uniform()
            // The mean of the hardness is 0.29.
            let error = min(0.95, errorShare * (1 - honesty + honesty * hardness / 0.29))
            let isWrong = generator.uniform() < error
            let given = isWrong ? (label + 1 + Int(generator.next() % 2)) % Self.labelCount : label
            let confidence = Float(1 - 0.6 * hardness)
            values += (0..<Self.labelCount).map { $0 == given ? confidence : (1 - confidence) / 2 }
            truth.append(label)
            isRight.append(!isWrong)
        }
        probabilities = DenseMatrix(rowCount: Self.itemCount, columnCount: Self.labelCount, values: values)
        self.truth = truth
        self.isRight = isRight
        let evaluation = Set(generator.sample(Self.evaluationCount, from: Self.itemCount))
        self.evaluation = evaluation.sorted()
        let open = (0..<Self.itemCount).filter { !evaluation.contains($0) }
        let pool = QueryPool(
            probabilities: probabilities,
            open: open,
            batchSize: 60 + number % 3 * 70,
            seed: UInt64(number)
        )
        let selection = try StochasticBatch(sharpness: 1 + Double(number % 2)).select(from: pool)
        drawn = selection.leading
        draws = selection.leading.indices.map { index in
            LURE.Draw(
                probability: selection.probabilities?[index],
                openCount: open.count - index,
                loss: isRight[selection.leading[index]] ? 0 : 1
            )
        }
    }

    /// Over all items.
    var accuracy: Double { share(of: Array(0..<Self.itemCount)) }

    /// Over the items that could be drawn.
    var openAccuracy: Double {
        let aside = Set(evaluation)
        return share(of: (0..<Self.itemCount).filter { !aside.contains($0) })
    }

    func share(of rows: [Int]) -> Double {
        Double(rows.count { isRight[$0] }) / Double(rows.count)
    }

    func set(of rows: [Int]) -> EvaluationSet {
        EvaluationSet(probabilities: probabilities.selecting(rows: rows), truth: rows.map { [truth[$0]] })
    }
}
