package import WinnowDomain

/// A model version: what it is made of and how good it was.
package struct ModelDocument: Hashable, Sendable, Codable {
    package let version: Int
    package let state: ModelVersion.State
    /// Seconds since 1970.
    package let created: Double
    /// It learned from the annotations up to this event.
    package let event: Int64
    /// Items that it learned from.
    package let labels: Int
    /// The share of right predictions on items that it did not learn from, with its 95 % interval.
    package let accuracy: TrainingSummary.Bounds?
    /// Labelled items that the accuracy was measured on.
    package let measuredOn: Int
    package let l2: Double
    package let iterations: Int
    /// Time that the training run took.
    package let seconds: Double
    package let seed: UInt64
    package let codeVersion: Int
    /// Checksums.
    package let features: String
    package let checksum: String
    /// The queue definition that it was trained by; missing in lists.
    package let definition: QueueDefinition?

    package init(_ model: ModelVersion, withDefinition: Bool = false) {
        version = model.number
        state = model.state
        created = model.createdAt.seconds
        event = model.recipe.event
        labels = model.summary.labelledCount
        accuracy = model.summary.accuracy
        measuredOn = model.summary.evaluationCount
        l2 = model.summary.l2
        iterations = model.summary.iterationCount
        seconds = model.summary.seconds
        seed = model.recipe.seed
        codeVersion = model.recipe.codeVersion
        features = model.recipe.features.description
        checksum = model.checksum.description
        definition = withDefinition ? model.recipe.definition : nil
    }
}

/// One attempt to train.
package struct TrainingRunDocument: Hashable, Sendable, Codable {
    package let id: Int64
    package let state: TrainingRun.State
    /// Seconds since 1970.
    package let started: Double
    package let ended: Double?
    package let event: Int64
    /// Why it came to nothing.
    package let message: String?

    package init(_ run: TrainingRun) {
        id = run.id.rawValue
        state = run.state
        started = run.startedAt.seconds
        ended = run.endedAt?.seconds
        event = run.event
        message = run.message
    }
}

/// A wish for a model now.
package struct TrainingRequest: Hashable, Sendable, Codable {
    /// Whether to train also when there is too little new to learn.
    package var force: Bool?
    /// How many seconds to wait for the model, 0…600; else 60.
    package var wait: Double?

    package init(force: Bool? = nil, wait: Double? = nil) {
        self.force = force
        self.wait = wait
    }
}

/// What became of the wish so far.
package struct TrainingReply: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case trained
        /// The waiting was over before the run.
        case running
    }

    package let state: State
    package let model: ModelDocument?

    package init(state: State, model: ModelDocument?) {
        self.state = state
        self.model = model
    }
}
