/// A format of exports.
package enum ExportFormat: Hashable, Sendable, RawRepresentable, CaseIterable {
    /// An object a line.
    case jsonLines
    case csv
    case tsv
    /// As another tool reads it.
    case peer(PeerFormat)

    /// nil for formats that only imports have.
    package init?(_ form: FileForm) {
        switch form {
        case .jsonLines: self = .jsonLines
        case .csv: self = .csv
        case .tsv: self = .tsv
        case .text: return nil
        }
    }

    package static let allCases = [jsonLines, csv, tsv] + PeerFormat.allCases.filter(\.isWritten).map { peer($0) }

    /// The format with a name, as after `--format`; nil when there is none.
    package init?(rawValue: String) {
        switch RecordFormat(name: rawValue) {
        case .own(let form)?: self.init(form)
        case .peer(let peer)? where peer.isWritten: self = .peer(peer)
        case .peer?, nil: return nil
        }
    }

    package var rawValue: String {
        switch self {
        case .jsonLines: "jsonl"
        case .csv: "csv"
        case .tsv: "tsv"
        case .peer(let peer): peer.rawValue
        }
    }

    /// What a file of the format is called at its end.
    package var fileEnding: String {
        switch self {
        case .jsonLines, .csv, .tsv: rawValue
        case .peer(let peer): peer.fileEnding
        }
    }

    package var mediaType: String {
        switch self {
        case .jsonLines: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8"
        case .tsv: "text/tab-separated-values; charset=utf-8"
        case .peer(let peer): peer.mediaType
        }
    }
}
