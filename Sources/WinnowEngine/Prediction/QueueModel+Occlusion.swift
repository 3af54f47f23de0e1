internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension QueueModel {
    /// Computes a prediction of a model that is no sum over words, and how much each word matters to it: how far the label's
    /// log-odds fall when the word is left out.
    ///
    /// Of long texts a few words in a row are left out together.
    ///
    /// - Source: Zeiler and Fergus 2014 (occlusion); Li, Monroe and Jurafsky 2016 (erasure of words).
    /// - Throws: `LearningError`.
    func occlusion(of text: String, _ values: ArraySlice<Float>) throws -> PredictionExplanation {
        let pieces = QueueModel.parts(of: text)
        let words = pieces.indices.filter { !NormalizedText(pieces[$0]).words.isEmpty }
        let groupSize = max(1, (words.count + 127) / 128)
        let groups = stride(from: 0, to: words.count, by: groupSize).map {
            Array(words[$0..<min($0 + groupSize, words.count)])
        }
        let best = predicted(values).max { values[values.startIndex + $0] < values[values.startIndex + $1] }
        let seen = classifier.model.seenLabels
        guard let label = best ?? seen.max(by: { values[values.startIndex + $0] < values[values.startIndex + $1] }),
            seen.count > 1
        else { return explanation(text, values, label: nil, weights: [:]) }
        let without = groups.map { group in
            let left = Set(group)
            return pieces.indices.map { left.contains($0) ? "" : pieces[$0] }.joined()
        }
        let others = try probabilities(of: without)
        let whole = QueueModel.boundedLogOdds(values[values.startIndex + label])
        var weights: [Int: Double] = [:]
        for (number, group) in groups.enumerated() {
            let fall = whole - QueueModel.boundedLogOdds(others[number, label])
            for word in group { weights[word] = fall / Double(group.count) }
        }
        return explanation(text, values, label: label, weights: weights)
    }

    private func explanation(
        _ text: String,
        _ values: ArraySlice<Float>,
        label: Int?,
        weights: [Int: Double]
    ) -> PredictionExplanation {
        PredictionExplanation(
            modelVersion: version.number,
            probabilities: named(values),
            parts: suggested(values),
            label: label.map { labels[$0].name },
            against: nil,
            pieces: QueueModel.parts(of: text).enumerated().map {
                PredictionExplanation.Piece(text: $0.element, weight: weights[$0.offset] ?? 0)
            }
        )
    }

    /// Probabilities of 0 and 1 have no log-odds; these are as good.
    private static func boundedLogOdds(_ probability: Float) -> Double {
        logOdds(min(max(Double(probability), 1e-6), 1 - 1e-6))
    }
}
