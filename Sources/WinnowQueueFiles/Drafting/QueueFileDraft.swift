internal import WinnowDomain

/// The first version of a queue file, for somebody who has records and no queue yet.
package struct QueueFileDraft: Hashable, Sendable {
    package var title: String
    /// Fields of a record that make its text, in order.
    package var textFields: [String]
    /// nil: ids are made from the records.
    package var idField: String?
    /// nil: the records have no labels.
    package var labelField: String?
    package var metaFields: [String]
    package var labels: [String]
    package var isMultilabel: Bool

    package init(
        title: String,
        textFields: [String],
        idField: String?,
        labelField: String?,
        metaFields: [String],
        labels: [String],
        isMultilabel: Bool
    ) {
        self.title = title
        self.textFields = textFields
        self.idField = idField
        self.labelField = labelField
        self.metaFields = metaFields
        self.labels = labels
        self.isMultilabel = isMultilabel
    }

    /// The file, with a remark at what is worth a thought.
    package var text: String {
        let template = textFields.map { "{{\($0)}}" }.joined(separator: "\n")
        var item = ["text: \(YAMLText.quoted(template))"]
        if let idField { item.append("id: \(YAMLText.scalar(idField))") }
        if let labelField { item.append("label: \(YAMLText.scalar(labelField))") }
        if !metaFields.isEmpty { item.append("meta: \(YAMLText.list(metaFields))") }
        var lines = [
            "version: 1",
            "title: \(YAMLText.scalar(title))",
            "task: \(isMultilabel ? "multilabel" : "classification")",
            "item: {\(item.joined(separator: ", "))}",
            "labels:                         # add a key and a description where they help: {name: …, key: …, description: …}",
        ]
        lines += labels.map { "  - \(YAMLText.scalar($0))" }
        lines += [
            "guidelines: |",
            "  Say here what an annotator has to know to choose.",
            "query: {id: auto.v1, explore: 0.1}",
            "initialization: {id: random.v1, size: 20}",
            "evaluation: {share: 0.1}        # of the items, drawn at random, to measure on",
            "# Every other key has a default: docs/queue-file.md",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
