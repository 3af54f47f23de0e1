import Testing
import WinnowLearning
import WinnowNumerics

@Suite("What a revision is worth")
struct RevisionMeasureTests {
    private func pool(
        _ probabilities: [Float],
        tokens: [Int],
        revised: Set<Int> = [],
        points: WideMatrix? = nil,
        seed: UInt64 = 1
    ) -> RevisionPool {
        RevisionPool(
            probabilities: DenseMatrix(
                rowCount: probabilities.count,
                columnCount: 2,
                values: probabilities.flatMap { [1 - $0, $0] }
            ),
            labels: probabilities.map { _ in 1 },
            tokenCounts: tokens,
            isRevised: probabilities.indices.map(revised.contains),
            points: points,
            batchSize: 2,
            seed: seed
        )
    }

    @Test(
        "is the probability of the label by word, so that what the model has wrong comes last, also where it is shorter"
    )
    func confident() throws {
        let scores = try RevisionMeasure.confidentPerWord.select(from: pool([0.9, 0.5, 0.1], tokens: [100, 50, 20]))
            .scores
        #expect(zip(scores, [0.009, 0.01, 0.005] as [Float]).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(scores[2] < scores[0] && scores[0] < scores[1])
    }

    @Test("or the entropy by word, or one by word")
    func others() throws {
        let pool = pool([0.5, 1, 0.9], tokens: [100, 10, 10])
        let entropies = try RevisionMeasure.uncertainPerWord.select(from: pool).scores
        #expect(abs(entropies[0] - 0.0069315) < 1e-6 && entropies[1] == 0 && abs(entropies[2] - 0.0325083) < 1e-6)
        #expect(try RevisionMeasure.shortest.select(from: pool).scores == [0.01, 0.1, 0.1])
    }

    @Test("or nothing but chance, by the seed")
    func random() throws {
        let many = [Float](repeating: 0.5, count: 50)
        func scores(_ seed: UInt64) throws -> [Float] {
            try RevisionMeasure.random.select(from: pool(many, tokens: many.map { _ in 10 }, seed: seed)).scores
        }
        #expect(try scores(1) == scores(1))
        #expect(try scores(1) != scores(2))
    }

    @Test("is less where much of a cluster is revised already")
    func clusters() throws {
        var points = WideMatrix(zeros: 40, 2)
        for row in 0..<40 { points[row, row < 20 ? 0 : 1] = 1 }
        let revised = Set(0..<10)
        let scores = try RevisionMeasure.confidentPerWord.select(
            from: pool(
                [Float](repeating: 0.8, count: 40),
                tokens: [Int](repeating: 10, count: 40),
                revised: revised,
                points: points
            )
        ).scores
        #expect(abs(scores[15] - 0.04) < 1e-6 && abs(scores[30] - 0.08) < 1e-6)
    }

    @Test("is told from fits that never saw the root")
    func crossFitting() throws {
        // Each root has a word of its own that a fit would know the label by.
        var builder = SparseMatrixBuilder(columnCount: 40)
        var generator = SeededGenerator(seed: 1, purpose: "cross fitting")
        var targets: [Target] = []
        for root in 0..<40 {
            let label = generator.uniform() < 0.5 ? 0 : 1
            for _ in 0..<2 {
                builder.append(columns: [UInt32(root)], values: [1])
                targets.append(.label(label))
            }
        }
        let training = try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: targets,
            roots: (0..<80).map { Int64($0 / 2) },
            labelCount: 2
        )
        let byRoot = try #require(
            CrossValidation.probabilities(of: LogisticRegression(l2: 0.001), on: training, seed: 1)
        )
        let own = try LogisticRegression(l2: 0.001).probabilities(training, of: training.features)
        func right(_ probabilities: DenseMatrix) -> Int {
            targets.indices.count { probabilities[$0, targets[$0].named[0]] > 0.9 }
        }
        #expect(right(own) == 80 && right(byRoot) == 0)
        let alone = try TrainingSet(features: training.features, targets: targets, labelCount: 2)
        let byRow = try #require(CrossValidation.probabilities(of: LogisticRegression(l2: 0.001), on: alone, seed: 1))
        // A split by row lets the twin tell.
        #expect(right(byRow) > 40)
    }
}
