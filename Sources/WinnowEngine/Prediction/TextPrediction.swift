internal import WinnowLearning
internal import WinnowNumerics

/// What a model says of a text.
package struct TextPrediction: Sendable, Hashable {
    /// The labels that it predicts, by name.
    package let labels: [String]
    /// How sure it is, 0…1: the probability of the label, or in multi-label that of the label which it is least sure of being
    /// right about.
    package let confidence: Double
}

extension QueueModel {
    /// Takes a moment: call it on a `TrainingExecutor`.
    ///
    /// - Throws: `LearningError`.
    package func predictions(of texts: [String]) throws -> [TextPrediction] {
        if texts.isEmpty { return [] }
        let probabilities = try probabilities(of: texts)
        return texts.indices.map { position in
            let values = probabilities.row(position)
            let names = predicted(values).map { labels[$0].name }
            let sure = isMultilabel ? values.map { max($0, 1 - $0) }.min() : values.max()
            return TextPrediction(labels: names, confidence: Double(sure ?? 0))
        }
    }
}
