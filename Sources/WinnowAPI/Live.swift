/// The event `status` of a queue's stream: how it is now.
package struct LiveStatus: Hashable, Sendable, Codable {
    package let finished: Int
    package let items: Int
    /// The promoted model in words, for people.
    package let model: String
    /// The queue's revision: another one, and its labels may be others.
    package let revision: Int

    package init(finished: Int, items: Int, model: String, revision: Int) {
        self.finished = finished
        self.items = items
        self.model = model
        self.revision = revision
    }
}

/// The event `training`: that a model is being trained, or why none came of it. A `status` tells of the new one.
package struct LiveTraining: Hashable, Sendable, Codable {
    package let isRunning: Bool
    package let failure: String?

    package init(isRunning: Bool, failure: String? = nil) {
        self.isRunning = isRunning
        self.failure = failure
    }
}
