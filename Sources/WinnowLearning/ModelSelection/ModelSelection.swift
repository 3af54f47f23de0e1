public import WinnowNumerics

/// A search over hyperparameters by cross-validation on one split of the labelled rows.
///
/// What is compared is the log loss of held-out rows after the temperature that suits each trial best. Rows that a strategy
/// chose are harder than the pool, so a trial's figures are good for comparing trials and nothing else.
///
/// - Source: Bergstra and Bengio 2012 (random search); Bergstra et al. 2011 (`ParzenSearch`); a trial ends after the fold at
///   which it is worse than half of the completed ones, the median rule of Golovin et al. 2017.
public struct ModelSelection: Sendable {
    /// How configurations are proposed.
    public enum Method: String, Sendable, Codable, CaseIterable {
        case parzen
        case random
        case grid
    }

    /// What a configuration stands for.
    public struct Setting: Sendable {
        /// Of the configuration's hyperparameters.
        public let classifier: any Classifier
        /// The rows as the configuration has them.
        public let training: TrainingSet

        /// - Parameter training: Of the same targets and roots whatever the configuration.
        public init(_ classifier: any Classifier, on training: TrainingSet) {
            self.classifier = classifier
            self.training = training
        }
    }

    /// Trials that are proposed and tried together: a fixed number, so that threads change nothing.
    static let waveCount = 4
    /// Folds that every trial gets, and completed trials to be compared with.
    static let leastFolds = 2
    static let leastTrials = 5

    /// What may be chosen.
    public let space: SearchSpace
    /// How trials are proposed.
    public let method: Method
    /// Trials beside the given ones.
    public let trialCount: Int
    /// At least 2.
    public let foldCount: Int
    /// The same seed splits and proposes the same way.
    public let seed: UInt64

    /// - Parameters:
    ///   - trialCount: At least 0, beside the given ones.
    ///   - foldCount: At least 2.
    public init(_ space: SearchSpace, by method: Method, trialCount: Int, foldCount: Int = 5, seed: UInt64) {
        precondition(trialCount >= 0 && foldCount >= 2, "\(trialCount) trials, \(foldCount) folds")
        self.space = space
        self.method = method
        self.trialCount = trialCount
        self.foldCount = foldCount
        self.seed = seed
    }

    /// What a search found.
    public struct Outcome: Sendable {
        /// The given ones first, then in the order in which they were proposed.
        public let trials: [Trial]
        /// The place of the completed trial of least loss.
        public let best: Int
        /// Whether its loss is less than the first trial's by more than a standard error of the difference, row by row.
        public let isSurelyBetter: Bool
    }

    /// Tries configurations, several at a time.
    ///
    /// - Parameters:
    ///   - given: Tried first; the first of them is what the others are compared with.
    ///   - make: The classifier and rows of a configuration; the same targets and roots for all. nil: it makes no sense.
    ///   - progress: Told each trial when it is done, from one thread.
    /// - Returns: nil when it was cancelled, or nothing could be validated: fewer than two rows a fold, or one label.
    public func run(
        given: [SearchSpace.Configuration],
        cancellation: Cancellation? = nil,
        progress: (Trial) -> Void = { _ in },
        make: @Sendable (SearchSpace.Configuration) -> Setting?
    ) -> Outcome? {
        var tried: [Tried] = []
        var queue = given + (method == .grid ? space.grid(levelCount: gridLevels, limit: trialCount) : [])
        let total = totalCount(given: given.count)
        while tried.count < total {
            if cancellation?.isCancelled == true { return nil }
            let count = min(ModelSelection.waveCount, total - tried.count)
            var wave = Array(queue.prefix(count))
            queue.removeFirst(wave.count)
            for place in wave.count..<count { wave.append(proposal(tried.count + place, tried)) }
            let (first, medians) = (tried.count, medians(of: tried))
            let results = ParallelFor.map(wave.count) { place in
                attempt(wave[place], number: first + place, medians: medians, cancellation, make)
            }
            for result in results { progress(result.trial) }
            tried += results
        }
        if cancellation?.isCancelled == true { return nil }
        let completed = tried.indices.filter { tried[$0].trial.loss != nil }
        guard let best = completed.min(by: { tried[$0].trial.loss ?? 0 < tried[$1].trial.loss ?? 0 }) else {
            return nil
        }
        return Outcome(
            trials: tried.map(\.trial),
            best: best,
            isSurelyBetter: tried[best].outputs.flatMap { own in
                tried[0].outputs.map { own.isSurelyBetter(than: $0) }
            } ?? false
        )
    }

    /// Trials in all, with so many given ones: a grid may have fewer than wanted.
    public func totalCount(given count: Int) -> Int {
        count + (method == .grid ? min(trialCount, space.gridCount(levelCount: gridLevels)) : trialCount)
    }

    /// Values of a range of numbers in a grid.
    private var gridLevels: Int { 5 }

    private func proposal(_ number: Int, _ tried: [Tried]) -> SearchSpace.Configuration {
        var generator = SeededGenerator(seed: seed, purpose: "trials", index: UInt64(number))
        guard method == .parzen else { return space.draw(using: &generator) }
        let completed = tried.compactMap { tried in tried.trial.loss.map { (tried.trial.configuration, $0) } }
        return ParzenSearch(space, trials: completed).propose(using: &generator)
    }

    /// The median of the mean loss up to each fold, of completed trials; empty while these are few.
    private func medians(of tried: [Tried]) -> [Double] {
        let completed = tried.map(\.trial).filter { $0.state == .completed && $0.foldLosses.count == foldCount }
        guard completed.count >= ModelSelection.leastTrials else { return [] }
        return (1...foldCount).map { count in
            let means = completed.map { $0.foldLosses.prefix(count).reduce(0, +) / Double(count) }.sorted()
            return means[means.count / 2]
        }
    }
}
