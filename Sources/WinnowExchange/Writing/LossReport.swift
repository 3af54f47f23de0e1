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

    /// One line for each loss, sorted.
    package var lines: [String] {
        counts.map { loss, count in "\(LossReport.text(of: loss)) (\(count) \(count == 1 ? "row" : "rows"))" }.sorted()
    }

    private static func text(of loss: Loss) -> String {
        switch loss {
        case .writtenAsText(let field): "`\(field)` is no string and was written as JSON text"
        case .missingBecomesEmpty(let field): "`\(field)` is missing and was written as an empty field"
        case .emptyBecomesMissing(let field): "`\(field)` is an empty string, which reads as missing"
        case .noColumn(let field): "`\(field)` has no column and was left out"
        case .leftOut(let field): "`\(field)` was left out: its name is taken by another part of the row"
        case .readDifferently(let field): "`\(field)` would not be read as data again, because of its name"
        case .noTime: "the time of an annotation is outside the years 1 to 9999 and was left out"
        }
    }
}
