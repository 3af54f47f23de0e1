internal import WinnowAPI
internal import WinnowDomain
internal import WinnowExchange

/// Model versions in words and as JSON.
enum ModelText {
    /// `v57 · accuracy 84.2 % [80.1, 87.5] on 63 items · 340 labels`
    static func line(_ model: ModelDocument) -> String {
        var parts = ["v\(model.version)"]
        if let accuracy = model.accuracy {
            let measured = NumberText.percent(accuracy.value, accuracy.low, accuracy.high)
            parts.append("accuracy \(measured) on \(NumberText.count(model.measuredOn, "item"))")
        } else {
            parts.append("not measured yet")
        }
        parts.append(NumberText.count(model.labels, "label"))
        return parts.joined(separator: " · ")
    }

    static func json(_ model: ModelDocument) -> JSON {
        .members([
            "version": .integer(model.version),
            "state": .string(model.state.rawValue),
            "created": moment(Moment(model.created)),
            "event": .integer(model.event),
            "labels": .integer(model.labels),
            "accuracy": model.accuracy.map { interval in
                .members([
                    "value": .real(interval.value), "low": .real(interval.low), "high": .real(interval.high),
                ])
            } ?? .null,
            "measuredOn": .integer(model.measuredOn),
            "hyperparameters": .object(
                model.hyperparameters.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .real($0.value)) }
            ),
            "iterations": .integer(model.iterations),
            "seconds": .real(model.seconds),
            "remarks": .array(model.remarks.map { .string($0) }),
            "epochs": .array(
                model.epochs.map { epoch in
                    .members([
                        "trainingLoss": .real(epoch.trainingLoss),
                        "heldOutLoss": epoch.heldOutLoss.map { .real($0) } ?? .null,
                        "learningRate": .real(epoch.learningRate),
                        "gradientNorm": .real(epoch.gradientNorm),
                    ])
                }
            ),
            "seed": .integer(model.seed),
            "codeVersion": .integer(model.codeVersion),
            "features": .string(model.features),
            "checksum": .string(model.checksum),
        ])
    }

    static func line(_ model: ModelVersion) -> String { line(ModelDocument(model)) }
    static func json(_ model: ModelVersion) -> JSON { json(ModelDocument(model)) }

    static func bounds(_ bounds: TrainingSummary.Bounds) -> JSON {
        .members(["value": .real(bounds.value), "low": .real(bounds.low), "high": .real(bounds.high)])
    }

    static func moment(_ moment: Moment) -> JSON { moment.iso8601.map { .string($0) } ?? .null }
}

extension Moment {
    /// `2026-11-25 12:34 UTC`
    var minuteText: String {
        guard let text = iso8601, text.count >= 16 else { return "?" }
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }
}
