import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Pairs of a training set")
struct PairTrainingTests {
    static let problems = PairProblem.stored

    private func training(
        _ problem: PairProblem,
        weights: [Double],
        targets: [Target]? = nil,
        pairs: [RowPair]? = nil
    ) throws -> TrainingSet {
        try TrainingSet(
            features: problem.features(sparseCount: problem.featureCount),
            targets: targets ?? problem.labels.map { .label($0) },
            weights: weights,
            roots: problem.roots,
            pairs: pairs ?? problem.rowPairs,
            labelCount: problem.labelCount
        )
    }

    private func probabilities(_ training: TrainingSet, _ problem: PairProblem) throws -> DenseMatrix {
        let classifier = LogisticRegression(l2: problem.l2, tolerance: 1e-9, pairs: problem.loss)
        return try classifier.probabilities(training, of: problem.features(sparseCount: problem.featureCount))
    }

    @Test("stay with the rows that are selected, and go with those that are not")
    func selection() throws {
        let problem = try #require(Self.problems.first)
        let training = try problem.trainingSet()
        let part = try training.selecting(rows: [5, 4, 1, 7, 0])
        #expect(
            part.pairs == [
                RowPair(original: 4, revised: 2, kind: .flip), RowPair(original: 1, revised: 0, kind: .flip),
            ]
        )
        #expect(try training.selecting(rows: [0, 2, 4]).pairs.isEmpty)
        #expect(try training.selecting(rows: Array(0..<training.rowCount)).pairs == training.pairs)
    }

    @Test("of rows that come several times are as many as both rows come")
    func repetition() throws {
        let training = try #require(Self.problems.first).trainingSet()
        let pairs = try training.selecting(rows: [0, 0, 1, 0, 1]).pairs
        #expect(pairs.map(\.original) == [0, 1] && pairs.map(\.revised) == [2, 4])
    }

    @Test("are refused when their rows have different roots")
    func roots() throws {
        let problem = try #require(Self.problems.first)
        #expect(throws: LearningError.pairOfSeveralRoots(pair: 1)) {
            try training(
                problem,
                weights: problem.weights,
                pairs: [
                    RowPair(original: 0, revised: 1, kind: .flip), RowPair(original: 1, revised: 2, kind: .flip),
                ]
            )
        }
    }

    @Test("weigh as often as their rows: weight 2 is the pair twice", arguments: problems)
    func weightTwo(problem: PairProblem) throws {
        var weights = problem.weights
        for row in [2, 3, 4, 5] { weights[row] = 2 }
        var twice = Array(0..<problem.rows.count)
        let once = try training(problem, weights: weights.indices.map { 2...5 ~= $0 ? 1 : weights[$0] })
        twice += [2, 3, 4, 5]
        let (weighted, repeated) = (
            try probabilities(training(problem, weights: weights), problem),
            try probabilities(once.selecting(rows: twice), problem)
        )
        #expect(distance(weighted, repeated) < 1e-4)
    }

    @Test("are the same in any order of rows", arguments: problems)
    func permutation(problem: PairProblem) throws {
        let straight = try training(problem, weights: problem.weights)
        let order = (0..<straight.rowCount).map { ($0 * 7) % straight.rowCount }
        let shuffled = try straight.selecting(rows: order)
        #expect(Set(order).count == order.count && shuffled.pairs.count == straight.pairs.count)
        #expect(try distance(probabilities(straight, problem), probabilities(shuffled, problem)) < 1e-4)
    }

    @Test("are absent when either row has no weight", arguments: problems, [0, 1])
    func weightZero(problem: PairProblem, member: Int) throws {
        var weights = problem.weights
        weights[2 + member] = 0
        let others = problem.rowPairs.filter { $0.original != 2 }
        let (without, absent) = (
            try probabilities(training(problem, weights: weights), problem),
            try probabilities(training(problem, weights: weights, pairs: others), problem)
        )
        #expect(without == absent)
    }

    @Test("say nothing where a row has no certain label, or labels do not fit the kind", arguments: problems)
    func uncertain(problem: PairProblem) throws {
        var targets = problem.labels.map { Target.label($0) }
        targets[2] = .not([problem.labels[2]])
        targets[7] = .label((problem.labels[7] + 1) % problem.labelCount)
        targets[5] = .label(problem.labels[4])
        // Rows 6 and 7 are the first invariance pair, rows 4 and 5 a flip pair.
        let others = problem.rowPairs.filter { ![2, 4, 6].contains($0.original) }
        let (all, some) = (
            try probabilities(training(problem, weights: problem.weights, targets: targets), problem),
            try probabilities(training(problem, weights: problem.weights, targets: targets, pairs: others), problem)
        )
        #expect(all == some)
    }

    @Test("add nothing where an item may have several labels")
    func severalLabels() throws {
        let problem = try #require(Self.problems.last)
        let targets = problem.labels.map { label in
            Target.set(present: [label], absent: (0..<problem.labelCount).filter { $0 != label })
        }
        let with = try probabilities(training(problem, weights: problem.weights, targets: targets), problem)
        let without = try probabilities(
            training(problem, weights: problem.weights, targets: targets, pairs: []),
            problem
        )
        #expect(with == without)
    }

    @Test("survive what scales, projects and draws rows")
    func otherSets() throws {
        let problem = try #require(Self.problems.first { $0.labelCount == 3 && $0.difference > 0 })
        for share in [1.0, 0.5, 0] {
            let training = try problem.trainingSet(sparseShare: share)
            let plain = LogisticRegression(l2: problem.l2)
            let paired = LogisticRegression(l2: problem.l2, pairs: .difference(5))
            func differ(_ one: some Classifier, _ other: some Classifier) throws -> Bool {
                let (left, right) = (try one.fit(training).model, try other.fit(training).model)
                return try distance(left.logits(of: training.features), right.logits(of: training.features)) > 0.05
            }
            #expect(try differ(ProjectedRegression(plain), ProjectedRegression(paired)))
            let members = try CommitteeMember.bootstrap(paired, on: training, count: 3, seed: 1)
            #expect(members.allSatisfy { $0.training.pairs == training.pairs })
        }
        let data = try counts(of: problem)
        let plain = try RatioScaled(LogisticRegression(), power: 0.5).fit(data).model.logits(of: data.features)
        let paired = try RatioScaled(LogisticRegression(pairs: .difference(5)), power: 0.5).fit(data).model
            .logits(of: data.features)
        #expect(distance(plain, paired) > 0.05)
    }

    /// The problem with features of at least 0.
    private func counts(of problem: PairProblem) throws -> TrainingSet {
        var builder = SparseMatrixBuilder(columnCount: problem.featureCount)
        for row in problem.rows {
            builder.append(columns: row.map { UInt32($0[0]) }, values: row.map { Float(abs($0[1])) })
        }
        return try TrainingSet(
            features: FeatureRows(sparse: builder.build()),
            targets: problem.labels.map { .label($0) },
            roots: problem.roots,
            pairs: problem.rowPairs,
            labelCount: problem.labelCount
        )
    }

    @Test("multiply the weights of flipped rows once, and of no others")
    func weighting() throws {
        let problem = try #require(Self.problems.first)
        let twice = problem.rowPairs + [RowPair(original: 1, revised: 0, kind: .flip)]
        let weighted = try training(problem, weights: problem.weights, pairs: twice).weightingPairs(by: 3)
        let flipped = Set(problem.rowPairs.filter { $0.kind == .flip }.flatMap { [$0.original, $0.revised] })
        #expect(weighted.weights.indices.allSatisfy { weighted.weights[$0] == (flipped.contains($0) ? 3 : 1) })
        #expect(weighted.pairs == twice)
    }

    @Test("of rows that got equal labels since multiply nothing: nothing flips")
    func equalLabels() throws {
        let problem = try #require(Self.problems.first)
        var targets = problem.labels.map { Target.label($0) }
        // The first pair is of a flip, rows 0 and 1.
        targets[1] = targets[0]
        let weighted = try training(problem, weights: problem.weights, targets: targets).weightingPairs(by: 3)
        #expect(problem.kinds[0] == .flip && problem.pairs[0] == [0, 1] && problem.pairs[1] == [2, 3])
        #expect(Array(weighted.weights.prefix(4)) == [1, 1, 3, 3])
    }
}
