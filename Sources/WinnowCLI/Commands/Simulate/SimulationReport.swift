internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// What a simulation found, for people, machines and pictures.
struct SimulationReport {
    let name: String
    let plan: SimulationPlan
    let curves: [LearningCurve]
    let summaries: [StrategySummary]

    init(name: String, plan: SimulationPlan, curves: [LearningCurve]) {
        self.name = name
        self.plan = plan
        self.curves = curves
        summaries = plan.strategies.map { strategy in
            StrategySummary(strategy, curves.filter { $0.strategy == strategy })
        }
    }

    private var random: StrategySummary? { summaries.first { $0.strategy == .random } }

    private func gain(_ summary: StrategySummary) -> PairedDifference? {
        random.map { PairedDifference(summary.areas, against: $0.areas) }
    }

    private func finalGain(_ summary: StrategySummary) -> PairedDifference? {
        random.map { PairedDifference(summary.finals, against: $0.finals) }
    }

    /// The labels that a strategy needed to be as good as random choice in the end; nil when it never was.
    private func labelsToRandomFinal(_ summary: StrategySummary) -> Int? {
        guard let goal = random?.points.last?.mean else { return nil }
        return summary.points.first { $0.mean >= goal }?.labelCount
    }

    var text: String {
        let setting =
            "\(name): \(NumberText.count(plan.pool.count, "item")) to choose from, "
            + "\(NumberText.count(plan.test.count, "item")) to measure on, \(NumberText.count(plan.seeds.count, "seed"))"
        return [setting, curveTable, summaryTable, verdicts, stopTable].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Accuracy by labels, not more than a screen of rows.
    private var curveTable: String {
        var table = TextTable(
            [("labels", .right)] + summaries.map { ($0.strategy.shortName, TextTable.Alignment.right) }
        )
        let count = summaries.first?.points.count ?? 0
        let stride = max(1, (count + 19) / 20)
        for row in 0..<count where row % stride == 0 || row == count - 1 {
            table.add(
                ["\(summaries[0].points[row].labelCount)"]
                    + summaries.map { $0.points.indices.contains(row) ? $0.points[row].text : "" }
            )
        }
        return "Accuracy in % by labels, mean ± standard deviation over the seeds\n" + table.text
    }

    private var summaryTable: String {
        var table = TextTable([
            ("strategy", .left), ("mean of the curve", .right), ("against random", .right), ("at the end", .right),
        ])
        for summary in summaries {
            table.add([
                summary.strategy.shortName, summary.area.text,
                summary.strategy == .random ? "" : gain(summary)?.text ?? "",
                summary.points.last?.text ?? "",
            ])
        }
        return table.text + "\nagainst random: in points, seed by seed, with the 95 % interval of its mean"
    }

    /// A sentence for each strategy: the labels that it saves, and whether the seeds tell it from random choice.
    private var verdicts: String {
        summaries.filter { $0.strategy != .random }.map { summary in
            let name = summary.strategy.shortName
            let last = summary.points.last?.labelCount ?? 0
            guard let labels = labelsToRandomFinal(summary) else {
                return "\(name) does not reach what random choice has with \(last) labels\(distance(summary))."
            }
            let end = finalGain(summary)?.isNoise == false ? "" : distance(summary)
            return "\(name) is as good with \(labels) labels as random choice with \(last)\(end)."
        }.joined(separator: "\n")
    }

    /// How far apart both are in the end, and what that is worth.
    private func distance(_ summary: StrategySummary) -> String {
        guard let difference = finalGain(summary) else { return "" }
        let seeds = plan.seeds.count
        guard difference.margin != nil else { return " (one seed: this may be chance; try --seeds 0-9)" }
        let worth =
            difference.isNoise
            ? "the seeds do not tell them apart; more seeds narrow it, as in --seeds 0-\(max(9, 2 * seeds - 1))"
            : "more than chance"
        return " (\(difference.text) points at the end: \(worth))"
    }

    /// What each stopping criterion would have cost.
    private var stopTable: String {
        guard summaries.contains(where: { !$0.stops.isEmpty }) else { return "" }
        var table = TextTable([
            ("strategy", .left), ("stopping criterion", .left), ("met by seeds", .right), ("labels", .right),
            ("points that followed", .right),
        ])
        for summary in summaries {
            for stop in summary.stops {
                let cost = [stop.cost.median, stop.cost.most].map { NumberText.fixed(100 * $0, 1) }
                table.add([
                    summary.strategy.shortName, stop.criterion, "\(stop.count) of \(plan.seeds.count)",
                    "\(stop.labelCount)", "\(cost[0]), at most \(cost[1])",
                ])
            }
        }
        return "Where stopping criteria were first met (median of the seeds that did)\n" + table.text
    }

    var json: JSON {
        .members([
            "queue": .string(name),
            "poolItems": .integer(plan.pool.count),
            "testItems": .integer(plan.test.count),
            "labels": .array(plan.labels.map { .string($0) }),
            "initial": .integer(plan.initialCount),
            "batch": .integer(plan.batchSize),
            "strategies": .array(
                summaries.map { summary in
                    .members([
                        "strategy": .string(summary.strategy.rawValue),
                        "meanAccuracy": summary.area.json,
                        "finalAccuracy": summary.points.last?.json ?? .null,
                        "meanAgainstRandom": gain(summary)?.json ?? .null,
                        "finalAgainstRandom": finalGain(summary)?.json ?? .null,
                        "labelsToRandomFinal": labelsToRandomFinal(summary).map { .integer($0) } ?? .null,
                        "stops": .array(summary.stops.map(SimulationReport.json)),
                    ])
                }
            ),
            "curves": .array(
                curves.map { curve in
                    .members([
                        "strategy": .string(curve.strategy.rawValue),
                        "seed": .integer(curve.seed),
                        "points": .array(
                            curve.points.map { point in
                                .members([
                                    "labels": .integer(point.labelCount),
                                    "accuracy": .real(point.accuracy),
                                    "macroF1": .real(point.macroF1),
                                ])
                            }
                        ),
                    ])
                }
            ),
        ])
    }

    private static func json(_ stop: StrategySummary.Stop) -> JSON {
        .members([
            "criterion": .string(stop.criterion),
            "seeds": .integer(stop.count),
            "labels": .integer(stop.labelCount),
            "costMedian": .real(stop.cost.median),
            "costMost": .real(stop.cost.most),
        ])
    }
}
