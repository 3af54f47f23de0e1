import Testing
import WinnowLearning
import WinnowNumerics

@Suite("A report on pairs")
struct PairReportTests {
    /// Three roots: one with two revisions, one with one, one with a swap; and a row by itself.
    private func report(_ probabilities: [Float]) -> PairReport {
        PairReport(
            EvaluationSet(
                probabilities: DenseMatrix(
                    rowCount: 8,
                    columnCount: 2,
                    values: probabilities.flatMap { [1 - $0, $0] }
                ),
                truth: [[1], [0], [0], [0], [1], [1], [1], [0]],
                roots: [1, 1, 1, 2, 2, 3, 3, 4]
            ),
            pairs: [
                RowPair(original: 0, revised: 1, kind: .flip), RowPair(original: 0, revised: 2, kind: .flip),
                RowPair(original: 3, revised: 4, kind: .flip), RowPair(original: 5, revised: 6, kind: .invariance),
            ]
        )
    }

    @Test("counts a root as consistent when all its rows are right, the original among them")
    func consistency() {
        let all = report([0.9, 0.2, 0.3, 0.1, 0.8, 0.7, 0.6, 0.4])
        #expect(all.consistency.value == 1 && all.originals.value == 1 && all.revised.value == 1)
        #expect(all.rootCount == 3 && all.flipCount == 3 && all.invarianceCount == 1)
        let one = report([0.9, 0.2, 0.6, 0.1, 0.8, 0.7, 0.6, 0.4])
        #expect(one.consistency == Estimate.share(successes: 1, trials: 2))
        #expect(abs(one.revised.value - 2.0 / 3) < 1e-12 && one.originals.value == 1)
        let original = report([0.4, 0.2, 0.3, 0.1, 0.8, 0.7, 0.6, 0.4])
        #expect(original.consistency.value == 0.5 && original.revised.value == 1)
    }

    @Test("looks at members of flip pairs only, and at no pair of rows that have equal labels since")
    func members() {
        // Of root 1 a pair, and two rows that the classifier has wrong: of a swap and of no pair. Of root 2 a flip that is none.
        let report = PairReport(
            EvaluationSet(
                probabilities: DenseMatrix(
                    rowCount: 6,
                    columnCount: 2,
                    values: ([0.9, 0.2, 0.3, 0.8, 0.1, 0.9] as [Float]).flatMap { [1 - $0, $0] }
                ),
                truth: [[1], [0], [1], [0], [0], [0]],
                roots: [1, 1, 1, 1, 2, 2]
            ),
            pairs: [
                RowPair(original: 0, revised: 1, kind: .flip), RowPair(original: 0, revised: 2, kind: .invariance),
                RowPair(original: 4, revised: 5, kind: .flip),
            ]
        )
        #expect(report.consistency == Estimate.share(successes: 1, trials: 1))
        #expect(report.flipCount == 1 && report.rootCount == 2 && report.invarianceCount == 1)
        #expect(report.revised == Estimate.share(successes: 1, trials: 1))
        #expect(report.originals == Estimate.share(successes: 2, trials: 2))
        #expect(report.invarianceFlips.value == 1)
    }

    @Test("counts the margin where the label is wrong but the edit turns the right way")
    func margin() {
        let softer = report([0.4, 0.2, 0.3, 0.6, 0.8, 0.7, 0.6, 0.4])
        #expect(softer.margin.value == 1 && softer.consistency.value == 0)
        let turned = report([0.4, 0.5, 0.3, 0.6, 0.8, 0.7, 0.6, 0.4])
        #expect(abs(turned.margin.value - 2.0 / 3) < 1e-12)
        let certain = report([1, 0, 0, 0, 1, 0.7, 0.6, 0.4])
        #expect(certain.margin.value == 1)
    }

    @Test("tells how often and how far a change that ought not to matter does")
    func invariance() {
        let kept = report([0.9, 0.2, 0.3, 0.1, 0.8, 0.75, 0.5, 0.4])
        #expect(kept.invarianceFlips.value == 1 && abs(kept.invarianceShift.value - 0.25) < 1e-6)
        let flipped = report([0.9, 0.2, 0.3, 0.1, 0.8, 0.75, 0.6, 0.4])
        #expect(flipped.invarianceFlips.value == 0)
    }

    @Test("has Wilson's interval of as many trials as there are roots")
    func intervals() {
        let all = report([0.9, 0.2, 0.3, 0.1, 0.8, 0.7, 0.6, 0.4])
        // Three pairs of two roots.
        #expect(all.margin == Estimate.share(successes: 2, trials: 2))
        let consistent = Estimate.share(successes: 45, trials: 50)
        #expect(abs((consistent.bounds?.lowerBound ?? 0) - 0.7864) < 1e-4)
        #expect(abs((consistent.bounds?.upperBound ?? 0) - 0.9565) < 1e-4)
    }

    @Test("of no pairs knows nothing and says so")
    func empty() {
        let set = EvaluationSet(probabilities: DenseMatrix(zeros: 0, 2), truth: [])
        let report = PairReport(set, pairs: [])
        #expect(report.consistency == Estimate(value: 0, bounds: 0...1) && report.margin.bounds == 0...1)
    }
}
