internal import HTTPTypes
internal import Hummingbird
internal import WinnowDomain
internal import WinnowExchange

/// How the records in the body of a request are read: by the parameters of its address, which are called as the options
/// of the command line, and by its media type.
struct RecordsRequest: Sendable {
    static let names = ["name", "format", "delimiter", "id", "label", "map", "max-record-bytes"]
    /// The longest record that may be asked for.
    private static let recordByteLimit = 64 << 20

    /// What messages call the body.
    let name: String
    let wishes: RecordWishes
    /// nil where the request does not say it.
    let byteCount: Int64?

    /// - Throws: `RequestError`.
    init(_ request: Request, _ fields: QueryFields) throws {
        name = String((fields.text("name") ?? "request").prefix(200))
        var wishes = RecordWishes()
        wishes.format = fields.text("format")
        wishes.delimiter = fields.text("delimiter")
        wishes.idField = fields.text("id")
        wishes.labelField = fields.text("label")
        wishes.maps = fields.all("map")
        wishes.recordByteLimit =
            try fields.whole("max-record-bytes", in: 16...Self.recordByteLimit) ?? LineReader.defaultByteLimit
        wishes.form = try Self.form(request.headers[.contentType])
        self.wishes = wishes
        byteCount = request.headers[.contentLength].flatMap { Int64($0) }
    }

    /// What a media type means; nil where the name or the content tells it.
    private static func form(_ header: String?) throws -> FileForm? {
        let type = (header ?? "").prefix { $0 != ";" }.lowercased()
        switch type.trimmingPrefix(" ").split(separator: " ").first.map(String.init) ?? "" {
        case "", "application/octet-stream", "application/gzip", "application/x-gzip": return nil
        case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines",
            "application/json":
            return .jsonLines
        case "text/csv": return .csv
        case "text/tab-separated-values": return .tsv
        case "text/plain": return .text
        default:
            throw RequestError(
                .unsupportedMedia,
                "send application/x-ndjson, text/csv, text/tab-separated-values or text/plain, gzipped or not"
            )
        }
    }
}
