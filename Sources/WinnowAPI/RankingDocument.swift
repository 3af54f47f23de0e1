/// The items that would teach the model most.
package struct RankingDocument: Hashable, Sendable, Codable {
    package struct Entry: Hashable, Sendable, Codable {
        /// From 1.
        package let rank: Int
        /// The id that its record had.
        package let id: String
        /// The acquisition score, higher = more informative.
        package let score: Double
        /// Most probable first; empty without a model.
        package let probabilities: [LabelProbability]
        package let text: String

        package init(rank: Int, id: String, score: Double, probabilities: [LabelProbability], text: String) {
            self.rank = rank
            self.id = id
            self.score = score
            self.probabilities = probabilities
            self.text = text
        }
    }

    package let queue: String
    /// The query strategy that gave the scores, or the initialization strategy.
    package let strategy: String
    /// Missing before the first model.
    package let model: Int?
    /// Items that are still to be labelled.
    package let pool: Int
    package let items: [Entry]

    package init(queue: String, strategy: String, model: Int?, pool: Int, items: [Entry]) {
        self.queue = queue
        self.strategy = strategy
        self.model = model
        self.pool = pool
        self.items = items
    }
}
