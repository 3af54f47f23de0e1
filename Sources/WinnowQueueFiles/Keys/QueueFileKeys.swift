internal import WinnowDomain

/// The one table of the queue file's keys: it drives validation, the JSON schema and the reference.
package enum QueueFileKeys {
    /// Keys on the labelling page that have a meaning already, so that no label can have them.
    package static let reservedLabelKeys = LabelKeys.reserved

    /// The most labels that the page can give a key of its own accord; beyond it, reading warns.
    static let freeKeyCount = 35

    package static let file = QueueFileSection(
        "",
        "The file itself.",
        keys: asking + learning
    )

    private static let asking: [QueueFileKey] = [
        QueueFileKey("version", .exactly(1), .required, "The version of this format.", example: "1"),
        QueueFileKey(
            "title",
            .text(.line(longest: 200)),
            .required,
            "What people call the queue.",
            example: "Support tickets"
        ),
        QueueFileKey(
            "task",
            .choice(tasks, planned: ["spans", "rating", "comparison"]),
            .standard(.text("classification")),
            "What an annotator is asked.",
            example: "classification"
        ),
        QueueFileKey("item", .mapping(item), .required, "How records become items.", example: #"{text: "{{body}}"}"#),
        QueueFileKey(
            "labels",
            .list(of: .textOrMapping(label), count: 1...1000),
            .required,
            "The permitted answers, in the order of the buttons; `classification` needs at least two.",
            example: "[billing, outage]"
        ),
        QueueFileKey(
            "guidelines",
            .text(.prose(longest: 100_000)),
            .standard(.text("")),
            "What annotators read before they start, and behind the key `g`.",
            example: "Choose what the customer wants solved first."
        ),
    ]

    private static let tasks = [
        QueueFileChoice("classification", "exactly one label"),
        QueueFileChoice("multilabel", "any number of labels, also none"),
    ]

    /// Every section, in the order of the reference.
    package static let sections: [QueueFileSection] =
        [file, item, label] + features.all + classifier.all
        + [head, committee, query] + initialization.all + [evaluation, assignment, retrain, counterfactuals]
}
