/// The right of one annotator to work on one item until a time.
package struct Assignment: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case active
        case submitted
        /// Given back.
        case released
        /// The lease ran out.
        case expired
        /// Submitted, then undone.
        case retracted
    }

    package let id: AssignmentID
    package let item: ItemID
    package let annotator: AnnotatorID
    package let state: State
    package let leaseUntil: Moment
    package let reason: ServingReason
    /// The page or program that works on it: one annotator may have several open.
    package let holder: String?
    /// nil where the queue shows none, and where there was no model.
    package let suggestion: Suggestion?

    package init(
        id: AssignmentID,
        item: ItemID,
        annotator: AnnotatorID,
        state: State,
        leaseUntil: Moment,
        reason: ServingReason,
        holder: String? = nil,
        suggestion: Suggestion? = nil
    ) {
        self.id = id
        self.item = item
        self.annotator = annotator
        self.state = state
        self.leaseUntil = leaseUntil
        self.reason = reason
        self.holder = holder
        self.suggestion = suggestion
    }
}

/// Why an item was served: stored with the assignment, shown on demand.
package struct ServingReason: Hashable, Sendable, Codable {
    package enum Source: String, Hashable, Sendable, Codable, CaseIterable {
        /// By the model's ranking.
        case ranking
        /// Drawn at random from the pool by the queue's exploration share.
        case exploration
        /// Set aside to measure on.
        case evaluation
        /// A revised text that somebody wrote, to be labelled without seeing what it is to be.
        case verification
        /// Before there is a model.
        case initialization
        /// By the queue's order, which does not ask the model.
        case order
        /// Opened again by the annotator.
        case reopened

        /// Whether annotators may be shown what the model says.
        package var takesSuggestions: Bool { self != .evaluation && self != .verification }
    }

    package var source: Source
    /// The id of the query or initialization strategy.
    package var strategy: String
    /// The acquisition score, where there is one.
    package var score: Double?
    /// The place in the ranking, from 1.
    package var rank: Int?
    /// Items that could have been served.
    package var poolSize: Int
    /// The probability with which this item was served of all that could have been, 0…1.
    package var probability: Double
    /// The model version that ranked.
    package var modelVersion: Int?

    package init(
        source: Source,
        strategy: String,
        score: Double? = nil,
        rank: Int? = nil,
        poolSize: Int,
        probability: Double,
        modelVersion: Int? = nil
    ) {
        self.source = source
        self.strategy = strategy
        self.score = score
        self.rank = rank
        self.poolSize = poolSize
        self.probability = probability
        self.modelVersion = modelVersion
    }
}
