internal import WinnowDomain
internal import WinnowEngine
internal import WinnowLearning

/// An evaluation in words and as JSON.
struct EvaluationText {
    private let evaluation: QueueEvaluation
    private let model: ModelVersion
    /// nil: it was measured on the queue's own evaluation items.
    private let given: GivenRecords?
    private var report: EvaluationReport { evaluation.report }

    init(_ evaluation: QueueEvaluation, model: ModelVersion, given: GivenRecords? = nil) {
        self.given = given
        self.evaluation = evaluation
        self.model = model
    }

    /// The measures in the order in which they are shown; those that are no share are shown as numbers.
    private var measures: [(key: String, name: String, estimate: Estimate, isShare: Bool)] {
        let metrics = report.metrics
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
            "Model v\(model.number) \(subject); 95 % intervals"
        var table = TextTable([("", .left), ("", .right), ("", .left)])
        for measure in measures {
            let value = measure.estimate.value
            let (factor, digits) = measure.isShare ? (100.0, 1) : (1.0, 3)
            table.add([
                measure.name,
                measure.isShare ? NumberText.percent(value) : NumberText.fixed(value, digits),
                measure.estimate.bounds.map {
                    "[\(NumberText.fixed(factor * $0.lowerBound, digits)), "
                        + "\(NumberText.fixed(factor * $0.upperBound, digits))]"
                } ?? "too few items to tell",
            ])
        }
        return [head, table.text, labelTable, confusionTable].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What was measured on.
    private var subject: String {
        given?.text
            ?? "on \(NumberText.count(report.rowCount, "labelled item")) of \(NumberText.count(evaluation.setAsideCount)) "
            + "that are set aside"
    }

    private var labelTable: String {
        var table = TextTable([
            ("label", .left), ("items", .right), ("precision", .right), ("recall", .right), ("F1", .right),
            ("share here", .right), ("among those learned from", .right),
        ])
        let learnedCount = evaluation.trainingCounts.values.reduce(0, +)
        for (name, label) in zip(evaluation.labels, report.labels) {
            table.add([
                name, NumberText.count(label.support), NumberText.percent(label.precision.value),
                NumberText.percent(label.recall.value), NumberText.percent(label.f1),
                NumberText.percent(Double(label.support) / Double(max(report.rowCount, 1))),
                learnedCount == 0
                    ? "" : NumberText.percent(Double(evaluation.trainingCounts[name] ?? 0) / Double(learnedCount)),
            ])
        }
        return table.text
    }

    /// Rows are the truth; for up to a screen's width of labels.
    private var confusionTable: String {
        guard !report.confusion.isEmpty, report.confusion.count <= 12 else { return "" }
        var table = TextTable(
            [("truth \\ predicted", .left)]
                + evaluation.labels.map { (String($0.prefix(10)), TextTable.Alignment.right) }
        )
        for (name, row) in zip(evaluation.labels, report.confusion) { table.add([name] + row.map { "\($0)" }) }
        return table.text
    }

    var json: JSON {
        .members([
            "model": .integer(model.number),
            "items": .integer(report.rowCount),
            "setAside": given == nil ? .integer(evaluation.setAsideCount) : .null,
            "file": given.map { .object($0.members) } ?? .null,
            "metrics": .object(measures.map { JSON.Member($0.key, EvaluationText.json($0.estimate)) }),
            "labels": .array(
                zip(evaluation.labels, report.labels).map { name, label in
                    .members([
                        "label": .string(name),
                        "items": .integer(label.support),
                        "learnedFrom": .integer(evaluation.trainingCounts[name] ?? 0),
                        "precision": EvaluationText.json(label.precision),
                        "recall": EvaluationText.json(label.recall),
                        "f1": .real(label.f1),
                    ])
                }
            ),
            "confusion": .array(report.confusion.map { .array($0.map { .integer($0) }) }),
            "calibration": .array(
                report.calibration.counts.indices.map { bin in
                    .members([
                        "items": .integer(report.calibration.counts[bin]),
                        "right": .integer(report.calibration.right[bin]),
                        "confidenceSum": .real(report.calibration.confidence[bin]),
                    ])
                }
            ),
        ])
    }

    private static func json(_ estimate: Estimate) -> JSON {
        .members([
            "value": .real(estimate.value),
            "low": estimate.bounds.map { .real($0.lowerBound) } ?? .null,
            "high": estimate.bounds.map { .real($0.upperBound) } ?? .null,
        ])
    }
}
