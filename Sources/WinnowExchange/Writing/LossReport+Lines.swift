private import Foundation
import WinnowDomain

extension LossReport {
    private static let mostNamed = 5

    /// One line for each kind of loss, with the first of its fields.
    package var lines: [String] {
        Dictionary(grouping: counts) { $0.key.kind }
            .sorted { $0.key.rawValue < $1.key.rawValue }
            .map { kind, losses in
                LossReport.line(kind, losses.compactMap(\.key.field), count: losses.reduce(0) { $0 + $1.value })
            }
    }

    private static func line(_ kind: Loss.Kind, _ fields: [String], count: Int) -> String {
        let sorted = fields.sorted { left, right in
            let order = left.compare(right, options: .numeric)
            return order == .orderedSame ? left < right : order == .orderedAscending
        }
        let named = sorted.prefix(mostNamed).map { "`\($0.visible)`" }.joined(separator: ", ")
        let more = fields.count > mostNamed ? " and \(fields.count - mostNamed) more fields" : ""
        let (one, many) = (count == 1 ? "row" : "rows", "values")
        if fields.isEmpty { return "\(kind.text(isOne: count == 1)) (\(count) \(one))" }
        return "\(named)\(more) \(kind.text(isOne: fields.count == 1)) (\(count) \(fields.count == 1 ? one : many))"
    }
}

extension LossReport.Loss {
    /// What happened to fields, in the order of the report.
    fileprivate enum Kind: Int {
        case writtenAsText
        case missingBecomesEmpty
        case emptyBecomesMissing
        case noColumn
        case leftOut
        case readDifferently
        case notSaid
        case noTime

        /// What stands behind the names of one field, or of several.
        func text(isOne: Bool) -> String {
            let (are, were) = isOne ? ("is", "was") : ("are", "were")
            return switch self {
            case .writtenAsText: "\(are) no \(isOne ? "string" : "strings") and \(were) written as JSON text"
            case .missingBecomesEmpty:
                "\(are) missing and \(were) written as \(isOne ? "an empty field" : "empty fields")"
            case .emptyBecomesMissing:
                isOne ? "is an empty string, which reads as missing" : "are empty, which reads as missing"
            case .noColumn: "\(isOne ? "has" : "have") no column and \(were) left out"
            case .leftOut:
                "\(were) left out: \(isOne ? "its name is" : "their names are") taken by another part of the row"
            case .readDifferently: "would not be read as data again, because of \(isOne ? "its name" : "their names")"
            case .notSaid: "cannot be said in this format and \(were) left out"
            case .noTime: "the time of an annotation is outside the years 1 to 9999 and was left out"
            }
        }
    }

    fileprivate var kind: Kind {
        switch self {
        case .writtenAsText: .writtenAsText
        case .missingBecomesEmpty: .missingBecomesEmpty
        case .emptyBecomesMissing: .emptyBecomesMissing
        case .noColumn: .noColumn
        case .leftOut: .leftOut
        case .readDifferently: .readDifferently
        case .notSaid: .notSaid
        case .noTime: .noTime
        }
    }

    fileprivate var field: String? {
        switch self {
        case .writtenAsText(let field), .missingBecomesEmpty(let field), .emptyBecomesMissing(let field),
            .noColumn(let field), .leftOut(let field), .readDifferently(let field), .notSaid(let field):
            field
        case .noTime: nil
        }
    }
}
