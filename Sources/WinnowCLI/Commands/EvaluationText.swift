internal import WinnowDomain

/// An evaluation in words and as JSON.
struct EvaluationText {
    private let evaluation: Evaluation
    /// nil: it was measured on the queue's own evaluation items.
    private let given: GivenRecords?

    init(_ evaluation: Evaluation, given: GivenRecords? = nil) {
        self.given = given
        self.evaluation = evaluation
    }

    /// The measures in the order in which they are shown; those that are no share are shown as numbers.
    private var measures: [(key: String, name: String, estimate: Evaluation.Figure, isShare: Bool)] {
        let metrics = evaluation.metrics
        return [
            ("accuracy", "accuracy", metrics.accuracy, true),
            ("macroF1", "F1, macro", metrics.macroF1, true),
            ("macroPrecision", "precision, macro", metrics.macroPrecision, true),
            ("macroRecall", "recall, macro", metrics.macroRecall, true),
            ("microF1", "F1, micro", metrics.microF1, true),
            ("microPrecision", "precision, micro", metrics.microPrecision, true),
            ("microRecall", "recall, micro", metrics.microRecall, true),
            ("areaUnderCurve", "AUC, one against the rest", metrics.areaUnderCurve, false),
            ("logLoss", "log loss", metrics.logLoss, false),
            ("brier", "Brier score", metrics.brier, false),
            ("calibrationError", "calibration error (ECE)", metrics.calibrationError, false),
        ]
    }

    var text: String {
        let head =
            "Model v\(evaluation.model) \(subject); 95 % intervals"
        var table = TextTable([("", .left), ("", .right), ("", .left)])
        for measure in measures {
            let value = measure.estimate.value
            let (factor, digits) = measure.isShare ? (100.0, 1) : (1.0, 3)
            table.add([
                measure.name,
                measure.isShare ? NumberText.percent(value) : NumberText.fixed(value, digits),
                bounds(measure.estimate, factor, digits) ?? "too few items to tell",
            ])
        }
        return [head, table.text, labelTable, confusionTable, pairs?.text ?? "", chosen, outlook].filter { !$0.isEmpty }
            .joined(
                separator: "\n\n"
            )
    }

    private var pairs: PairText? { evaluation.pairs.map { PairText(pairs: $0) } }

    /// What the items say that a strategy chose.
    private var chosen: String {
        guard let chosen = evaluation.chosen else { return "" }
        let figure =
            chosen.accuracy.map { accuracy in
                "accuracy \(NumberText.percent(accuracy.value)) \(bounds(accuracy, 100, 1) ?? ""); "
            } ?? ""
        return "From the \(NumberText.count(chosen.items, "chosen item")) of the pool: \(figure)\(chosen.sentence)."
    }

    /// What further labels would bring; signs, and no verdict.
    private var outlook: String {
        guard let outlook = evaluation.outlook else { return "" }
        var table = TextTable([("sign that labels change little", .left), ("", .left)])
        for sign in outlook.signs { table.add([sign.criterion, "\(sign.state.word): \(sign.sentence)"]) }
        return "Forecast: \(outlook.sentence).\n\n\(table.text)"
    }

    private func bounds(_ figure: Evaluation.Figure, _ factor: Double, _ digits: Int) -> String? {
        figure.interval(factor, digits)
    }

    /// What was measured on.
    private var subject: String {
        given?.text
            ?? "on \(NumberText.count(evaluation.items, "labelled item")) of \(NumberText.count(evaluation.setAside ?? 0)) "
            + "that are set aside"
    }

    private var labelTable: String {
        var table = TextTable([
            ("label", .left), ("items", .right), ("precision", .right), ("recall", .right), ("F1", .right),
            ("share here", .right), ("among those learned from", .right),
        ])
        let learnedCount = evaluation.labels.reduce(0) { $0 + $1.learnedFrom }
        for label in evaluation.labels {
            table.add([
                label.label, NumberText.count(label.items), NumberText.percent(label.precision.value),
                NumberText.percent(label.recall.value), NumberText.percent(label.f1),
                NumberText.percent(Double(label.items) / Double(max(evaluation.items, 1))),
                learnedCount == 0
                    ? "" : NumberText.percent(Double(label.learnedFrom) / Double(learnedCount)),
            ])
        }
        return table.text
    }

    /// Rows are the truth; for up to a screen's width of labels.
    private var confusionTable: String {
        guard !evaluation.confusion.isEmpty, evaluation.confusion.count <= 12 else { return "" }
        var table = TextTable(
            [("truth \\ predicted", .left)]
                + evaluation.labels.map { (String($0.label.prefix(10)), TextTable.Alignment.right) }
        )
        for (label, row) in zip(evaluation.labels, evaluation.confusion) {
            table.add([label.label] + row.map { "\($0)" })
        }
        return table.text
    }

    var json: JSON {
        .members([
            "model": .integer(evaluation.model),
            "items": .integer(evaluation.items),
            "setAside": evaluation.setAside.map { .integer($0) } ?? .null,
            "file": given.map { .object($0.members) } ?? .null,
            "metrics": .object(measures.map { JSON.Member($0.key, EvaluationText.json($0.estimate)) }),
            "labels": .array(
                evaluation.labels.map { label in
                    .members([
                        "label": .string(label.label),
                        "items": .integer(label.items),
                        "learnedFrom": .integer(label.learnedFrom),
                        "precision": EvaluationText.json(label.precision),
                        "recall": EvaluationText.json(label.recall),
                        "f1": .real(label.f1),
                    ])
                }
            ),
            "confusion": .array(evaluation.confusion.map { .array($0.map { .integer($0) }) }),
            "calibration": .array(
                evaluation.calibration.map { bin in
                    .members([
                        "items": .integer(bin.items),
                        "right": .integer(bin.right),
                        "confidenceSum": .real(bin.confidenceSum),
                    ])
                }
            ),
            "chosen": evaluation.chosen.map { chosen in
                .members([
                    "items": .integer(chosen.items),
                    "worth": chosen.worth.map { .real($0) } ?? .null,
                    "accuracy": chosen.accuracy.map(EvaluationText.json) ?? .null,
                    "sentence": .string(chosen.sentence),
                ])
            } ?? .null,
            "pairs": pairs?.json ?? .null,
            "outlook": evaluation.outlook.map(EvaluationText.json) ?? .null,
        ])
    }

    private static func json(_ outlook: Outlook) -> JSON {
        .members([
            "sentence": .string(outlook.sentence),
            "forecast": outlook.forecast.map { forecast in
                .members([
                    "labels": .integer(forecast.labels),
                    "gain": json(forecast.gain),
                    "accuracy": json(forecast.accuracy),
                    "isFlat": .boolean(forecast.isFlat),
                ])
            } ?? .null,
            "signs": .array(
                outlook.signs.map { sign in
                    .members([
                        "criterion": .string(sign.criterion),
                        "state": .string(sign.state.rawValue),
                        "value": sign.value.map { .real($0) } ?? .null,
                        "threshold": .real(sign.threshold),
                        "sentence": .string(sign.sentence),
                    ])
                }
            ),
        ])
    }

    private static func json(_ estimate: Evaluation.Figure) -> JSON { estimate.json }
}

extension Evaluation.Figure {
    var json: JSON {
        .members([
            "value": .real(value),
            "low": low.map { .real($0) } ?? .null,
            "high": high.map { .real($0) } ?? .null,
        ])
    }

    /// nil where there is too little to tell.
    func interval(_ factor: Double, _ digits: Int) -> String? {
        guard let low, let high else { return nil }
        return "[\(NumberText.fixed(factor * low, digits)), \(NumberText.fixed(factor * high, digits))]"
    }
}
