package import WinnowDomain
internal import WinnowLearning

extension QueueEvaluation {
    /// All of it as plain figures.
    ///
    /// - Parameters:
    ///   - number: Of the model version.
    ///   - isOwn: Whether it was measured on the queue's own evaluation items.
    package func figures(of number: Int, isOwn: Bool) -> Evaluation {
        Evaluation(
            model: number,
            items: report.rowCount,
            setAside: isOwn ? setAsideCount : nil,
            metrics: Evaluation.Metrics(report.metrics),
            labels: zip(labels, report.labels).map { name, label in
                Evaluation.LabelFigures(
                    label: name,
                    items: label.support,
                    learnedFrom: trainingCounts[name] ?? 0,
                    precision: Evaluation.Figure(label.precision),
                    recall: Evaluation.Figure(label.recall),
                    f1: label.f1
                )
            },
            confusion: report.confusion,
            calibration: report.calibration.counts.indices.map { bin in
                Evaluation.Bin(
                    items: report.calibration.counts[bin],
                    right: report.calibration.right[bin],
                    confidenceSum: report.calibration.confidence[bin]
                )
            },
            outlook: outlook,
            chosen: chosen,
            pairs: pairs
        )
    }
}

extension Evaluation.Figure {
    init(_ estimate: Estimate) {
        self.init(estimate.value, estimate.bounds)
    }
}

extension Evaluation.Metrics {
    fileprivate init(_ metrics: Metrics<Estimate>) {
        self.init(
            accuracy: Evaluation.Figure(metrics.accuracy),
            macroF1: Evaluation.Figure(metrics.macroF1),
            macroPrecision: Evaluation.Figure(metrics.macroPrecision),
            macroRecall: Evaluation.Figure(metrics.macroRecall),
            microF1: Evaluation.Figure(metrics.microF1),
            microPrecision: Evaluation.Figure(metrics.microPrecision),
            microRecall: Evaluation.Figure(metrics.microRecall),
            areaUnderCurve: Evaluation.Figure(metrics.areaUnderCurve),
            logLoss: Evaluation.Figure(metrics.logLoss),
            brier: Evaluation.Figure(metrics.brier),
            calibrationError: Evaluation.Figure(metrics.calibrationError)
        )
    }
}
