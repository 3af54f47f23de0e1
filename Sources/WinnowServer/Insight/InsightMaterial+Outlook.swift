internal import WinnowDomain
internal import WinnowEngine

extension InsightMaterial {
    /// Whether further labels are worth their while, beside how good the model is.
    var outlook: InsightFigure {
        var table = FigureTable("sign", "says that little is left", "value", "threshold", "what it means")
        let outlook = insight?.outlook
        for sign in outlook?.signs ?? [] {
            table.add(
                .text(Self.name(sign.criterion)),
                .text(sign.state.word),
                .number(sign.value, digits: 3),
                .number(sign.threshold, digits: 3),
                .text(sign.sentence)
            )
        }
        var figure = InsightFigure(
            name: "outlook",
            heading: "Are more labels worth it?",
            meaning:
                "The forecast extrapolates what trainings 25 labels or more apart got right of the same evaluation items; its 95 % "
                + "interval is of a bootstrap over these items. The signs compare the last four of these trainings on the same "
                + "items of the pool, up to 2,000: they see how steady the model is, none sees how good. None of them is a verdict: "
                + "what they cost in our simulations stands beside each.",
            table: table,
            isTableOpen: true
        )
        guard let outlook else {
            figure.missing = insight == nil ? missing : "No training was compared yet; the next one is."
            return figure
        }
        let accuracy =
            insight?.evaluation.map { " Today the model gets \(InsightText.share($0.accuracy)) right." } ?? ""
        let chosen = insight?.evaluation?.chosen
        if let chosen, let accuracy = chosen.accuracy {
            let bounds = accuracy.low.flatMap { low in accuracy.high.map { low...max(low, $0) } }
            let share = InsightText.share(Figure(value: accuracy.value, bounds: bounds))
            table.add(
                .text("chosen items, weighted (LURE)"),
                .text("–"),
                .number(accuracy.value, digits: 3),
                .nothing,
                .text("of the \(chosen.items.grouped) chosen items \(share) are right; \(chosen.sentence)")
            )
        }
        figure.table = table
        figure.finding = outlook.sentence.prefix(1).uppercased() + outlook.sentence.dropFirst() + "." + accuracy
        return figure
    }

    /// Without the version, and with spaces: a heading of a row.
    private static func name(_ criterion: String) -> String {
        String(criterion.prefix { $0 != "." }).replacing("-", with: " ")
    }
}
