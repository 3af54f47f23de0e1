import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Linear SVM") struct LinearSVMTests {
    struct Problem: ReferenceProblem, CustomTestStringConvertible {
        let name: String
        let labelCount: Int
        let featureCount: Int
        let rows: [[[Double]]]
        let labels: [Int]
        let weights: [Double]
        let c: Double
        let balanced: Bool
        let value: Double
        let decisions: [[Double]]
        var testDescription: String { name }
        var classifier: LinearSVM { LinearSVM(l2: 1 / c, balancesLabels: balanced) }
    }

    static let problems = ClassifierReferences.stored?.svm ?? []

    @Test("all reference problems are there")
    func fixtureIsRead() {
        #expect(Self.problems.count == 6)
    }

    @Test("the solution is scikit-learn's, on sparse features, dense ones, and both", arguments: problems, [1, 0.5, 0])
    func scikitLearn(problem: Problem, sparseShare: Double) throws {
        let training = try problem.trainingSet(sparseShare: sparseShare)
        let solution = try problem.classifier.solve(training)
        #expect(abs(solution.value - problem.value) <= 1e-5 * problem.value)
        let decisions = try solution.fitted.logits(of: training.features)
        for (row, expected) in problem.decisions.enumerated() {
            for (output, decision) in expected.enumerated() {
                #expect(abs(Double(decisions[row, output]) - decision) < 1e-2)
            }
        }
    }

    @Test(
        "a warm start ends at the same minimum, and all of them together in fewer iterations",
        arguments: [1, 0.5, 0]
    )
    func warmStart(sparseShare: Double) throws {
        var (coldCount, warmCount) = (0, 0)
        for problem in Self.problems {
            let all = try problem.trainingSet(sparseShare: sparseShare)
            let part = try all.selecting(rows: Array(0..<(all.rowCount - 5)))
            let cold = try problem.classifier.fit(all)
            let start = FitStart(
                rows: (0..<all.rowCount).map { $0 < part.rowCount ? $0 : nil },
                fit: try problem.classifier.fit(part)
            )
            let warm = try problem.classifier.fit(all, from: start, cancellation: nil)
            let gap = distance(try warm.model.logits(of: all.features), try cold.model.logits(of: all.features))
            #expect(gap < 1e-2)
            coldCount += cold.iterationCount
            warmCount += warm.iterationCount
        }
        #expect(Double(warmCount) < 0.95 * Double(coldCount), "\(warmCount) of \(coldCount)")
    }

    @Test("a fit of another classifier is no start, and no harm either")
    func otherStart() throws {
        let data = ConformanceData(.both)
        let training = try data.training()
        let regression = try LogisticRegression().fit(training)
        let start = FitStart(rows: (0..<90).map { $0 }, fit: regression)
        let classifier = LinearSVM()
        let (cold, warm) = (
            try classifier.fit(training), try classifier.fit(training, from: start, cancellation: nil)
        )
        let (first, second) = (try cold.model.logits(of: data.pool), try warm.model.logits(of: data.pool))
        #expect(first == second && cold.iterationCount == warm.iterationCount)
    }

    @Test(
        "of several labels each is a problem of two on its own, also from a warm start",
        arguments: FeatureKind.allCases
    )
    func multilabel(kind: FeatureKind) throws {
        let data = ConformanceData(kind, .sets)
        let classifier = LinearSVM(balancesLabels: true, tolerance: 1e-9)
        let cold = try classifier.fit(data.training())
        let together = try cold.model.logits(of: data.features)
        for label in 0..<3 {
            let binary = try TrainingSet(
                features: data.pool.gather(0..<90),
                targets: data.targets[..<90].map { .label($0.present.contains(label) ? 1 : 0) },
                labelCount: 2
            )
            let alone = try classifier.fit(binary).model.logits(of: data.features)
            #expect((0..<alone.rowCount).allSatisfy { abs(together[$0, label] - alone[$0, 0]) < 1e-3 })
        }
        let start = FitStart(rows: (0..<90).map { $0 }, fit: cold)
        let warm = try classifier.fit(data.training(), from: start, cancellation: nil)
        let same = try warm.model.logits(of: data.features)
        #expect(distance(together, same) < 1e-3 && warm.iterationCount <= cold.iterationCount / 2)
    }

    @Test("a label that all rows have, or none, has the same odds for every row")
    func constants() throws {
        let data = ConformanceData(.both)
        let targets = (0..<90).map { row in
            Target.set(present: row % 2 == 0 ? [0, 1] : [0], absent: row % 2 == 0 ? [2] : [1, 2])
        }
        let training = try TrainingSet(features: data.pool.gather(0..<90), targets: targets, labelCount: 3)
        let found = try LinearSVM().fit(training).model.logits(of: data.features)
        for row in 0..<found.rowCount {
            #expect(abs(Double(found[row, 0]) - logOdds(90.5 / 91)) < 1e-5)
            #expect(abs(Double(found[row, 2]) - logOdds(0.5 / 91)) < 1e-5)
        }
        #expect(Set((0..<found.rowCount).map { found[$0, 1] }).count > 10)
    }

    @Test("cross-validation chooses a strength of its grid, each fit from the one before")
    func strengths() throws {
        let data = ConformanceData(.both)
        let candidates = LinearSVM.strengths.map { LinearSVM(l2: $0) }
        let found = try #require(CrossValidation.run(candidates, preferring: 2, on: data.training(), seed: 1))
        #expect(found.losses.count == candidates.count && found.losses.allSatisfy { $0 > 0 && $0 < 1.1 })
    }
}
