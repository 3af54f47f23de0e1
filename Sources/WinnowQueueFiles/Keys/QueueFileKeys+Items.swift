extension QueueFileKeys {
    package static let item = QueueFileSection(
        "item",
        "How a record of an import becomes an item. A field inside another is written with dots: `customer.name`.",
        keys: [
            QueueFileKey(
                "kind",
                .choice([QueueFileChoice("text", "something to read")], planned: ["image", "record"]),
                .standard(.text("text")),
                "What an item is.",
                example: "text"
            ),
            QueueFileKey(
                "text",
                .text(.template),
                .required,
                "The text that annotators read and the model learns from; `{{name}}` is replaced by that field.",
                example: #""{{subject}}\n{{body}}""#
            ),
            field("id", "The field that identifies a record, so that importing it twice makes one item."),
            field("label", "The field with a label that is known already, or with a list of labels."),
            QueueFileKey(
                "meta",
                .list(of: .text(.line(longest: 200)), count: 0...100),
                .standard(.list([])),
                "Fields that are kept beside the item; they are exported and no model sees them.",
                example: "[received, channel]"
            ),
        ]
    )

    package static let label = QueueFileSection(
        "labels",
        "A label is a name, or a mapping with these keys. Quote names that YAML takes for something else: `\"yes\"`.",
        keys: [
            QueueFileKey(
                "name",
                .text(.line(longest: 200)),
                .required,
                "What is stored and exported; unique.",
                example: "billing"
            ),
            QueueFileKey(
                "key",
                .text(.key),
                .optional,
                "The key that chooses the label; unique; without it the page gives one out.",
                example: "b"
            ),
            QueueFileKey(
                "description",
                .text(.line(longest: 1000)),
                .optional,
                "When the label applies, shown beside its button.",
                example: "Money asked, paid or owed"
            ),
            QueueFileKey(
                "was",
                .text(.line(longest: 200)),
                .optional,
                "The label's former name, whose annotations move along.",
                example: "invoice"
            ),
        ]
    )

    private static func field(_ name: String, _ summary: String) -> QueueFileKey {
        QueueFileKey(name, .text(.line(longest: 200)), .standard(.text(name)), summary, example: name)
    }
}
