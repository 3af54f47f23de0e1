internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    /// Why there is nothing measured.
    private var notMeasured: String {
        insight == nil ? missing : "No evaluation item is labelled yet."
    }

    /// What is taken for what; a table, because its cells lead to their items.
    var confusion: InsightFigure {
        let evaluation = insight?.evaluation
        guard let evaluation, !evaluation.confusion.isEmpty else { return labelMeasures }
        var table = FigureTable(columns: ["label given ↓ predicted →"] + evaluation.labels)
        let highest = max(1, evaluation.confusion.flatMap { $0 }.max() ?? 1)
        for (truth, row) in zip(evaluation.labels, evaluation.confusion) {
            table.rows.append(
                [.text(truth)]
                    + zip(evaluation.labels, row).map { predicted, count in
                        var cell = FigureTable.Cell.count(count)
                        guard count > 0 else { return cell }
                        cell.address = address(truth, predicted)
                        cell.shade = min(9, 9 * count / highest)
                        return cell
                    }
            )
        }
        let wrong = evaluation.itemCount - evaluation.confusion.indices.reduce(0) { $0 + evaluation.confusion[$1][$1] }
        return InsightFigure(
            name: "confusion",
            heading: "What is taken for what",
            finding: "\(wrong.grouped) of \(evaluation.itemCount.grouped) labelled evaluation items are predicted as "
                + "something else. Macro F1: \(InsightText.share(evaluation.macroF1)).",
            meaning: "Labelled evaluation items by the label that people gave (rows) and the one that model "
                + "v\(insight?.model.number ?? 0) predicts (columns). The diagonal is right. A number opens its items: "
                + "it is worth looking whether the model is wrong, or the label.",
            table: table,
            isTableOpen: true
        )
    }

    private func address(_ truth: String, _ predicted: String) -> String {
        "/queues/\(queue.name.formEscaped)/items?set=evaluation&label=\(truth.formEscaped)"
            + "&predicted=\(predicted.formEscaped)"
    }

    /// Where an item may have several labels there is no one thing that it is taken for.
    private var labelMeasures: InsightFigure {
        var table = FigureTable("label", "evaluation items", "precision", "low", "high", "recall", "low", "high", "F1")
        for label in insight?.evaluation?.byLabel ?? [] {
            table.add(
                .text(label.name),
                .count(label.itemCount),
                .share(label.precision.value),
                .share(label.precision.bounds?.lowerBound),
                .share(label.precision.bounds?.upperBound),
                .share(label.recall.value),
                .share(label.recall.bounds?.lowerBound),
                .share(label.recall.bounds?.upperBound),
                .number(label.f1, digits: 3)
            )
        }
        return InsightFigure(
            name: "confusion",
            heading: "How right each label is",
            missing: table.rows.isEmpty ? notMeasured : nil,
            meaning:
                "Precision is the share of the items predicted to have a label that people gave it to; recall the share of "
                + "those that people gave it to that are predicted to have it. On labelled evaluation items, with 95 % "
                + "intervals (Wilson).",
            table: table,
            isTableOpen: true
        )
    }

    /// Whether 80 % means 80 %.
    var reliability: InsightFigure {
        let bins = insight?.evaluation?.bins ?? []
        var table = FigureTable("from", "to", "predictions", "mean probability", "right", "share right", "low", "high")
        for (number, bin) in bins.enumerated() where bin.count > 0 {
            let right = Figure.share(bin.rightCount, of: bin.count)
            table.add(
                .share(Double(number) / Double(bins.count)),
                .share(Double(number + 1) / Double(bins.count)),
                .count(bin.count),
                .share(bin.meanConfidence),
                .count(bin.rightCount),
                .share(right.value),
                .share(right.bounds?.lowerBound),
                .share(right.bounds?.upperBound)
            )
        }
        var figure = InsightFigure(
            name: "reliability",
            heading: "Does 80 % mean 80 %?",
            meaning:
                "Predictions for labelled evaluation items in 15 bins by their probability: how many of a bin are right, with "
                + "its 95 % interval (Wilson), against what the model said. On the dashed line the model knows how sure "
                + "it may be; below it is too sure. The calibration error (ECE) is the mean gap, weighted by the bins' "
                + "counts; it is never quite 0 with few items, even for a model that is right about itself; and where a temperature was chosen on these very "
                + "items, a little too small.",
            table: table
        )
        guard let insight, let evaluation = insight.evaluation else {
            figure.missing = notMeasured
            return figure
        }
        let error = evaluation.calibrationError
        figure.finding =
            "Calibration error \(error.value.fixed(3))\(InsightText.interval(error, factor: 1, digits: 3)), on "
            + "\(evaluation.itemCount.grouped) labelled evaluation items, by model v\(insight.model.number)."
        figure.svg = reliabilityChart(bins, figure).svg(.page(name: figure.name))
        return figure
    }

    private func reliabilityChart(_ bins: [EvaluationFigures.Bin], _ figure: InsightFigure) -> LineChart {
        let points = bins.filter { $0.count > 0 }.map { bin in
            let right = Figure.share(bin.rightCount, of: bin.count)
            return LineChart.Point(
                x: bin.meanConfidence,
                y: right.value,
                low: right.bounds?.lowerBound ?? 0,
                high: right.bounds?.upperBound ?? 1
            )
        }
        var chart = LineChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            xTitle: "probability that the model gave",
            yTitle: "share of the predictions that are right, 95 % interval",
            curves: [
                LineChart.Curve(
                    name: "as sure as right",
                    points: [0.0, 1].map { LineChart.Point(x: $0, y: $0, low: $0, high: $0) }
                ),
                LineChart.Curve(name: "predictions", points: points, kind: .dots),
            ],
            yText: { InsightText.percent($0) }
        )
        chart.xText = { InsightText.percent($0) }
        chart.range = 0...1
        return chart
    }
}
