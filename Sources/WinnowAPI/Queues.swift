package import WinnowDomain

/// A queue and how far it is.
package struct QueueDocument: Hashable, Sendable, Codable {
    package let name: String
    package let title: String
    package let task: QueueDefinition.Task
    /// In the order of the definition.
    package let labels: [String]
    /// How often the definition was changed, from 1.
    package let revision: Int
    package let items: Int
    /// Items that have all their annotations.
    package let finished: Int
    package let annotations: Int
    package let annotators: Int
    package let models: Int
    /// The number of its last event.
    package let event: Int64
    /// How many annotations name each label; missing in lists, and for those who may not see answers of others.
    package var uses: [String: Int]?
    /// The promoted model; missing in lists, and while there is none.
    package var model: ModelDocument?
    /// The text of a queue file with every default written out; missing in lists.
    package var definition: String?

    package init(_ summary: QueueSummary) {
        name = summary.queue.name
        title = summary.queue.definition.title
        task = summary.queue.definition.task
        labels = summary.queue.labels.map(\.name)
        revision = summary.queue.revision
        items = summary.itemCount
        finished = summary.finishedCount
        annotations = summary.annotationCount
        annotators = summary.annotatorCount
        models = summary.modelCount
        event = summary.lastEvent
    }
}

/// A wish for a queue. The same wish again changes nothing.
package struct NewQueueRequest: Sendable, Codable {
    /// Up to 64 small letters, digits, `-` and `_`.
    package var name: String
    /// The text of a queue file, in YAML or JSON.
    package var definition: String

    package init(name: String, definition: String) {
        self.name = name
        self.definition = definition
    }
}

package struct NewQueueReply: Sendable, Codable {
    package let queue: QueueDocument
    /// False: it was there already, with this definition.
    package let isNew: Bool

    package init(queue: QueueDocument, isNew: Bool) {
        self.queue = queue
        self.isNew = isNew
    }
}

/// A wish for another definition of a queue.
package struct QueueUpdateRequest: Sendable, Codable {
    /// The text of a queue file, in YAML or JSON.
    package var definition: String
    /// The revision that the new definition was made from; it is refused when the queue has another one by now.
    package var revision: Int
    /// True: only say whether it would be refused.
    package var dryRun: Bool?

    package init(definition: String, revision: Int, dryRun: Bool? = nil) {
        self.definition = definition
        self.revision = revision
        self.dryRun = dryRun
    }
}
