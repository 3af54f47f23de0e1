internal import WinnowDomain
internal import WinnowExchange

/// Model versions in words and as JSON.
enum ModelText {
    /// `v57 · accuracy 84.2 % [80.1, 87.5] on 63 items · 340 labels`
    static func line(_ model: ModelVersion) -> String {
        var parts = ["v\(model.number)"]
        if let accuracy = model.summary.accuracy {
            let measured = NumberText.percent(accuracy.value, accuracy.low, accuracy.high)
            parts.append("accuracy \(measured) on \(NumberText.count(model.summary.evaluationCount, "item"))")
        } else {
            parts.append("not measured yet")
        }
        parts.append(NumberText.count(model.summary.labelledCount, "label"))
        return parts.joined(separator: " · ")
    }

    static func json(_ model: ModelVersion) -> JSON {
        .members([
            "version": .integer(model.number),
            "state": .string(model.state.rawValue),
            "created": moment(model.createdAt),
            "event": .integer(model.recipe.event),
            "labels": .integer(model.summary.labelledCount),
            "accuracy": model.summary.accuracy.map(bounds) ?? .null,
            "measuredOn": .integer(model.summary.evaluationCount),
            "l2": .real(model.summary.l2),
            "iterations": .integer(model.summary.iterationCount),
            "seconds": .real(model.summary.seconds),
            "seed": .integer(model.recipe.seed),
            "codeVersion": .integer(model.recipe.codeVersion),
            "features": .string(model.recipe.features.description),
            "checksum": .string(model.checksum.description),
        ])
    }

    static func bounds(_ bounds: TrainingSummary.Bounds) -> JSON {
        .members(["value": .real(bounds.value), "low": .real(bounds.low), "high": .real(bounds.high)])
    }

    static func moment(_ moment: Moment) -> JSON { moment.iso8601.map { .string($0) } ?? .null }
}
