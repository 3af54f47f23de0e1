/// A format of exports.
package enum ExportFormat: String, Hashable, Sendable, CaseIterable {
    /// An object a line.
    case jsonLines = "jsonl"
    case csv
    case tsv

    /// nil for formats that only imports have.
    package init?(_ format: RecordFormat) {
        switch format {
        case .jsonLines: self = .jsonLines
        case .csv: self = .csv
        case .tsv: self = .tsv
        case .text: return nil
        }
    }

    package var mediaType: String {
        switch self {
        case .jsonLines: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8"
        case .tsv: "text/tab-separated-values; charset=utf-8"
        }
    }
}
