internal import WinnowDomain

/// Why an item was served, in words.
enum WhyRows {
    struct Row: Sendable {
        let term: String
        let text: String
    }

    static func rows(_ reason: ServingReason) -> [Row] {
        var rows = [Row(term: "Chosen", text: reason.source.inWords), Row(term: "Strategy", text: reason.strategy)]
        if let score = reason.score, reason.source == .ranking || reason.source == .exploration {
            rows.append(Row(term: "Score", text: "\(score.fixed(3)); higher teaches the model more"))
        }
        if let rank = reason.rank {
            rows.append(Row(term: "Rank", text: "\(rank.grouped) of \(reason.poolSize.grouped)"))
        } else {
            rows.append(Row(term: "Pool", text: "\(reason.poolSize.grouped) items"))
        }
        rows.append(Row(term: "Model", text: reason.modelVersion.map { "v\($0)" } ?? "none"))
        return rows
    }
}
