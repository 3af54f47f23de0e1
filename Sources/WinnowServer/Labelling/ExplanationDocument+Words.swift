internal import Foundation
internal import WinnowAPI
internal import WinnowEngine

extension ExplanationDocument {
    /// Words that are named in the summary, for and against.
    private static let namedCount = 5

    init(_ explanation: PredictionExplanation) {
        let heaviest = explanation.pieces.map { abs($0.weight) }.max() ?? 0
        self.init(
            modelVersion: explanation.modelVersion,
            probabilities: explanation.probabilities.map {
                LabelProbability(label: $0.label, probability: $0.probability)
            },
            label: explanation.label,
            against: explanation.against,
            pieces: explanation.pieces.map {
                Piece(text: $0.text, weight: $0.weight, strength: Self.strength($0.weight, of: heaviest))
            },
            summary: Self.summary(explanation)
        )
    }

    private static func strength(_ weight: Double, of heaviest: Double) -> Int {
        guard heaviest > 0 else { return 0 }
        let share = abs(weight) / heaviest
        let steps = share > 0.6 ? 3 : share > 0.3 ? 2 : share > 0.1 ? 1 : 0
        return weight < 0 ? -steps : steps
    }

    /// As in: model v57 says billing (71 %) rather than outage (20 %). For it: refund, charged. Against it: server.
    private static func summary(_ explanation: PredictionExplanation) -> String {
        guard let label = explanation.label else {
            return "Model v\(explanation.modelVersion) knows one label only, and says it of everything."
        }
        func named(_ label: String) -> String {
            let probability = explanation.probabilities.first { $0.label == label }?.probability ?? 0
            return "\(label) (\((100 * probability).fixed(0)) %)"
        }
        var sentences = [
            "Model v\(explanation.modelVersion) says \(named(label))"
                + (explanation.against.map { " rather than \(named($0))" } ?? "") + "."
        ]
        for (heading, sign) in [("For it", 1.0), ("Against it", -1.0)] {
            let words = words(of: explanation.pieces, sign: sign)
            if !words.isEmpty { sentences.append("\(heading): \(words.joined(separator: ", ")).") }
        }
        return sentences.joined(separator: " ")
    }

    /// The words that weigh most, each once.
    private static func words(of pieces: [PredictionExplanation.Piece], sign: Double) -> [String] {
        var sums: [String: Double] = [:]
        for piece in pieces {
            let word = piece.text.lowercased().trimmingCharacters(in: .punctuationCharacters)
            if !word.isEmpty { sums[word, default: 0] += sign * piece.weight }
        }
        return sums.filter { $0.value > 0.005 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(namedCount).map { String($0.key.prefix(40)) }
    }
}
