package import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// A prediction with the pieces of the text that moved it.
package struct PredictionExplanation: Sendable {
    /// A piece of the text: put together they are the text.
    package struct Piece: Sendable, Equatable {
        package let text: String
        /// In log-odds: above 0 speaks for the label, below 0 against it; 0 for what is between words.
        package let weight: Double
    }

    package let modelVersion: Int
    /// All labels with their probabilities, most probable first.
    package let probabilities: [(label: String, probability: Double)]
    /// What is to be stored of it when somebody has seen it.
    package let parts: [Suggestion.Part]
    /// The label that the weights speak of; nil when the model knows one label only.
    package let label: String?
    /// The label that it is held against; nil where each is decided on its own.
    package let against: String?
    package let pieces: [Piece]
}

extension QueueModel {
    /// Computes a prediction of one text, and why.
    ///
    /// Takes a moment: call it on `TrainingExecutor.onDemand`.
    ///
    /// - Throws: `LearningError`.
    package func explanation(of text: String) throws -> PredictionExplanation {
        let values = try probabilities(of: [text]).row(0)
        guard classifier.model is LinearModel, extractor.encoders.isEmpty else {
            return try occlusion(of: text, values)
        }
        let weights = try classifier.wordWeights(of: NormalizedText(text), probabilities: values, extractor: extractor)
        return PredictionExplanation(
            modelVersion: version.number,
            probabilities: named(values),
            parts: suggested(values),
            label: weights.map { labels[$0.label].name },
            against: weights?.against.map { labels[$0].name },
            pieces: QueueModel.pieces(of: text, weights?.words ?? [])
        )
    }

    /// What is predicted, as a suggestion keeps it.
    func suggested(_ values: ArraySlice<Float>) -> [Suggestion.Part] {
        predicted(values)
            .map { Suggestion.Part(label: labels[$0].id, probability: Double(values[values.startIndex + $0])) }
            .sorted { $0.probability > $1.probability }
    }

    /// Cuts a text where its white space is, and gives each piece the weights of the words that it was read as.
    ///
    /// Text of scripts without spaces is cut into what is read as single words where that can be told, and else is one piece.
    static func pieces(of text: String, _ weights: [Double]) -> [PredictionExplanation.Piece] {
        var pieces: [PredictionExplanation.Piece] = []
        var next = 0
        for part in parts(of: text) {
            let count = NormalizedText(part).words.count
            // Forms that are read together across white space would shift what follows; the total then does not fit.
            let own = weights[min(next, weights.count)..<min(next + count, weights.count)]
            next += count
            pieces.append(PredictionExplanation.Piece(text: part, weight: own.reduce(0, +)))
        }
        guard next == weights.count else { return [PredictionExplanation.Piece(text: text, weight: 0)] }
        return pieces
    }

    static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var kind = 0
        for scalar in text.unicodeScalars {
            let own = scalar.properties.isWhitespace ? 1 : scalar.properties.isIdeographic ? 2 : 3
            if own != kind || own == 2, !part.isEmpty {
                parts.append(String(part))
                part = String.UnicodeScalarView()
            }
            kind = own
            part.append(scalar)
        }
        return part.isEmpty ? parts : parts + [String(part)]
    }
}
