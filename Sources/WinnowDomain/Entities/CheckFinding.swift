/// Something that a check of stored data found.
package struct CheckFinding: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Worth knowing; nothing is wrong.
        case note
        /// Derived data that are damaged or too much: `winnow check --repair` mends them.
        case derived
        /// The stored truth contradicts itself or cannot be read.
        case damage
    }

    /// Stable, lower case with hyphens.
    package let code: String
    package let severity: Severity
    /// How many rows, items or files are concerned.
    package let count: Int
    /// The first few of them, in words.
    package let examples: [String]
    /// What it means.
    package let meaning: String
    /// What to do about it; nil when there is nothing to do.
    package let remedy: String?
    /// Whether it was mended.
    package var isRepaired: Bool

    package static let exampleLimit = 5

    package init(
        code: String,
        severity: Severity,
        count: Int,
        examples: [String],
        meaning: String,
        remedy: String?,
        isRepaired: Bool = false
    ) {
        self.code = code
        self.severity = severity
        self.count = count
        self.examples = Array(examples.prefix(CheckFinding.exampleLimit))
        self.meaning = meaning
        self.remedy = remedy
        self.isRepaired = isRepaired
    }

    /// Whether somebody still has to do something.
    package var isOpen: Bool { severity != .note && !isRepaired }
}
