package import WinnowDomain

/// A model version with the queue file that it was trained by.
package struct ModelReply: Hashable, Sendable, Codable {
    package let model: ModelDocument
    /// The text of a queue file with every default written out.
    package let definition: String

    package init(model: ModelDocument, definition: String) {
        self.model = model
        self.definition = definition
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
