internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    /// Each model version as it was measured when it was trained.
    var learningCurve: InsightFigure {
        var table = FigureTable(
            "model version",
            "labels learned from",
            "evaluation items",
            "accuracy",
            "low",
            "high",
            "trained at"
        )
        for version in versions {
            let summary = version.summary
            table.add(
                .count(version.number),
                .count(summary.labelledCount),
                .count(summary.evaluationCount),
                .share(summary.accuracy?.value),
                .share(summary.accuracy?.low),
                .share(summary.accuracy?.high),
                .text(InsightText.iso(version.createdAt))
            )
        }
        var figure = InsightFigure(
            name: "curve",
            heading: "Learning curve",
            meaning:
                "The share of evaluation items that each model version got right when it was trained, with its 95 % "
                + "interval (Wilson). Evaluation items are drawn by chance at their import and are not learned from. "
                + "They are labelled along the way, so early points rest on few of them and their bands are wide."
                + (versions.count < (versions.last?.number ?? 0) ? " Of many versions every few are shown." : ""),
            table: table
        )
        let points = versions.compactMap { version in
            version.summary.accuracy.map {
                LineChart.Point(x: Double(version.summary.labelledCount), y: $0.value, low: $0.low, high: $0.high)
            }
        }
        guard let last = versions.last, let accuracy = last.summary.accuracy else {
            figure.missing =
                versions.isEmpty
                ? missing
                : "No evaluation item is labelled yet. They are served by themselves, a share of "
                    + "\(InsightText.percent(queue.definition.evaluation.share)) of the time."
            return figure
        }
        figure.finding =
            "Model v\(last.number) gets "
            + InsightText.share(Figure(value: accuracy.value, bounds: accuracy.low...max(accuracy.low, accuracy.high)))
            + " of \(last.summary.evaluationCount.grouped) evaluation items right, having learned from "
            + "\(last.summary.labelledCount.grouped) labels."
        var chart = LineChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            xTitle: "labels learned from",
            yTitle: "accuracy on the evaluation items labelled by then, 95 % interval",
            curves: [LineChart.Curve(name: "model versions", points: points)],
            yText: { InsightText.percent($0) }
        )
        // The first curve of a chart is the one to compare with; this one stands alone.
        chart.firstStyle = 1
        figure.svg = chart.svg(.page(name: figure.name))
        return figure
    }

    /// Choosing by the model beside choosing by chance.
    var chance: InsightFigure {
        var table = FigureTable("labels by", "labels", "accuracy", "low", "high")
        let comparison = insight?.comparison
        for (name, points) in [("order given", comparison?.chosen ?? []), ("chance", comparison?.random ?? [])] {
            for point in points {
                table.add(
                    .text(name),
                    .count(point.labelCount),
                    .share(point.accuracy.value),
                    .share(point.accuracy.bounds?.lowerBound),
                    .share(point.accuracy.bounds?.upperBound)
                )
            }
        }
        var figure = InsightFigure(
            name: "chance",
            heading: "Is choosing better than chance?",
            meaning: chanceMeaning(comparison),
            table: table
        )
        guard let comparison else {
            figure.missing = insight == nil ? missing : "The features of the items are not made yet."
            return figure
        }
        guard comparison.evaluationCount > 0, comparison.labelCount >= 10 else {
            figure.missing =
                "This takes 10 labels to learn from and a labelled evaluation item; there are "
                + "\(comparison.labelCount.grouped) and \(comparison.evaluationCount.grouped)."
            return figure
        }
        figure.finding = chanceFinding(comparison)
        figure.svg = LineChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            xTitle: "labels learned from",
            yTitle: "accuracy on today's \(comparison.evaluationCount.grouped) labelled evaluation items",
            curves: [
                LineChart.Curve(name: "by chance", points: comparison.random.map(Self.point)),
                LineChart.Curve(name: "as labelled", points: comparison.chosen.map(Self.point)),
            ],
            yText: { InsightText.percent($0) }
        ).svg(.page(name: figure.name))
        return figure
    }

    private static func point(_ point: ChanceComparison.Point) -> LineChart.Point {
        let (value, bounds) = (point.accuracy.value, point.accuracy.bounds ?? 0...1)
        return LineChart.Point(x: Double(point.labelCount), y: value, low: bounds.lowerBound, high: bounds.upperBound)
    }

    private func chanceMeaning(_ comparison: ChanceComparison?) -> String {
        let counts = comparison.map {
            " \($0.randomCount.grouped) of \($0.labelCount.grouped) labels are of items that chance drew."
        }
        return "Both curves are fits of today's settings on labels as they read today, measured on the same evaluation "
            + "items. “As labelled” learns from the first n labels in the order in which they were given. “By chance” "
            + "learns from the first n of those whose items were drawn by chance alone: before the first model, and "
            + "by the queue's exploration share (\(InsightText.percent(queue.definition.query.explore))). Chance draws "
            + "from what is left in the pool, so where most of a pool is labelled its draws are of the leftovers. The "
            + "first labels of both are the same." + (counts ?? "")
    }

    private func chanceFinding(_ comparison: ChanceComparison) -> String {
        guard let difference = comparison.difference else {
            return "Only \(comparison.randomCount.grouped) labels are of items that chance drew; with 10 there is "
                + "something to compare with."
        }
        let points = { (share: Double) in (share < 0 ? "−" : "+") + abs(100 * share).fixed(1) }
        let (low, high) = (difference.bounds.lowerBound, difference.bounds.upperBound)
        let verdict =
            low > 0 ? "Choosing was better" : high < 0 ? "Chance was better" : "That is no difference one could tell"
        return "With \(difference.labelCount.grouped) labels each, the labels as given get \(points(difference.value)) "
            + "percentage points more of the evaluation items right than those drawn by chance (95 % interval "
            + "\(points(low)) to \(points(high)), of pairs). \(verdict)."
    }
}
