import Testing
import WinnowLearning
import WinnowNumerics

@Suite("The weight of pairs")
struct PairChoiceTests {
    private func candidates(_ classifier: some Classifier = LogisticRegression()) -> [PairChoice.Candidate] {
        PairChoice.weights.map { PairChoice.Candidate(classifier, weight: $0) }
    }

    @Test("is the one of highest consistency on pairs that were held out")
    func highest() throws {
        let texts = try PairedTexts(pairCount: 30, singleCount: 200)
        let choice = try #require(PairChoice.run(candidates(), on: texts.training, seed: 1))
        let shares = choice.findings.map(\.consistency.value)
        #expect(choice.best > 0 && shares[choice.best] == shares.max())
        #expect(shares[choice.best] > shares[0] + 0.05, "\(shares)")
    }

    @Test("is never one that surely costs accuracy on originals, however consistent it is")
    func admissible() throws {
        // The second has all pairs right, and ten singles wrong.
        let rows = try ToldRows(
            pairCount: 40,
            singleCount: 40,
            wrong: [.init(revised: Set(0..<5)), .init(singles: Set(0..<10))]
        )
        let choice = try #require(PairChoice.run(ToldRows.candidates(2), on: rows.training, seed: 1))
        #expect(choice.best == 0)
        #expect(choice.findings.map(\.consistency.value) == [0.875, 1])
        #expect(choice.findings.map(\.originals.value) == [1, 0.875])
    }

    @Test("may be one that has a single original of a few wrong, which is chance")
    func oneOriginal() throws {
        let rows = try ToldRows(pairCount: 8, wrong: [.init(revised: [0, 1, 2]), .init(originals: [7])])
        let choice = try #require(PairChoice.run(ToldRows.candidates(2), on: rows.training, seed: 1))
        #expect(choice.findings.map(\.consistency.value) == [0.625, 0.875])
        #expect(choice.best == 1)
    }

    @Test(
        "is the preferred one while no other is surely more consistent: two roots more are chance, three are not",
        arguments: [(1, 0), (2, 0), (3, 1), (12, 1)]
    )
    func preferred(rootCount: Int, expected: Int) throws {
        let rows = try ToldRows(pairCount: 40, wrong: [.init(revised: Set(0..<rootCount)), .init()])
        let candidates = ToldRows.candidates(2)
        let choice = try #require(PairChoice.run(candidates, preferring: 0, on: rows.training, seed: 1))
        #expect(choice.findings[1].consistency == Estimate.share(successes: 40, trials: 40))
        #expect(choice.findings[0].consistency == Estimate.share(successes: 40 - rootCount, trials: 40))
        #expect(choice.best == expected)
        // Without one that is preferred any difference decides.
        #expect(PairChoice.run(candidates, on: rows.training, seed: 1)?.best == 1)
        // And it is left for none that is as consistent or less.
        #expect(PairChoice.run(candidates, preferring: 1, on: rows.training, seed: 1)?.best == 1)
    }

    @Test("is one that is surely more consistent than the preferred one, also where a less certain one is more so")
    func certain() throws {
        // Beside the first, the second has 3 roots more; the third has 11 more and 7 less, which is no more than chance.
        let rows = try ToldRows(
            pairCount: 40,
            wrong: [.init(revised: Set(0..<11)), .init(revised: Set(3..<11)), .init(revised: Set(20..<27))]
        )
        let candidates = ToldRows.candidates(3)
        let choice = try #require(PairChoice.run(candidates, preferring: 0, on: rows.training, seed: 1))
        let shares = choice.findings.map(\.consistency.value)
        #expect(shares[2] > shares[1] && shares[1] > shares[0])
        #expect(choice.best == 1)
        #expect(PairChoice.run(candidates, on: rows.training, seed: 1)?.best == 2)
    }

    @Test("is the preferred one where there is one pair")
    func onePair() throws {
        let rows = try ToldRows(pairCount: 1, singleCount: 30, wrong: [.init(revised: [0]), .init()])
        let choice = try #require(PairChoice.run(ToldRows.candidates(2), preferring: 0, on: rows.training, seed: 1))
        #expect(choice.findings.map(\.consistency.value) == [0, 1] && choice.best == 0)
    }

    @Test("is measured on originals and members of pairs, and on no draft that is marked as one")
    func drafts() throws {
        let rows = try ToldRows(pairCount: 20, singleCount: 10, draftCount: 6, wrong: [.init()])
        let marked = try #require(
            PairChoice.run(ToldRows.candidates(1), on: rows.training.marking(drafts: rows.drafts), seed: 1)
        ).findings[0]
        #expect(marked.originals == Estimate.share(successes: 30, trials: 30))
        #expect(marked.consistency == Estimate.share(successes: 20, trials: 20))
        let unmarked = try #require(PairChoice.run(ToldRows.candidates(1), on: rows.training, seed: 1)).findings[0]
        #expect(unmarked.originals == Estimate.share(successes: 30, trials: 36))
        #expect(unmarked.consistency == marked.consistency)
        let part = try rows.training.marking(drafts: rows.drafts).selecting(rows: [55, 0, 54, 1])
        #expect(part.drafts == [0, 2])
        #expect(try part.weightingPairs(by: 3).drafts == part.drafts)
    }

    @Test("costs no fit where nothing flips: without pairs, with equal labels, and with rows of no weight")
    func nothing() throws {
        let rows = try ToldRows(pairCount: 20, wrong: [.init()]).training
        let classifier = CountingClassifier()
        func choice(
            targets: [Target]? = nil,
            weights: [Double]? = nil,
            pairs: [RowPair]? = nil
        ) throws -> PairChoice? {
            let training = try TrainingSet(
                features: rows.features,
                targets: targets ?? rows.targets,
                weights: weights,
                roots: rows.roots,
                pairs: pairs ?? rows.pairs,
                labelCount: 2
            )
            return PairChoice.run(candidates(classifier), on: training, seed: 1)
        }
        // Revised rows have the odd numbers.
        let originals = rows.targets.indices.map { $0 - $0 % 2 }
        #expect(try choice(pairs: []) == nil)
        #expect(try choice(targets: originals.map { rows.targets[$0] }) == nil)
        #expect(try choice(weights: rows.targets.indices.map { $0 % 2 == 0 ? 1 : 0 }) == nil)
        #expect(classifier.counter.value == 0)
        #expect(try choice() != nil)
        // Five fits for each of three candidates.
        #expect(classifier.counter.value == 15)
    }

    @Test("is the same for the same seed, and unknown without pairs, with few rows or when nobody wants it")
    func edges() throws {
        let texts = try PairedTexts(pairCount: 20, singleCount: 60)
        let (one, other) = (
            PairChoice.run(candidates(), on: texts.training, seed: 4),
            PairChoice.run(candidates(), on: texts.training, seed: 4)
        )
        #expect(one?.best == other?.best && one?.findings == other?.findings)
        let singles = try PairedTexts(pairCount: 0, singleCount: 60)
        #expect(PairChoice.run(candidates(), on: singles.training, seed: 1) == nil)
        let few = try PairedTexts(pairCount: 2, singleCount: 1)
        #expect(PairChoice.run(candidates(), on: few.training, seed: 1) == nil)
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(PairChoice.run(candidates(), on: texts.training, seed: 1, cancellation: cancellation) == nil)
    }

    @Test("and losses of pairs make a model consistent that was not, on texts of other roots")
    func learning() throws {
        let (few, held) = (
            try PairedTexts(pairCount: 30, singleCount: 200),
            try PairedTexts(pairCount: 200, singleCount: 0, seed: 9)
        )
        let plain = try held.report(of: LogisticRegression(), on: few.training).consistency.value
        let weighted = try held.report(of: LogisticRegression(), on: few.training.weightingPairs(by: 3))
        #expect(weighted.consistency.value > plain + 0.05)
        for loss in [PairLoss.difference(3), .gradientSupervision(3)] {
            let report = try held.report(of: LogisticRegression(pairs: loss), on: few.training)
            #expect(report.consistency.value > plain + 0.05, "\(loss)")
        }
    }
}
