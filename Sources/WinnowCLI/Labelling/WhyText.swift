internal import WinnowDomain

/// Why an item was served, in words.
enum WhyText {
    struct Row: Hashable, Sendable {
        let term: String
        let text: String
    }

    static func rows(_ card: OpenCard, _ form: LabellingForm) -> [Row] {
        let reason = card.reason
        var rows: [Row] = []
        if card.previous != nil {
            rows.append(Row(term: "opened again", text: "by you; at first it was served like this"))
        }
        rows += [Row(term: "chosen", text: reason.source.inWords), Row(term: "strategy", text: reason.strategy)]
        if let score = reason.score, reason.source == .ranking || reason.source == .exploration {
            rows.append(Row(term: "score", text: "\(NumberText.fixed(score, 3)); higher teaches the model more"))
        }
        if let rank = reason.rank {
            rows.append(Row(term: "rank", text: "\(NumberText.count(rank)) of \(NumberText.count(reason.poolSize))"))
        } else {
            rows.append(Row(term: "pool", text: NumberText.count(reason.poolSize, "item")))
        }
        rows.append(Row(term: "probability", text: probability(reason.probability)))
        rows.append(Row(term: "model", text: reason.modelVersion.map { "v\($0)" } ?? "none"))
        rows.append(
            Row(
                term: "used for",
                text: card.item.isEvaluation
                    ? "evaluation: measures the model, which never learns from it" : "learning"
            )
        )
        rows.append(Row(term: "item", text: VisibleText.line(card.item.externalID)))
        return rows
    }

    private static func probability(_ value: Double) -> String {
        value >= 0.001
            ? "\(NumberText.percent(value)) that this item came of all that could"
            : "\(NumberText.fixed(value * 1_000_000, 1)) in a million that this item came of all that could"
    }
}
