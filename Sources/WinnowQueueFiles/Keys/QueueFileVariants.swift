/// Components of one kind: each has an id, and keys of its own.
package struct QueueFileVariants: Sendable {
    /// The key of the mapping, or of the list of mappings.
    package let name: String
    package let summary: String
    /// What there is: the name of a section is an id, and `id` is none of its keys.
    package let sections: [QueueFileSection]
    /// Ids that are planned and that this version does not read.
    package let planned: [String]
    /// The id where none is written; nil: one has to be.
    package let standard: String?

    package init(
        _ name: String,
        _ summary: String,
        planned: [String] = [],
        standard: String? = nil,
        sections: [QueueFileSection]
    ) {
        self.name = name
        self.summary = summary
        self.planned = planned
        self.standard = standard
        self.sections = sections
    }

    package func section(named id: String) -> QueueFileSection? {
        sections.first { $0.name == id }
    }

    /// The key `id`.
    package var idKey: QueueFileKey {
        QueueFileKey(
            "id",
            .choice(sections.map { QueueFileChoice($0.name, $0.summary) }, planned: planned),
            standard.map { .standard(.text($0)) } ?? .required,
            "Which one it is.",
            example: sections.first?.name ?? ""
        )
    }

    /// The key `id`, then the keys of each component: sections for the reference.
    package var all: [QueueFileSection] {
        [QueueFileSection(name, summary, keys: [idKey])]
            + sections.map { QueueFileSection("\(name): \($0.name)", $0.summary, keys: $0.keys) }
    }
}
