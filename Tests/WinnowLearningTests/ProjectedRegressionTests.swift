import Testing
import WinnowLearning
import WinnowNumerics

@Suite("A regression after a projection")
struct ProjectedRegressionTests {
    static let regression = LogisticRegression(balancesLabels: true, tolerance: 1e-9)
    static let subjects = [
        ProjectedRegression(
            regression,
            projection: .contrastive(ContrastiveProjection(temperature: 0.5, pull: 0.1))
        ),
        ProjectedRegression(regression, projection: .discriminant(DiscriminantProjection(size: 2))),
    ]

    @Test(
        "is a linear model of the features as they are, that says what the regression says of projected rows",
        arguments: subjects
    )
    func folds(subject: ProjectedRegression) throws {
        for kind in [FeatureKind.dense, .both] {
            let data = ConformanceData(kind)
            let training = try data.training()
            let table = try #require(try subject.projection.learn(training, balancesLabels: true))
            func projected(_ features: FeatureRows) throws -> FeatureRows {
                let dense = try #require(features.dense)
                var moved = WideMatrix(zeros: dense.rowCount, table.columnCount)
                moved.addProduct(WideMatrix(dense), table)
                var values = DenseMatrix(zeros: dense.rowCount, table.columnCount)
                for row in 0..<dense.rowCount {
                    for column in 0..<table.columnCount { values[row, column] = moved[row, column] }
                }
                return FeatureRows(sparse: features.sparse, dense: values)
            }
            let inner = try TrainingSet(
                features: projected(training.features),
                targets: training.targets,
                labelCount: training.labelCount
            )
            let expected = try Self.regression.fit(inner).model.logits(of: projected(data.features))
            let model = try subject.fit(training).model
            let found = try model.logits(of: data.features)
            #expect(model is LinearModel)
            #expect(distance(found, expected) < 1e-3, "\(kind)")
            let plain = try Self.regression.fit(training).model.logits(of: data.features)
            #expect(distance(found, plain) > 0.05, "\(kind)")
        }
    }

    @Test("is the regression alone where there is nothing to project", arguments: subjects)
    func plain(subject: ProjectedRegression) throws {
        var cases = [try ConformanceData(.sparse).training(), try ConformanceData(.both, .sets).training()]
        let dense = ConformanceData(.dense)
        cases.append(
            try TrainingSet(
                features: dense.pool.gather(0..<3),
                targets: [.label(1), .label(1), .label(1)],
                labelCount: 3
            )
        )
        cases.append(try TrainingSet(features: dense.pool.gather([4]), targets: [.label(1)], labelCount: 3))
        let constant = FeatureRows(dense: DenseMatrix(rowCount: 4, columnCount: 2, values: [1, 2, 1, 2, 1, 2, 1, 2]))
        cases.append(
            try TrainingSet(features: constant, targets: [.label(0), .label(1), .label(1), .label(0)], labelCount: 2)
        )
        for training in cases {
            let (found, expected) = (
                try subject.fit(training).model.record, try Self.regression.fit(training).model.record
            )
            #expect(found == expected)
        }
    }

    @Test("held fast it is the regression too")
    func held() throws {
        let data = ConformanceData(.dense)
        let fast = ProjectedRegression(Self.regression, projection: .contrastive(ContrastiveProjection(pull: 1e9)))
        let found = try fast.probabilities(data.training(), of: data.features)
        let plain = try Self.regression.probabilities(data.training(), of: data.features)
        #expect(distance(found, plain) < 1e-4)
    }

    @Test(
        "from an earlier fit, of the same rows or fewer, or fewer labels, it ends where it ends from nothing",
        arguments: subjects
    )
    func warm(subject: ProjectedRegression) throws {
        let data = ConformanceData(.both)
        let training = try data.training()
        let cold = try subject.fit(training).model.logits(of: data.features)
        let fewerLabels = (0..<90).filter { data.targets[$0] != .label(2) }
        for rows in [Array(0..<60), Array(0..<90), fewerLabels] {
            let earlier = try subject.fit(data.training(rows: rows))
            let start = FitStart(rows: (0..<90).map { rows.firstIndex(of: $0) }, fit: earlier)
            let warm = try subject.fit(training, from: start, cancellation: nil)
            #expect(try distance(warm.model.logits(of: data.features), cold) < 5e-3, "\(rows.count)")
        }
        let plain = FitStart(rows: (0..<90).map { $0 }, fit: try Self.regression.fit(training))
        let fromPlain = try subject.fit(training, from: plain, cancellation: nil)
        #expect(try fromPlain.model.logits(of: data.features) == cold)
    }

    @Test("numbers of any size give finite weights, or none", arguments: subjects)
    func sizes(subject: ProjectedRegression) throws {
        for size: Float in [1e-30, 1e-12, 1e12, 1e18] {
            let values: [Float] = [1, 0, 0.9, 0.2, 0, 1, -0.1, 0.7].map { size * $0 }
            let training = try TrainingSet(
                features: FeatureRows(dense: DenseMatrix(rowCount: 4, columnCount: 2, values: values)),
                targets: [.label(0), .label(0), .label(1), .label(1)],
                labelCount: 2
            )
            let model = try #require(try subject.fit(training).model as? LinearModel)
            #expect(model.weights.allSatisfy(\.isFinite) && model.bias.allSatisfy(\.isFinite), "\(size)")
        }
    }

    @Test("validation takes a challenger only when it is surely better than what is taken without it")
    func challengers() throws {
        let training = try ConformanceData(.dense).training()
        func run(_ candidates: [any Classifier], _ challengers: [any Classifier]) throws -> CrossValidation {
            try #require(
                CrossValidation.run(candidates, preferring: 0, challengedBy: challengers, on: training, seed: 1)
            )
        }
        let (weak, usual) = (LogisticRegression(l2: 1e4), LogisticRegression(l2: 0.1))
        let same = try run([usual], [usual])
        #expect(same.best == 0 && same.losses.count == 2)
        #expect(try run([weak], [usual]).best == 1)
        #expect(try run([usual], [weak]).best == 0)
        #expect(try run([weak, usual], [usual]).best == 1)
        let alone = try run([weak, usual], [])
        let beside = try run([weak, usual], [ProjectedRegression(weak), ProjectedRegression(weak)])
        #expect(beside.best == alone.best && Array(beside.losses[..<2]) == alone.losses && beside.losses.count == 4)
        #expect(beside.losses[2] == beside.losses[3])
    }
}
