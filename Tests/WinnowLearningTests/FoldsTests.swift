import Testing
import WinnowLearning

@Suite struct FoldsTests {
    @Test("folds spread the rows that have a label, not those that lack it")
    func multilabelFolds() throws {
        let base = try LogisticRegressionTests.small(labelCount: 2, rowCount: 60)
        let training = try TrainingSet(
            features: base.features,
            targets: (0..<60).map { $0 % 3 == 0 ? .set(present: [0], absent: []) : .set(present: [], absent: [0]) },
            labelCount: 2
        )
        let folds = Folds(training, count: 5, seed: 3)
        for fold in 0..<5 { #expect(folds.rows(in: fold).count { $0 % 3 == 0 } == 4) }
    }

    @Test("folds do not take 'not this label' for that label")
    func partialFolds() throws {
        let base = try LogisticRegressionTests.small(labelCount: 2, rowCount: 60)
        let training = try TrainingSet(
            features: base.features,
            targets: (0..<60).map { $0 % 3 == 0 ? .label(0) : .not([0]) },
            labelCount: 2
        )
        let folds = Folds(training, count: 5, seed: 3)
        for fold in 0..<5 { #expect(folds.rows(in: fold).count { $0 % 3 == 0 } == 4) }
    }
}
