internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine

/// What `encoder tune` reads of a queue, and what it says.
enum EncoderTuneText {
    /// How the queue reads texts with one of these networks; as the network's files say where it does not use it.
    static func reading(of models: [String], in definition: QueueDefinition) -> TextReading {
        for feature in definition.features {
            guard case .encoder(let encoder) = feature, encoder.kind == .native else { continue }
            if models.contains(encoder.model) { return TextReading(prompt: encoder.prompt, limit: encoder.limit) }
        }
        return TextReading()
    }

    static func figures(_ verdict: TuningVerdict) -> String {
        "of \(NumberText.count(verdict.textCount, "labelled item")) that were left out in turn, "
            + "\(NumberText.percent(verdict.frozen)) are right without it and \(NumberText.percent(verdict.tuned)) with it, "
            + "a gain of \(points(verdict.gain)) ± \(points(verdict.standardError)) points; "
            + "their logarithmic loss \(verdict.lossGain < 0 ? "rises" : "falls") by "
            + "\(number(abs(verdict.lossGain))) ± \(number(verdict.lossStandardError))"
    }

    private static func points(_ share: Double) -> String {
        share.isFinite ? NumberText.fixed(100 * share, 1) : "?"
    }

    private static func number(_ value: Double) -> String {
        value.isFinite ? NumberText.fixed(value, 3) : "?"
    }

    static func json(_ entry: EncoderEntry, _ verdict: TuningVerdict) -> JSON {
        .members([
            "name": .string(entry.name),
            "id": .string(entry.kind.rawValue),
            "columns": .integer(entry.columnCount),
            "digest": .string(entry.digest.description),
            "bytes": .integer(entry.byteCount),
            "labels": .integer(verdict.textCount),
            "right_before": .real(verdict.frozen),
            "right": .real(verdict.tuned),
            "gain": .real(verdict.gain),
            "standard_error": .real(verdict.standardError),
            "loss_gain": .real(verdict.lossGain),
            "loss_standard_error": .real(verdict.lossStandardError),
        ])
    }
}
