import Foundation
import Synchronization
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct ModelSelectionTests {
    static let strengths = SearchSpace([
        Hyperparameter("classifier", .choice(["lr", "svm"])),
        Hyperparameter("l2", .real(1e-4...1e3, isLogarithmic: true)),
        Hyperparameter("balance", .choice(["yes", "no"]), if: .init("classifier", ["lr"])),
    ])

    static func setting(_ configuration: SearchSpace.Configuration, _ training: TrainingSet) -> ModelSelection.Setting?
    {
        guard let l2 = configuration["l2"]?.real else { return nil }
        return configuration["classifier"]?.word == "svm"
            ? ModelSelection.Setting(LinearSVM(l2: l2), on: training)
            : ModelSelection.Setting(
                LogisticRegression(l2: l2, balancesLabels: configuration["balance"]?.word == "yes"),
                on: training
            )
    }

    static func search(
        _ method: ModelSelection.Method,
        trialCount: Int = 24,
        seed: UInt64 = 1,
        on training: TrainingSet
    ) -> ModelSelection.Outcome? {
        ModelSelection(strengths, by: method, trialCount: trialCount, seed: seed).run(
            given: [["classifier": .choice("lr"), "l2": .real(1000), "balance": .choice("no")]]
        ) { setting($0, training) }
    }

    @Test(
        "a search finds better hyperparameters than poor ones, and knows when they are surely better",
        arguments: ModelSelection.Method.allCases
    )
    func finds(method: ModelSelection.Method) throws {
        let training = try LogisticRegressionTests.small(labelCount: 3, rowCount: 150)
        let outcome = try #require(Self.search(method, on: training))
        #expect(outcome.best != 0 && outcome.isSurelyBetter)
        let (first, best) = (outcome.trials[0], outcome.trials[outcome.best])
        #expect(try #require(best.loss) < #require(first.loss))
        #expect(outcome.trials.allSatisfy { ($0.loss == nil) == ($0.state != .completed) })
        #expect(outcome.trials.map(\.number) == Array(outcome.trials.indices))
    }

    @Test("the same seed gives the same trials, another one others")
    func seeds() throws {
        let training = try LogisticRegressionTests.small(labelCount: 2, rowCount: 80)
        let first = try #require(Self.search(.parzen, on: training))
        #expect(Self.search(.parzen, on: training)?.trials == first.trials)
        #expect(Self.search(.parzen, seed: 2, on: training)?.trials != first.trials)
    }

    @Test("a hyperparameter whose condition does not hold has no value; all values are in their ranges")
    func conditions() throws {
        let training = try LogisticRegressionTests.small(labelCount: 2, rowCount: 80)
        for method in ModelSelection.Method.allCases {
            for trial in try #require(Self.search(method, on: training)).trials {
                let isLR = trial.configuration["classifier"] == .choice("lr")
                #expect((trial.configuration["balance"] != nil) == isLR)
                let l2 = try #require(trial.configuration["l2"]?.real)
                #expect((1e-4...1e3).contains(l2))
                // Three digits.
                #expect(Double(String(format: "%.2e", l2)) == l2)
            }
        }
    }

    @Test("trials that are worse than most end early, and the best is never one of them")
    func stopping() throws {
        let training = try LogisticRegressionTests.small(labelCount: 3, rowCount: 150)
        let outcome = try #require(Self.search(.random, trialCount: 60, on: training))
        let stopped = outcome.trials.filter { $0.state == .stopped }
        #expect(stopped.count > 10 && stopped.allSatisfy { (2..<5).contains($0.foldLosses.count) })
        #expect(outcome.trials[outcome.best].foldLosses.count == 5)
    }

    @Test("configurations that make no sense fail and cost nothing else")
    func failing() throws {
        let training = try LogisticRegressionTests.small(labelCount: 2, rowCount: 80)
        let outcome = try #require(
            ModelSelection(Self.strengths, by: .random, trialCount: 12, seed: 3).run(
                given: [["classifier": .choice("lr"), "l2": .real(1)]]
            ) { $0["classifier"]?.word == "svm" ? nil : Self.setting($0, training) }
        )
        let failed = outcome.trials.filter { $0.state == .failed }
        #expect(!failed.isEmpty && failed.allSatisfy { $0.configuration["classifier"] == .choice("svm") })
        #expect(outcome.trials[outcome.best].state == .completed)
    }

    @Test("too little to validate on, and a search that nobody wants any more, find nothing")
    func nothing() throws {
        #expect(Self.search(.random, on: try LogisticRegressionTests.small(labelCount: 2, rowCount: 9)) == nil)
        #expect(Self.search(.random, on: try LogisticRegressionTests.small(labelCount: 1, rowCount: 40)) == nil)
        let cancellation = Cancellation()
        cancellation.cancel()
        let training = try LogisticRegressionTests.small(labelCount: 2)
        let outcome = ModelSelection(Self.strengths, by: .random, trialCount: 4, seed: 1)
            .run(given: [], cancellation: cancellation) { Self.setting($0, training) }
        #expect(outcome == nil)
    }

    @Test("a grid has the ends of each range and no combination twice")
    func grid() {
        let all = Self.strengths.grid(levelCount: 3, limit: 100)
        // Three strengths, and for one of two classifiers two words.
        #expect(all.count == 9 && Set(all).count == 9)
        #expect(Set(all.compactMap { $0["l2"]?.real }) == [1e-4, 0.316, 1000])
        #expect(Self.strengths.grid(levelCount: 3, limit: 4).count == 4)
    }

    @Test("of a grid that is larger than the trials all words and levels have their share")
    func largeGrid() {
        let space = SearchSpace([
            Hyperparameter("kind", .choice(["a", "b", "c"])),
            Hyperparameter("l2", .real(0.001...1000, isLogarithmic: true), if: .init("kind", ["a", "b"])),
            Hyperparameter("count", .integer(1...9, isLogarithmic: false), if: .init("kind", ["c"])),
            Hyperparameter("share", .real(0...1, isLogarithmic: false)),
        ])
        // Two kinds of 5 by 5, one of 5 by 5.
        #expect(space.gridCount(levelCount: 5) == 75)
        let some = space.grid(levelCount: 5, limit: 30)
        #expect(some.count == 30 && Set(some).count == 30)
        for kind in ["a", "b", "c"] { #expect((8...12).contains(some.count { $0["kind"]?.word == kind })) }
        #expect(Set(some.compactMap { $0["share"]?.real }).count == 5)
        #expect(Set(some.compactMap { $0["l2"]?.real }).count == 5)
    }

    @Test("a word with many combinations behind it has no more trials of a grid than one with few")
    func evenGrid() {
        let names = (0..<4).map { "deep \($0)" }
        let space = SearchSpace(
            [
                Hyperparameter("kind", .choice(["few", "many"])),
                Hyperparameter("l2", .real(0.001...1000, isLogarithmic: true), if: .init("kind", ["few"])),
            ] + names.map { Hyperparameter($0, .real(0...1, isLogarithmic: false), if: .init("kind", ["many"])) }
        )
        #expect(space.gridCount(levelCount: 5) == 630)
        let some = space.grid(levelCount: 5, limit: 8)
        #expect(some.count { $0["kind"]?.word == "few" } == 4)
        // There are five of the few; the rest are of the many.
        #expect(space.grid(levelCount: 5, limit: 40).count { $0["kind"]?.word == "few" } == 5)
    }

    @Test("the Parzen estimator comes nearer to a hidden best than chance does, over many seeds")
    func parzen() throws {
        // A function of the trials alone: the loss is read from the strength, and folds differ by a little.
        func distance(_ method: ModelSelection.Method, _ seed: UInt64) throws -> Double {
            let space = SearchSpace([
                Hyperparameter("x", .real(0...1, isLogarithmic: false)),
                Hyperparameter("y", .real(0.001...1000, isLogarithmic: true)),
            ])
            let training = try LogisticRegressionTests.small(labelCount: 2, rowCount: 40)
            let outcome = try #require(
                ModelSelection(space, by: method, trialCount: 60, foldCount: 2, seed: seed).run(given: []) {
                    configuration in
                    let x = (configuration["x"]?.real ?? 0) - 0.3
                    let y = log10(configuration["y"]?.real ?? 1) / 6 - 0.2
                    return ModelSelection.Setting(Worse(by: x * x + y * y), on: training)
                }
            )
            return try #require(outcome.trials[outcome.best].loss)
        }
        let seeds = Array(UInt64(0)..<12)
        let (parzen, random) = (
            try seeds.map { try distance(.parzen, $0) }, try seeds.map { try distance(.random, $0) }
        )
        let wins = zip(parzen, random).count { $0 < $1 }
        #expect(wins >= 9)
    }
}

/// Always says the same, the less certain the farther it is from the best: its loss is a function of that alone.
private struct Worse: Classifier {
    static let abilities = ClassifierAbilities()
    let by: Double

    init(by distance: Double) { by = distance }

    func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        try LogisticRegression(l2: 0.01 + 1e4 * by).fit(training, from: nil, cancellation: cancellation)
    }
}
