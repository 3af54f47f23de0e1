internal import WinnowAPI
internal import WinnowDomain

/// Why an item was served, in words.
enum WhyRows {
    static func rows(_ reason: ServingReason, _ suggestion: Suggestion?) -> [WhyRow] {
        var rows = [
            WhyRow(term: "Chosen", text: reason.source.inWords), WhyRow(term: "Strategy", text: reason.strategy),
        ]
        if let score = reason.score, reason.source == .ranking || reason.source == .exploration {
            rows.append(WhyRow(term: "Score", text: "\(score.fixed(3)); higher teaches the model more"))
        }
        if let rank = reason.rank {
            rows.append(WhyRow(term: "Rank", text: "\(rank.grouped) of \(reason.poolSize.grouped)"))
        } else {
            rows.append(WhyRow(term: "Pool", text: "\(reason.poolSize.grouped) items"))
        }
        rows.append(WhyRow(term: "Model", text: reason.modelVersion.map { "v\($0)" } ?? "none"))
        if suggestion?.display == .hidden {
            rows.append(WhyRow(term: "Suggestion", text: "hidden by lot, to see what it does to answers"))
        }
        return rows
    }
}
