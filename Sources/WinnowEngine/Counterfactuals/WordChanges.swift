internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// What pairs did to the weights of words: two fits of the same classifier, without the revised texts and with them, are
/// asked about texts of one word each.
///
/// The answer is in log-odds before calibration, of a label against the others; so it is told of any classifier and of any
/// features, and for a linear one it is the word's weight but for the bias, which both fits are rid of by what they say of a text without
/// words.
struct WordChanges {
    private let measurement: PairMeasurement
    private let edited: Set<String>

    private static let askedCount = 4_000
    private static let shownCount = 40
    /// Words of fewer texts have weights by accident.
    private static let leastTextCount = 3

    /// - Parameter edited: Keys of words that edits put in or took out.
    init(_ measurement: PairMeasurement, edited: Set<String>) {
        self.measurement = measurement
        self.edited = edited
    }

    /// The words whose weight changed most, each for the label that it changed most for.
    func strongest() throws -> [Evaluation.Pairs.WordChange] {
        let words = words()
        guard !words.isEmpty else { return [] }
        let before = try weights(of: words, withPairs: false)
        let after = try weights(of: words, withPairs: true)
        let labels = measurement.trainer.queue.labels
        let changes = words.enumerated().compactMap { place, word -> Evaluation.Pairs.WordChange? in
            let label = labels.indices.max {
                abs(after[place][$0] - before[place][$0]) < abs(after[place][$1] - before[place][$1])
            }
            guard let label else { return nil }
            return Evaluation.Pairs.WordChange(
                word: word,
                label: labels[label].name,
                before: before[place][label],
                after: after[place][label],
                isEdited: edited.contains(word)
            )
        }
        return Array(changes.sorted { (-abs($0.change), $0.word) < (-abs($1.change), $1.word) }.prefix(Self.shownCount))
    }

    /// The words of most texts, those that were edited among them.
    private func words() -> [String] {
        var counts: [String: Int] = [:]
        for example in measurement.data.training {
            let tokens = TokenizedText(measurement.texts[example.row] ?? "").tokens
            for key in Set(tokens.filter(\.isWord).map(\.key)) { counts[key, default: 0] += 1 }
        }
        let frequent = counts.filter { $0.value >= Self.leastTextCount }
        return frequent.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.askedCount).map(\.key)
    }

    /// By word and label, in log-odds.
    private func weights(of words: [String], withPairs: Bool) throws -> [[Double]] {
        let trainer = measurement.trainer
        let examples = withPairs ? measurement.data.training : measurement.data.training.withoutPairs
        let classifier = try trainer.fit(examples, hyperparameters: measurement.hyperparameters)
        let said = try classifier.probabilities(of: try trainer.features.extractor.rows(of: words + [""]))
        // Probabilities of 0 and 1 have no log-odds; these are as good.
        func bounded(_ row: Int) -> [Double] {
            said.row(row).map { WinnowLearning.logOdds(min(max(Double($0), 1e-6), 1 - 1e-6)) }
        }
        let silence = bounded(words.count)
        return words.indices.map { place in zip(bounded(place), silence).map { $0 - $1 } }
    }
}

extension [LearningData.Example] {
    /// The originals, as if nobody had written a pair.
    fileprivate var withoutPairs: [LearningData.Example] {
        filter { $0.revision == nil }.map { example in
            var single = example
            single.isPaired = false
            return single
        }
    }
}
