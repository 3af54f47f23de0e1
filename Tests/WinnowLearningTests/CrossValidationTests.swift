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
                LogisticRegression(),
                on: training,
                strengths: [1],
                seed: 1,
                cancellation: cancellation
            ) == nil
        )
        #expect(throws: LearningError.cancelled) {
            try LogisticRegression().fit(training, cancellation: cancellation)
        }
    }

    @Test("labels of one row cost that row and no fold", arguments: [2, 3], [1, 5])
    func singleRows(common: Int, single: Int) throws {
        let training = try Self.training(common: common, single: single)
        let validation = try #require(
            CrossValidation.run(LogisticRegression(), on: training, strengths: [1, 0.1], seed: 1)
        )
        let rows = validation.heldOut.rows
        #expect(rows.count == 60)
        #expect(rows.allSatisfy { $0.truth.count == common + single && $0.truth.count { $0 == true } == 1 })
        #expect(rows.allSatisfy { $0.logits.count == common + single })
        for label in 0..<common { #expect(rows.count { $0.truth[label] == true } == 60 / common) }
        // A label that the fold's fit has not seen is neither true nor false of a row.
        #expect((common..<common + single).allSatisfy { label in rows.contains { $0.truth[label] == nil } })
        #expect(validation.losses.allSatisfy { $0.loss.isFinite && $0.loss > 0 })
        for kind in Calibration.Kind.allCases where kind != .none {
            #expect(Calibration.fit(kind, to: validation.heldOut) != .none)
        }
    }
}
