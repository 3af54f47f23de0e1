import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct CrossValidationTests {
    /// `common` labels of many rows each, then labels of one row each.
    static func training(common: Int, single: Int) throws -> TrainingSet {
        let base = try LogisticRegressionTests.small(labelCount: common, rowCount: 60 + single)
        return try TrainingSet(
            features: base.features,
            targets: base.targets.enumerated().map { $0.offset < 60 ? $0.element : .label(common + $0.offset - 60) },
            labelCount: common + single
        )
    }

    @Test("what nobody wants any more is neither fitted nor validated")
    func cancelled() throws {
        let training = try Self.training(common: 3, single: 0)
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(
            CrossValidation.run(
                [LogisticRegression()],
                on: training,
                seed: 1,
                cancellation: cancellation
            ) == nil
        )
        #expect(throws: LearningError.cancelled) {
            try LogisticRegression().solve(training, cancellation: cancellation)
        }
    }

    @Test("labels of one row cost that row and no fold", arguments: [2, 3], [1, 5])
    func singleRows(common: Int, single: Int) throws {
        let training = try Self.training(common: common, single: single)
        let validation = try #require(
            CrossValidation.run([1, 0.1].map { LogisticRegression(l2: $0) }, on: training, seed: 1)
        )
        let rows = validation.heldOut.rows
        #expect(rows.count == 60)
        #expect(rows.allSatisfy { $0.truth.count == common + single && $0.truth.count { $0 == true } == 1 })
        #expect(rows.allSatisfy { $0.logits.count == common + single })
        for label in 0..<common { #expect(rows.count { $0.truth[label] == true } == 60 / common) }
        // A label that the fold's fit has not seen is neither true nor false of a row.
        #expect((common..<common + single).allSatisfy { label in rows.contains { $0.truth[label] == nil } })
        #expect(validation.losses.allSatisfy { $0.isFinite && $0 > 0 })
        for kind in Calibration.Kind.allCases where kind != .none {
            #expect(Calibration.fit(kind, to: validation.heldOut) != .none)
        }
    }

    @Test("the classifier's strength stays unless another one is better by more than chance")
    func standardError() throws {
        // Labels that the rows say nothing about: every strength is as good as another, but for chance.
        var generator = SeededGenerator(seed: 3, purpose: "noise")
        var builder = SparseMatrixBuilder(columnCount: 5)
        var targets: [Target] = []
        for _ in 0..<80 {
            builder.append(columns: [0, 1, 2, 3, 4], values: (0..<5).map { _ in Float(generator.uniform()) - 0.5 })
            targets.append(.label(generator.uniform() < 0.5 ? 0 : 1))
        }
        let noise = try TrainingSet(features: FeatureRows(sparse: builder.build()), targets: targets, labelCount: 2)
        let strengths = LogisticRegression.strengths
        func validation(preferring preferred: Int?, _ training: TrainingSet) throws -> CrossValidation {
            let candidates = strengths.map { LogisticRegression(l2: $0) }
            return try #require(CrossValidation.run(candidates, preferring: preferred, on: training, seed: 1))
        }
        // A weak strength learns the noise by heart, and every row shows it.
        let weakest = strengths.count - 1
        let given = try validation(preferring: weakest, noise)
        let least = try #require(strengths.indices.min { given.losses[$0] < given.losses[$1] })
        #expect(given.best == least && least < weakest)
        // Where rows tell the label, several strengths are as good as each other but for chance.
        let clear = try Self.training(common: 3, single: 0)
        let best = try validation(preferring: nil, clear).best
        let kept = try strengths.indices.filter { own in
            let found = try validation(preferring: own, clear).best
            #expect(found == own || found == best)
            return found == own
        }
        #expect(kept.count >= 2)
    }
}
