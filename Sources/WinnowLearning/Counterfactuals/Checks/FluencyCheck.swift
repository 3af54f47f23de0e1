/// Warns of texts that read less like the pool than nearly all edits by people do.
///
/// A text's score is how far the mean log-probability of its words lies above its original's, both as if the model had not seen the
/// original: it finds every edit of what it has seen improbable. Where people's edits of the same pool are known, the threshold
/// is the score that 2 % of them lie below. The model is of originals alone: revised texts that it has seen it would find more
/// probable than those that it is to judge, here and in the threshold.
public struct FluencyCheck: Sendable {
    /// Of the pool's originals.
    public let model: FluencyModel
    /// In nats a word; a text with a lower score is warned of.
    public let threshold: Double
    /// Whether the threshold comes from pairs of the same pool.
    public let isCalibrated: Bool

    /// Pairs that a threshold takes at least: 2 % of fewer is less than one.
    public static let pairLimit = 50
    /// The threshold where there are no pairs: that of film reviews.
    ///
    /// - Source: Measured on the 1,457 training pairs of Kaushik, Hovy and Lipton 2020 of this project's split, the model fitted to
    ///   their originals (`Benchmarks`, `counterfactual`). How well it fits other pools is not known.
    public static let defaultThreshold = -0.65
    /// Of people's edits, how many are warned of.
    public static let share = 0.02

    /// - Parameters:
    ///   - model: Of the originals of a pool, and of no revised text.
    ///   - accepted: Pairs of that pool; with fewer than `pairLimit` the threshold is the default one.
    /// - Complexity: O(tokens of the pairs), whatever the size of the pool.
    public init(_ model: FluencyModel, accepted: [AcceptedPair] = []) {
        self.model = model
        isCalibrated = accepted.count >= FluencyCheck.pairLimit
        guard isCalibrated else {
            threshold = FluencyCheck.defaultThreshold
            return
        }
        let scores = accepted.map { pair in
            FluencyCheck.score(model, TokenizedText(pair.original), TokenizedText(pair.revised))
        }
        threshold = scores.sorted()[Int(FluencyCheck.share * Double(scores.count))]
    }

    /// Nats a word that the revised text is more probable than the original.
    public func score(original: TokenizedText, revised: TokenizedText) -> Double {
        FluencyCheck.score(model, original, revised)
    }

    private static func score(_ model: FluencyModel, _ original: TokenizedText, _ revised: TokenizedText) -> Double {
        let own = model.counts(of: original)
        return model.meanLogProbability(of: revised, without: own)
            - model.meanLogProbability(of: original, without: own)
    }

    func finding(original: TokenizedText, revised: TokenizedText) -> DraftFinding? {
        guard score(original: original, revised: revised) < threshold else { return nil }
        let message = "The revised text reads less like the pool's texts than nearly all edits by people do."
        return DraftFinding(code: .fluency, severity: .warn, message: message)
    }
}
