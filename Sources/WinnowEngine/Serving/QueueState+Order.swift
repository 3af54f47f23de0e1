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

        package init(ranking: Ranking, source: ServingReason.Source, strategy: String, modelVersion: Int?) {
            self.ranking = ranking
            self.source = source
            self.strategy = strategy
            self.modelVersion = modelVersion
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
