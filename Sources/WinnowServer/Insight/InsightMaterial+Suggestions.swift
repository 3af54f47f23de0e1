internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    /// What suggestions do to answers; nil in a queue that never made one.
    var suggestions: InsightFigure? {
        guard let influence = insight?.suggestions, !influence.isEmpty else { return nil }
        var table = FigureTable(
            "suggestion",
            "answers",
            "agree with the model",
            "share",
            "low",
            "high",
            "median seconds"
        )
        let groups = Self.conditions.compactMap { display, name in influence.groups[display].map { (name, $0) } }
        for (name, group) in groups {
            table.add(
                .text(name),
                .count(group.answerCount),
                .count(group.agreedCount),
                .share(group.agreement?.value),
                .share(group.agreement?.bounds?.lowerBound),
                .share(group.agreement?.bounds?.upperBound),
                .number(group.medianSeconds, digits: 1)
            )
        }
        var figure = InsightFigure(
            name: "suggestions",
            heading: "What suggestions do",
            finding: finding(influence),
            meaning:
                "First answers with labels, by whether the model's suggestion was shown, kept back by lot, or shown "
                + "because the annotator asked where nothing is shown by itself. Lots are drawn for each serving, so that "
                + "items that were shown and items that were not differ by chance alone: what agrees more often where it "
                + "was shown was said because it was shown. 95 % intervals: Wilson's for shares, Newcombe's for the "
                + "difference. Items that somebody asked about are not drawn by lot and are left out of it.",
            table: table,
            isTableOpen: true
        )
        figure.svg = ShareChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            series: ["answers that agree with the model, 95 % interval"],
            rows: groups.map { name, group in
                ShareChart.Row(
                    name: name,
                    shares: [group.agreement.map { ShareChart.Share(value: $0.value, bounds: $0.bounds) }]
                )
            }
        ).svg(.page(name: figure.name))
        return figure
    }

    private static let conditions: [(Suggestion.Display, String)] = [
        (.shown, "shown"), (.hidden, "kept back by lot"), (.asked, "asked for"),
    ]

    private func finding(_ influence: SuggestionInfluence) -> String {
        guard let difference = influence.difference, let bounds = difference.bounds else {
            return "There are no answers of both kinds yet, shown and kept back by lot, to compare."
        }
        func points(_ share: Double) -> String { "\(share < 0 ? "−" : "+")\(abs(100 * share).fixed(1))" }
        let between = "(\(points(bounds.lowerBound)) to \(points(bounds.upperBound)))"
        let start =
            "Where it was shown, the share of answers that agree with the model differs by "
            + "\(points(difference.value)) points \(between)"
        return bounds.contains(0)
            ? "\(start): that may be chance." : "\(start): suggestions change what people answer."
    }
}
