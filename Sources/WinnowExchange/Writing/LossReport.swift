/// What an export could not say in the words of its format, counted.
package struct LossReport: Hashable, Sendable {
    package enum Loss: Hashable, Sendable {
        /// A value that is no string, written as JSON text; read again, it is a string.
        case writtenAsText(field: String)
        /// A field that the row does not have, in a table; read again, it is an empty string.
        case missingBecomesEmpty(field: String)
        /// An empty string in a column where empty means that there is none.
        case emptyBecomesMissing(field: String)
        /// A field without a column; it is left out.
        case noColumn(field: String)
        /// A field whose name is taken by the id, the label or another part of the row; it is left out.
        case leftOut(field: String)
        /// A field that is written, but that the reader takes for meta data, an annotation, an id or a label.
        case readDifferently(field: String)
        /// A part of a judgement that the format has no words for; it is left out.
        case notSaid(part: String)
        /// A time that ISO 8601 cannot say; it is left out.
        case noTime
    }

    /// Values by what happened to them.
    package private(set) var counts: [Loss: Int] = [:]

    package init() {}

    package var isEmpty: Bool { counts.isEmpty }

    mutating func add(_ loss: Loss) {
        counts[loss, default: 0] += 1
    }

    mutating func add(_ other: LossReport) {
        counts.merge(other.counts, uniquingKeysWith: +)
    }
}
