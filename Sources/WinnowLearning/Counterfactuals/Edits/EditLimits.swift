/// How much may be edited: what is more is not minimal, and so teaches little about what matters.
public struct EditLimits: Sendable, Hashable, Codable {
    /// Of the original's tokens, 0…1 and more: above this a person is warned.
    public var warningRatio: Double
    /// Above this an edit is taken with a reason only.
    public var blockingRatio: Double
    /// Originals with fewer tokens are judged by the distance itself: of four words, one is a quarter.
    public var shortTokenCount: Int
    /// For those: tokens edited above which a person is warned.
    public var shortWarningDistance: Int
    /// For those: tokens edited above which an edit is taken with a reason only.
    public var shortBlockingDistance: Int

    /// The defaults: about the 97th and 99.5th percentile of what people did to film reviews.
    ///
    /// - Source: Measured on the 2,440 pairs of Kaushik, Hovy and Lipton 2020 (see `HumanEdits`). Up to 6 tokens of a short text
    ///   are fine; 12, where such edits are blocked, is what 0.6 allows in a text of 20 tokens, so that the two rules meet.
    public init(
        warningRatio: Double = 0.35,
        blockingRatio: Double = 0.6,
        shortTokenCount: Int = 20,
        shortWarningDistance: Int = 6,
        shortBlockingDistance: Int = 12
    ) {
        self.warningRatio = warningRatio
        self.blockingRatio = blockingRatio
        self.shortTokenCount = shortTokenCount
        self.shortWarningDistance = shortWarningDistance
        self.shortBlockingDistance = shortBlockingDistance
    }

    /// What is said to an edit.
    public func verdict(on measure: EditMeasure) -> EditVerdict {
        if measure.isNoChange { return .noChange }
        if measure.originalTokenCount < shortTokenCount {
            if measure.distance > shortBlockingDistance { return .block }
            return measure.distance > shortWarningDistance ? .warn : .fine
        }
        if measure.ratio > blockingRatio { return .block }
        return measure.ratio > warningRatio ? .warn : .fine
    }
}

/// What is said to how much was edited.
public enum EditVerdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing was edited, or white space only and what is not seen.
    case noChange
    /// As much as people edit.
    case fine
    /// More than most people edit.
    case warn
    /// A rewriting, which is taken with a reason only.
    case block
}
