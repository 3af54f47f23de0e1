package import WinnowAPI
package import WinnowDomain
package import WinnowEngine

extension RankingDocument {
    package init(_ ranking: PoolRanking, of queue: Queue) {
        self.init(
            queue: queue.name,
            strategy: ranking.strategy,
            model: ranking.modelVersion,
            pool: ranking.poolCount,
            items: ranking.entries.map { entry in
                Entry(
                    rank: entry.rank,
                    id: entry.item.externalID,
                    score: entry.score,
                    probabilities: entry.probabilities.map {
                        LabelProbability(label: $0.label, probability: $0.probability)
                    },
                    text: entry.text
                )
            }
        )
    }
}
