/// One key of the queue file: what validation, the JSON schema and the reference know of it.
package struct QueueFileKey: Sendable {
    package let name: String
    package let type: QueueFileValueType
    package let presence: Presence
    /// What it is for, in one sentence.
    package let summary: String
    /// A value as it may stand in a file.
    package let example: String

    package enum Presence: Sendable {
        case required
        /// May be left out, and then means nothing.
        case optional
        /// May be left out, and then has this value.
        case standard(CheckedContent)
    }

    package init(
        _ name: String,
        _ type: QueueFileValueType,
        _ presence: Presence,
        _ summary: String,
        example: String
    ) {
        self.name = name
        self.type = type
        self.presence = presence
        self.summary = summary
        self.example = example
    }

    package var isRequired: Bool {
        if case .required = presence { true } else { false }
    }
}

/// Keys that stand in one mapping.
package struct QueueFileSection: Sendable {
    /// The key of the mapping; empty for the file itself.
    package let name: String
    package let summary: String
    package let keys: [QueueFileKey]
    /// Keys that are planned and that this version does not read.
    package let plannedKeys: [String]

    package init(_ name: String, _ summary: String, plannedKeys: [String] = [], keys: [QueueFileKey]) {
        self.name = name
        self.summary = summary
        self.plannedKeys = plannedKeys
        self.keys = keys
    }

    package func key(named name: String) -> QueueFileKey? {
        keys.first { $0.name == name }
    }
}
