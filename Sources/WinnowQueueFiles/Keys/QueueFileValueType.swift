/// What a key may hold.
package indirect enum QueueFileValueType: Sendable {
    /// This number and no other.
    case exactly(Int64)
    case integer(ClosedRange<Int64>)
    case powerOfTwo(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    /// A number above 0.
    case positive
    /// A number of some type, or the word `auto`.
    case orAuto(QueueFileValueType)
    case duration(ClosedRange<Duration>)
    case choice([QueueFileChoice], planned: [String])
    case text(TextRule)
    /// Two numbers, low and high, within a range; or `false`.
    case span(ClosedRange<Int>)
    case list(of: QueueFileValueType, count: ClosedRange<Int>)
    case mapping(QueueFileSection)
    /// A mapping, or a plain text that stands for its first key alone.
    case textOrMapping(QueueFileSection)
    /// A mapping whose key `id` says which of several sections its other keys are of.
    case variant(QueueFileVariants)

    /// What a text may contain.
    ///
    /// Lengths count Unicode scalars.
    package enum TextRule: Hashable, Sendable {
        /// One line without control characters, not empty, no space at either end.
        case line(longest: Int)
        /// Any text, also none.
        case prose(longest: Int)
        /// Text with fields: `{{subject}}`.
        case template
        /// One character that is not reserved.
        case key
    }
}

/// A word that a key may hold.
package struct QueueFileChoice: Hashable, Sendable {
    package let value: String
    package let summary: String

    package init(_ value: String, _ summary: String) {
        self.value = value
        self.summary = summary
    }
}
