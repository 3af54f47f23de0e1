internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

/// What the commands that bring records in and out ask of their place.
protocol RecordAccess: Sendable {
    /// Brings in the records of files.
    ///
    /// - Parameters:
    ///   - progress: Told how many records or bytes are through, in words, and how much of all that is (0…1).
    ///   - rejected: Given the bad records, in file order; a server names the first of them only.
    func importRecords(
        _ wish: ImportWish,
        progress: @Sendable (String, Double?) -> Void,
        rejected: ([RejectedRecord]) throws -> Void
    ) async throws -> (reply: ImportReply, end: ImportReport.End)

    /// Writes an export to an open file.
    func export(_ wish: ExportWish, to descriptor: Int32, named file: String) async throws -> ExportReport
}

/// What is given out, and how.
struct ExportWish: Sendable {
    var queue: String
    var content: Exporter.Content
    var format: ExportFormat
    /// The event that an earlier export showed; nil for everything.
    var since: EventNumber?
}

/// Which records are brought in, and how.
struct ImportWish: Sendable {
    var queue: String
    var files: [String]
    var policy: ConflictPolicy
    var annotator: String
    var passesOverLabels: Bool
    var errorLimit: Int?
    var records: RecordWishes
}

extension DataOptions {
    func records() throws -> any RecordAccess {
        switch try place {
        case .folder: LocalRecords(installation: try open())
        case .server(let client): RemoteRecords(client: client)
        }
    }
}
