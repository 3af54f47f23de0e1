package import WinnowDomain

/// What a model version says of a queue, and what the queue's labels say of it: what takes long to compute.
package struct QueueInsight: Sendable {
    package let model: ModelVersion
    /// The last annotation that is in it.
    package let event: EventNumber
    package let at: Moment
    /// nil when no evaluation item has a label yet.
    package let evaluation: EvaluationFigures?
    package let labels: [LabelShare]
    package let pool: PoolFigures
    /// nil where no training of the queue as it is was kept.
    package let outlook: Outlook?
    /// nil when the features are not on disk.
    package let comparison: ChanceComparison?
    package let suggestions: SuggestionInfluence
    /// nil without pairs.
    package let pairs: Evaluation.Pairs?
    /// nil with few pairs.
    package let pairCurve: PairCurve?
    /// How long it took to compute.
    package let seconds: Double
}

/// How a model does on the items that are set aside.
package struct EvaluationFigures: Sendable {
    /// Labelled items, and all that are set aside.
    package let itemCount: Int
    package let setAsideCount: Int
    package let accuracy: Figure
    package let macroF1: Figure
    package let calibrationError: Figure
    package let chosen: Evaluation.ChosenItems?
    package let labels: [String]
    /// `confusion[truth][predicted]`, items; empty in multi-label.
    package let confusion: [[Int]]
    package let byLabel: [Label]
    package let bins: [Bin]

    package struct Label: Sendable {
        package let name: String
        package let itemCount: Int
        package let precision: Figure
        package let recall: Figure
        package let f1: Double
    }

    /// Predictions of about one probability.
    package struct Bin: Sendable {
        package let count: Int
        package let rightCount: Int
        /// 0…1.
        package let meanConfidence: Double
    }
}

/// How often a label is given and predicted.
package struct LabelShare: Sendable {
    package let name: String
    /// Items learned from that have it: chosen by the strategy, and so no picture of all items.
    package let labelledCount: Int
    /// Evaluation items that have it: drawn by chance, and so an estimate for all items.
    package let evaluationCount: Int
    package let estimate: Figure?
    /// Items of the pool that the model gives it.
    package let predictedCount: Int
}

/// How sure a model is of the items that nobody has labelled.
package struct PoolFigures: Sendable {
    package let itemCount: Int
    /// Items by how sure the model is of its answer, in bins of equal width over 0…1.
    package let bins: [Int]

    package static let binCount = 20
}
