internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    private static let drawnCount = 24

    /// How often each label is given and predicted.
    var labelShares: InsightFigure {
        let labels = insight?.labels ?? []
        let learned = labels.reduce(0) { $0 + $1.labelledCount }
        let pool = insight?.pool.itemCount ?? 0
        var table = FigureTable(
            "label",
            "labels learned from",
            "share of them",
            "evaluation items",
            "estimated share of all items",
            "low",
            "high",
            "predicted in the pool",
            "share of the pool"
        )
        for label in labels {
            table.add(
                .text(label.name),
                .count(label.labelledCount),
                .share(learned == 0 ? nil : Double(label.labelledCount) / Double(learned)),
                .count(label.evaluationCount),
                .share(label.estimate?.value),
                .share(label.estimate?.bounds?.lowerBound),
                .share(label.estimate?.bounds?.upperBound),
                .count(label.predictedCount),
                .share(pool == 0 ? nil : Double(label.predictedCount) / Double(pool))
            )
        }
        var figure = InsightFigure(
            name: "labels",
            heading: "Labels",
            meaning: "Three ways to count. Labels learned from were chosen by the strategy and are no picture of all "
                + "items. Evaluation items were drawn by chance, so their shares are estimates for all items, with "
                + "95 % intervals (Wilson). What the model predicts in the pool is a count, with the model's mistakes in it.",
            table: table
        )
        guard let insight, learned > 0 || pool > 0 else {
            figure.missing = missing
            return figure
        }
        let shown = labels.sorted { $0.labelledCount + $0.predictedCount > $1.labelledCount + $1.predictedCount }
            .prefix(Self.drawnCount)
        figure.finding =
            "\(learned.grouped) labels to learn from, and predictions for \(insight.pool.itemCount.grouped) items of the "
            + "pool by model v\(insight.model.number)."
            + (labels.count > shown.count ? " The \(shown.count) most frequent labels are drawn." : "")
        figure.svg = ShareChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            series: ["learned from", "estimated for all items, 95 % interval", "predicted in the pool"],
            rows: shown.map { label in
                ShareChart.Row(
                    name: label.name,
                    shares: [
                        learned == 0
                            ? nil : ShareChart.Share(value: Double(label.labelledCount) / Double(learned)),
                        label.estimate.map { ShareChart.Share(value: $0.value, bounds: $0.bounds) },
                        pool == 0 ? nil : ShareChart.Share(value: Double(label.predictedCount) / Double(pool)),
                    ]
                )
            }
        ).svg(.page(name: figure.name))
        return figure
    }

    /// How sure the model is of what nobody has labelled.
    var poolConfidence: InsightFigure {
        var table = FigureTable("from", "to", "items")
        let bins = insight?.pool.bins ?? []
        for (number, count) in bins.enumerated() {
            table.add(
                .share(Double(number) / Double(bins.count)),
                .share(Double(number + 1) / Double(bins.count)),
                .count(count)
            )
        }
        let isMultilabel = queue.definition.task == .multilabel
        var figure = InsightFigure(
            name: "pool",
            heading: "How sure the model is of the pool",
            meaning: isMultilabel
                ? "Unlabelled items by how sure the model is of each label being there or not, on average over the labels. "
                    + "As it learns, the mass moves to the right."
                : "Unlabelled items by the probability of their most probable label. At the left the model guesses; as it "
                    + "learns, the mass moves to the right.",
            table: table
        )
        guard let insight else {
            figure.missing = missing
            return figure
        }
        let sure = bins.suffix(2).reduce(0, +)
        figure.finding =
            insight.pool.itemCount == 0
            ? "Everything in the pool is labelled."
            : "Of \(insight.pool.itemCount.grouped) unlabelled items the model is at least 90 % sure of "
                + "\(sure.grouped) (\(InsightText.percent(Double(sure) / Double(insight.pool.itemCount))))."
        figure.svg = BarChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            xTitle: isMultilabel ? "mean sureness over the labels" : "probability of the most probable label",
            yTitle: "items",
            bars: bins.enumerated().map { number, count in
                BarChart.Bar(
                    value: Double(count),
                    mark: number % 4 == 0 ? InsightText.percent(Double(number) / Double(bins.count)) : nil
                )
            },
            marksAreEdges: true
        ).svg(.page(name: figure.name))
        return figure
    }
}
