internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    private static let meaning =
        "Answers that people gave in the browser, the terminal or by the API; also those that were changed or taken back "
        + "later. Imported labels are not counted. Times are UTC."

    var hours: InsightFigure {
        let hours = activity.lastHours(24, now: now)
        var table = FigureTable("hour", "answers")
        for hour in hours { table.add(.text(InsightText.minute(hour.start)), .count(hour.count)) }
        return work(
            ("hours", "Answers in the last 24 hours"),
            hours,
            table,
            xTitle: "hour",
            mark: { $0 % 3 == 2 ? InsightText.hour($1) : nil }
        )
    }

    var days: InsightFigure {
        let days = activity.lastDays(Activity.dayCount, now: now)
        var table = FigureTable("day", "answers")
        for day in days { table.add(.text(InsightText.day(day.start)), .count(day.count)) }
        return work(
            ("days", "Answers in the last \(Activity.dayCount) days"),
            days,
            table,
            xTitle: "day",
            mark: { $0 % 5 == 4 ? String(InsightText.day($1).dropFirst(5)) : nil }
        )
    }

    private func work(
        _ names: (name: String, heading: String),
        _ spans: [(start: Moment, count: Int)],
        _ table: FigureTable,
        xTitle: String,
        mark: (Int, Moment) -> String?
    ) -> InsightFigure {
        var figure = InsightFigure(name: names.name, heading: names.heading, meaning: Self.meaning, table: table)
        let total = spans.reduce(0) { $0 + $1.count }
        guard total > 0 else {
            figure.missing = "Nobody has answered in this time."
            return figure
        }
        let most = spans.max { $0.count < $1.count }
        figure.finding = "\(total.grouped) answers, at most \((most?.count ?? 0).grouped) in one \(xTitle)."
        figure.svg = BarChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            xTitle: xTitle,
            yTitle: "answers",
            bars: spans.enumerated().map { number, span in
                BarChart.Bar(value: Double(span.count), mark: mark(number, span.start))
            }
        ).svg(.page(name: figure.name))
        return figure
    }

    var people: InsightFigure {
        var table = FigureTable(
            "annotator",
            "answers",
            "last 24 hours",
            "last \(Activity.dayCount) days",
            "median seconds",
            "skipped",
            "unsure",
            "flagged"
        )
        let persons = activity.persons(now: now)
        for person in persons {
            let share = { (answer: Judgement.Answer) in
                FigureTable.Cell.share(Double(person.answers[answer] ?? 0) / Double(max(1, person.answerCount)))
            }
            table.add(
                .text(names[person.annotator] ?? "annotator \(person.annotator)"),
                .count(person.answerCount),
                .count(person.lastDay),
                .count(person.lastDays),
                .number(person.medianSeconds, digits: 1),
                share(.skip),
                share(.unsure),
                share(.flag)
            )
        }
        return InsightFigure(
            name: "people",
            heading: "Annotators",
            missing: persons.isEmpty ? "Nobody has answered yet." : nil,
            meaning: Self.meaning
                + " The median is over each one's last few hundred answers whose time is known. A fast annotator is not "
                + "a bad one: items differ, and the queue gives the hard ones first.",
            table: table,
            isTableOpen: true
        )
    }

    var models: InsightFigure {
        var table = FigureTable(
            "version",
            "state",
            "trained at",
            "labels learned from",
            "evaluation items",
            "accuracy",
            "low",
            "high",
            "seconds"
        )
        for version in newest {
            table.add(
                .text("v\(version.number)"),
                .text(version.state.rawValue),
                .text(InsightText.minute(version.createdAt)),
                .count(version.summary.labelledCount),
                .count(version.summary.evaluationCount),
                .share(version.summary.accuracy?.value),
                .share(version.summary.accuracy?.low),
                .share(version.summary.accuracy?.high),
                .number(version.summary.seconds, digits: 2)
            )
        }
        return InsightFigure(
            name: "models",
            heading: "Model versions",
            missing: newest.isEmpty ? missing : nil,
            meaning:
                "The newest versions. The promoted one ranks the pool and is what predictions come from. The interval is "
                + "Wilson's, on the evaluation items that were labelled at that time.",
            table: table,
            isTableOpen: true
        )
    }

    /// Runs that made no model; nil when the last ones all did.
    var failures: InsightFigure? {
        var table = FigureTable("run", "state", "began at", "message")
        for run in runs where run.state == .failed || run.state == .cancelled {
            table.add(
                .text("\(run.id)"),
                .text(run.state.rawValue),
                .text(InsightText.minute(run.startedAt)),
                .text(run.message ?? "")
            )
        }
        guard !table.rows.isEmpty else { return nil }
        return InsightFigure(
            name: "runs",
            heading: "Training runs that ended early",
            meaning:
                "Of the last \(runs.count) runs. A run that is cancelled was under way when Winnow was stopped; the next "
                + "one learns the same labels.",
            table: table,
            isTableOpen: true
        )
    }
}
