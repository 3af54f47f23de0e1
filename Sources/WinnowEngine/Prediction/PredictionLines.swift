internal import WinnowDomain
internal import WinnowNumerics

extension QueueModel {
    /// Predictions as JSON Lines, a line a text: its id, the predicted label (a list in multi-label), its probability and
    /// those of all labels.
    ///
    /// Takes a moment: call it on a `TrainingExecutor`.
    ///
    /// - Throws: `LearningError`.
    package func predictionLines(of texts: [(id: String, text: String)]) throws -> [UInt8] {
        if texts.isEmpty { return [] }
        let probabilities = try probabilities(of: texts.map(\.text))
        var lines: [UInt8] = []
        for (position, text) in texts.enumerated() {
            let values = probabilities.row(position)
            let predicted = predicted(values)
            let names = predicted.map { JSON.string(labels[$0].name) }
            let best = predicted.map { Double(values[values.startIndex + $0]) }.max()
            JSON.members([
                "id": .string(text.id),
                "prediction": isMultilabel ? .array(names) : names.first ?? .null,
                "probability": isMultilabel ? .null : best.map { .real(Float($0)) } ?? .null,
                "probabilities": .object(zip(labels, values).map { JSON.Member($0.name, .real($1)) }),
                "model": .integer(version.number),
            ]).append(to: &lines)
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}
