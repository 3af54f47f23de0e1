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

    @Test("is never one that surely costs accuracy on originals")
    func admissible() throws {
        let texts = try PairedTexts(pairCount: 40, singleCount: 200)
        let broken = PairChoice.Candidate(OnlyRevised(), weight: 1)
        let plain = PairChoice.Candidate(LogisticRegression(), weight: 1)
        let choice = try #require(PairChoice.run([plain, broken], on: texts.training, seed: 1))
        #expect(choice.best == 0)
        #expect(choice.findings[1].originals.value < choice.findings[0].originals.value - 0.1)
    }

    @Test("is the preferred one while no other is surely more consistent")
    func preferred() throws {
        let texts = try PairedTexts(pairCount: 30, singleCount: 200)
        let same = [1.0, 1, 1].map { PairChoice.Candidate(LogisticRegression(), weight: $0) }
        #expect(PairChoice.run(same, preferring: 1, on: texts.training, seed: 1)?.best == 1)
        #expect(PairChoice.run(same, on: texts.training, seed: 1)?.best == 0)
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

/// Takes everything for a revised text: learns the labels the wrong way round.
private struct OnlyRevised: Classifier {
    static let abilities = LogisticRegression.abilities

    func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        let rows = training.pairs.map(\.revised)
        return try LogisticRegression().fit(training.selecting(rows: rows), from: nil, cancellation: cancellation)
    }
}
