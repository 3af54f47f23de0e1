import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct StoppingCriteriaTests {
    @Test("kappa, change and ΔF have the values of the definitions")
    func values() throws {
        // cohen_kappa_score of scikit-learn 1.9.1 gives 0.677419354838710 for these: po 0.8, pe 0.38.
        let old = try StoppingRoundTests.round([0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
        let new = try StoppingRoundTests.round([0, 0, 0, 1, 1, 1, 1, 1, 2, 0])
        let agreement = PredictionAgreement(old, new)
        #expect(abs(agreement.kappa - 0.677_419_354_838_71) < 1e-12)
        #expect(agreement.changedShare == 0.2 && agreement.itemCount == 10)
        // F1 by label: 6/8, 8/9, 2/3.
        #expect(abs(agreement.deltaF - (1 - (6.0 / 8 + 8.0 / 9 + 2.0 / 3) / 3)) < 1e-12)
    }

    @Test("rounds that agree on one label for all items agree perfectly")
    func oneLabel() throws {
        let round = try StoppingRoundTests.round([1, 1, 1])
        let agreement = PredictionAgreement(round, round)
        #expect(agreement.kappa == 1 && agreement.changedShare == 0 && agreement.deltaF == 0)
    }

    @Test("only items that both rounds looked at are compared")
    func common() throws {
        let old = try StoppingRoundTests.round([0, 1, 0, 1], keys: [1, 2, 3, 4])
        let new = try StoppingRoundTests.round([0, 0, 1, 0], keys: [9, 4, 2, 3])
        let agreement = PredictionAgreement(old, new)
        #expect(agreement.itemCount == 3 && agreement.changedCount == 1)
        let none = try PredictionAgreement(old, StoppingRoundTests.round([0], keys: [77]))
        #expect(none.itemCount == 0 && none.kappa == 1 && none.changedShare == 0)
    }

    @Test("in multi-label a set that changes by one label has changed, and kappa is the mean of the labels'")
    func multilabel() throws {
        func round(_ values: [Float]) throws -> StoppingRound {
            let matrix = DenseMatrix(rowCount: 4, columnCount: 2, values: values)
            return try StoppingRound(
                labelCount: 9,
                keys: [1, 2, 3, 4],
                raw: matrix,
                calibrated: matrix,
                isLabelled: [false, false, false, false],
                isMultilabel: true
            )
        }
        let agreement = PredictionAgreement(
            try round([0.9, 0.9, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1]),
            try round([0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1])
        )
        #expect(agreement.changedShare == 0.25)
        // The first label agrees; the second has po 3/4, pe 1/2·1/4 + 1/2·3/4.
        #expect(abs(agreement.kappa - (1 + 0.5) / 2) < 1e-12)
        #expect(abs(agreement.deltaF - (1 - (1 + 2.0 / 3) / 2)) < 1e-12)
    }

    /// Rounds on 1,000 items of which `changes` change from one to the next.
    static func series(_ labelCounts: [Int], changes: Int) throws -> [StoppingRound] {
        var labels = (0..<1000).map { $0 % 4 }
        var next = 0
        return try labelCounts.map { count in
            for _ in 0..<changes {
                labels[next % 1000] = (labels[next % 1000] + 1) % 4
                next += 1
            }
            return try StoppingRoundTests.round(labels, labelCount: count)
        }
    }

    @Test("trainings after each label are compared 25 labels apart, beyond 625 by 4 %")
    func spacing() {
        #expect(RoundSpacing.chosen(from: Array(1...110)) == [9, 34, 59, 84, 109])
        #expect(RoundSpacing.chosen(from: Array(1...110), limit: 2) == [84, 109])
        #expect(RoundSpacing.chosen(from: [100, 200, 300]) == [0, 1, 2])
        #expect(RoundSpacing.chosen(from: []).isEmpty)
        let counts = Array(1...10_000)
        #expect(RoundSpacing.chosen(from: counts, limit: 3).map { counts[$0] } == [9_216, 9_600, 10_000])
        // Annotations were taken back: the newest training counts, later ones of more labels do not.
        #expect(RoundSpacing.chosen(from: [50, 80, 120, 100, 101]) == [0, 4])
    }

    @Test("as many more labels as are said to be missing are enough, and one less is not")
    func missing() {
        for start in [1, 40, 600, 5000] {
            var counts = [start]
            let missing = RoundSpacing.missingLabels(counts, for: 4)
            counts += start + 1..<start + missing
            #expect(RoundSpacing.missingLabels(counts, for: 4) == 1)
            counts.append(start + missing)
            #expect(RoundSpacing.missingLabels(counts, for: 4) == 0)
        }
        #expect(RoundSpacing.missingLabels([], for: 4) == 75)
    }

    @Test("with too few trainings nothing is said but how many labels are missing")
    func notYet() throws {
        for criteria in [
            StoppingCriteria(over: try Self.series(Array(10...50), changes: 0)),
            StoppingCriteria(over: try Self.series([10, 35, 50], changes: 0)),
        ] {
            #expect(criteria.findings.map(\.criterion) == StoppingCriterion.allCases)
            for finding in criteria.findings {
                #expect(finding.state == .notYet(moreLabels: 35) && finding.value == nil)
                #expect(finding.sentence == "not yet: 35 more labels")
            }
        }
        #expect(StoppingCriteria(over: []).findings.allSatisfy { $0.state == .notYet(moreLabels: 75) })
    }

    @Test("criteria are met on one side of their thresholds and not on the other")
    func thresholds() throws {
        let counts = [100, 125, 150, 175]
        func finding(_ criterion: StoppingCriterion, changes: Int) throws -> StoppingFinding {
            let criteria = StoppingCriteria(over: try Self.series(counts, changes: changes))
            return try #require(criteria.findings.first { $0.criterion == criterion })
        }
        for (changes, isMet) in [(0, true), (14, true), (20, true), (21, false), (90, false)] {
            let finding = try finding(.classificationChange, changes: changes)
            #expect(
                finding.state == (isMet ? .met : .notMet) && abs((finding.value ?? 9) - Double(changes) / 1000) < 1e-12
            )
        }
        #expect(try finding(.deltaF, changes: 14).state == .met && finding(.deltaF, changes: 25).state == .notMet)
        #expect(
            try finding(.kappaAverage, changes: 20).state == .met
                && finding(.kappaAverage, changes: 25).state == .notMet
        )
        let sentence = try finding(.classificationChange, changes: 14).sentence
        #expect(
            sentence.hasPrefix(
                "the last four trainings changed 1.4 % of predictions; up to 2.0 % little is left to gain"
            )
        )
    }

    @Test("one move of uncertainty that is too large in the last three keeps its criteria from being met")
    func moves() throws {
        func criteria(_ uncertainties: [Float]) throws -> [StoppingFinding] {
            let rounds = try uncertainties.enumerated().map { index, value in
                let matrix = DenseMatrix(
                    rowCount: 60,
                    columnCount: 2,
                    values: (0..<60).flatMap { _ in [1 - value, value] }
                )
                return try StoppingRound(
                    labelCount: 100 + 25 * index,
                    keys: (0..<60).map { Int64($0) },
                    raw: matrix,
                    calibrated: matrix,
                    isLabelled: (0..<60).map { _ in false }
                )
            }
            return StoppingCriteria(over: rounds).findings.filter {
                $0.criterion == .overallUncertainty || $0.criterion == .expectedError
            }
        }
        #expect(try criteria([0.3, 0.2, 0.201, 0.202, 0.201]).allSatisfy { $0.state == .met })
        let moved = try criteria([0.2, 0.25, 0.201, 0.202, 0.201])
        #expect(moved.count == 2 && moved.allSatisfy { $0.state == .notMet && abs(($0.value ?? 0) - 0.049) < 1e-6 })
    }

    @Test("trainings on other items, or on a handful, are not compared")
    func tooFew() throws {
        let rounds = try (0..<4).map { try StoppingRoundTests.round([0, 1, 2, 3], labelCount: 100 + 25 * $0) }
        #expect(StoppingCriteria(over: rounds).findings.allSatisfy { $0.state == .tooFewItems && $0.value == nil })
    }
}
