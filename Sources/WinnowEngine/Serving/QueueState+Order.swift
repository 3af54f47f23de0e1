package import WinnowDomain
package import WinnowLearning

extension QueueState {
    /// What orders the pool.
    package struct Order: Sendable {
        /// Scores by row, with the rows in order of them.
        package var ranking: Ranking
        package var source: ServingReason.Source
        package var strategy: String
        package var modelVersion: Int?
        /// What the model says of each row, where the queue shows suggestions.
        package var predictions: Predictions?

        package init(
            ranking: Ranking,
            source: ServingReason.Source,
            strategy: String,
            modelVersion: Int?,
            predictions: Predictions? = nil
        ) {
            self.ranking = ranking
            self.source = source
            self.strategy = strategy
            self.modelVersion = modelVersion
            self.predictions = predictions
        }

        /// Whether features were looked at for it: by a model, or by an initialization strategy.
        var isComputed: Bool {
            switch source {
            case .ranking: true
            case .initialization: strategy != QueryDefinition.Strategy.random.rawValue
            default: false
            }
        }
    }

    /// What an annotator has of a row.
    enum Place: Equatable {
        /// A lease until a time.
        case held(until: Moment)
        /// An answer; skips do not count towards the overlap.
        case answered(isCounted: Bool)
    }
}
