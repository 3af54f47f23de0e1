internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    /// How the model does on pairs, and what pairs did for it; nil without any.
    var pairs: InsightFigure? {
        guard let pairs = insight?.pairs else { return nil }
        var table = FigureTable("texts", "measured", "share", "low", "high")
        let reports = [
            ("without the pairs, held out", pairs.heldWithout), ("with the pairs, held out", pairs.held),
            ("the present model, set aside", pairs.setAside),
        ].compactMap { name, report in report.map { (name, $0) } }
        for (name, report) in reports {
            for (texts, figure) in Self.measures(of: report) + Self.invariances(of: report) {
                table.add(
                    .text(texts),
                    .text(name),
                    .share(figure.value),
                    .share(figure.low),
                    .share(figure.high)
                )
            }
        }
        var figure = InsightFigure(
            name: "pairs",
            heading: "Right for the right reason",
            finding: finding(pairs),
            meaning:
                "A pair is right when the model gives its own label to the original and to every text that was edited from "
                + "it: contrast consistency (Gardner et al. 2020). A model that leans on words that only happen to go with "
                + "a label fails there, however good it is on single texts. Held out: five folds by root, so that no fit "
                + "knows a text of the pair that it is asked about; once learning from the originals alone, once from "
                + "the pairs too. Margin: the edit moves the model towards the new label, whatever it says in the end. "
                + "Invariances are edits that are to change nothing; how many get another label and how far the "
                + "probabilities move ought to be near 0. "
                + "95 % intervals (Wilson), with as many trials as roots.",
            table: table
        )
        figure.svg = ShareChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            series: reports.map(\.0),
            rows: Self.names.indices.map { place in
                ShareChart.Row(
                    name: Self.names[place],
                    shares: reports.map { _, report in
                        let figure = Self.measures(of: report)[place].1
                        return ShareChart.Share(value: figure.value, bounds: figure.bounds)
                    }
                )
            }
        ).svg(.page(name: figure.name))
        return figure
    }

    private static let names = ["originals", "revised texts", "whole pairs", "margin"]

    private static func measures(of report: Evaluation.Pairs.Report) -> [(String, Evaluation.Figure)] {
        Array(zip(names, [report.originals, report.revised, report.consistency, report.margin]))
    }

    private static func invariances(of report: Evaluation.Pairs.Report) -> [(String, Evaluation.Figure)] {
        guard let own = report.invariances else { return [] }
        return [("invariances with another label", own.flips), ("how far invariances move", own.shift)]
    }

    private func finding(_ pairs: Evaluation.Pairs) -> String {
        guard let held = pairs.held, let without = pairs.heldWithout else {
            guard let aside = pairs.setAside else {
                return "There are \(pairs.pairs.grouped) accepted pairs, too few to hold some out."
            }
            return
                "The model is right about \(percent(aside.consistency)) of \(aside.roots.grouped) pairs set aside."
        }
        let gain = 100 * (held.consistency.value - without.consistency.value)
        var sentence =
            "Of \(held.roots.grouped) pairs that it did not know, a model that learns from pairs gets "
            + "\(percent(held.consistency)) wholly right, one that learns from the originals alone "
            + "\(percent(without.consistency)): \(gain < 0 ? "−" : "+")\(abs(gain).fixed(1)) points."
        if let own = held.invariances {
            sentence +=
                " Of \(own.count.grouped) edits that are to change nothing \(percent(own.flips)) change the label."
        }
        return sentence
    }

    func percent(_ figure: Evaluation.Figure) -> String { "\((100 * figure.value).fixed(0)) %" }

    /// Whole pairs that are right, by how many pairs there were to learn from; nil with few.
    var pairCurve: InsightFigure? {
        guard let curve = insight?.pairCurve, let first = curve.points.first, let last = curve.points.last else {
            return nil
        }
        var table = FigureTable("pairs learned from", "labels learned from", "whole pairs right", "low", "high")
        for point in curve.points {
            table.add(
                .count(point.pairCount),
                .count(point.labelCount),
                .share(point.consistency.value),
                .share(point.consistency.low),
                .share(point.consistency.high)
            )
        }
        var figure = InsightFigure(
            name: "pair-curve",
            heading: "What each further pair did",
            finding:
                "Whole pairs right went from \(percent(first.consistency)) with "
                + "\(first.pairCount.grouped) pairs to \(percent(last.consistency)) with \(last.pairCount.grouped).",
            meaning:
                "What was known at earlier times is learned from again, in five folds by root, and each fold is asked about "
                + "today's pairs that it did not have. All points are about the same pairs, so a rise is the work of "
                + "pairs and labels that came in between. 95 % intervals (Wilson).",
            table: table
        )
        var chart = LineChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            xTitle: "accepted pairs learned from",
            yTitle: "today's pairs that are wholly right, 95 % interval",
            curves: [
                LineChart.Curve(
                    name: "whole pairs",
                    points: curve.points.map {
                        LineChart.Point(
                            x: Double($0.pairCount),
                            y: $0.consistency.value,
                            low: $0.consistency.low ?? $0.consistency.value,
                            high: $0.consistency.high ?? $0.consistency.value
                        )
                    }
                )
            ],
            yText: { InsightText.percent($0) }
        )
        // As in the learning curve: it stands alone.
        chart.firstStyle = 1
        figure.svg = chart.svg(.page(name: figure.name))
        return figure
    }
}
