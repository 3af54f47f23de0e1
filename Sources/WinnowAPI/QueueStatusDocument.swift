/// How a queue is doing.
package struct QueueStatusDocument: Sendable, Codable {
    package let queue: String
    /// How often the definition was changed, from 1.
    package let revision: Int
    package let items: Int
    /// Items with as many annotations as the queue wants.
    package let finished: Int
    /// Annotators who have an item right now.
    package let annotators: Int
    /// Labels that there are to learn from.
    package let labels: Int
    /// Those of them that no training run has seen.
    package let newLabels: Int
    /// Labels that people gave since midnight UTC.
    package let labelsToday: Int
    package let lastEvent: Int64
    package let isTraining: Bool
    /// Items that encoders are done with, while they are not done with all.
    package let encoded: Int?
    package let model: ModelDocument?
    package let lastRun: TrainingRunDocument?
    /// What keeps the model from learning, in words; missing when all is well.
    package let trouble: String?

    package init(
        queue: String,
        revision: Int,
        items: Int,
        finished: Int,
        annotators: Int,
        labels: Int,
        newLabels: Int,
        labelsToday: Int,
        lastEvent: Int64,
        isTraining: Bool,
        encoded: Int?,
        model: ModelDocument?,
        lastRun: TrainingRunDocument?,
        trouble: String?
    ) {
        self.queue = queue
        self.revision = revision
        self.items = items
        self.finished = finished
        self.annotators = annotators
        self.labels = labels
        self.newLabels = newLabels
        self.labelsToday = labelsToday
        self.lastEvent = lastEvent
        self.isTraining = isTraining
        self.encoded = encoded
        self.model = model
        self.lastRun = lastRun
        self.trouble = trouble
    }
}
