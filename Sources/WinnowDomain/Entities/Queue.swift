/// A labelling job as stored: its definition and the numbers of its labels.
package struct Queue: Hashable, Sendable {
    package let id: QueueID
    /// The name of its file without `.yaml`; in commands and addresses.
    package let name: String
    package var definition: QueueDefinition
    /// How often the definition was changed, from 1.
    package let revision: Int
    /// In the order of the definition.
    package let labels: [Label]

    package init(id: QueueID, name: String, definition: QueueDefinition, revision: Int, labels: [Label]) {
        self.id = id
        self.name = name
        self.definition = definition
        self.revision = revision
        self.labels = labels
    }

    package func label(named name: String) -> Label? {
        labels.first { $0.name == name }
    }

    package func label(_ id: LabelID) -> Label? {
        labels.first { $0.id == id }
    }
}

/// One permitted answer as stored; it keeps its number when it is renamed or moved.
package struct Label: Hashable, Sendable {
    package let id: LabelID
    package let name: String
    /// Answers given before this event could not choose the label.
    package let since: EventNumber

    package init(id: LabelID, name: String, since: EventNumber) {
        self.id = id
        self.name = name
        self.since = since
    }
}

/// A queue and how far it is.
package struct QueueSummary: Hashable, Sendable {
    package let queue: Queue
    package let itemCount: Int
    /// Items with as many annotations as the queue wants.
    package let finishedCount: Int
    package let annotationCount: Int
    package let annotatorCount: Int
    package let modelCount: Int
    package let lastEvent: EventNumber

    package init(
        queue: Queue,
        itemCount: Int,
        finishedCount: Int,
        annotationCount: Int,
        annotatorCount: Int,
        modelCount: Int,
        lastEvent: EventNumber
    ) {
        self.queue = queue
        self.itemCount = itemCount
        self.finishedCount = finishedCount
        self.annotationCount = annotationCount
        self.annotatorCount = annotatorCount
        self.modelCount = modelCount
        self.lastEvent = lastEvent
    }
}
