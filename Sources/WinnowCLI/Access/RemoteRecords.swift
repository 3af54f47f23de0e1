internal import Foundation
internal import WinnowAPI
internal import WinnowClient
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange

struct RemoteRecords: RecordAccess {
    let client: APIClient

    private static let pieceByteCount = 256 * 1_024

    func importRecords(
        _ wish: ImportWish,
        progress: @Sendable (String, Double?) -> Void,
        rejected: ([RejectedRecord]) throws -> Void
    ) async throws -> (reply: ImportReply, end: ImportReport.End) {
        try RecordOptions.check(wish.files)
        // None is sent if one of them is not there.
        let files = wish.files.isEmpty ? ["-"] : wish.files
        for file in files where file != "-" { _ = try ByteSource(path: file) }
        var all = ImportReply(queue: wish.queue)
        for file in files {
            var query = query(wish, file: file)
            if let limit = wish.errorLimit {
                query.append(URLQueryItem(name: "max-errors", value: "\(max(0, limit - all.rejected))"))
            }
            var end = ImportReport.End.complete
            let reply: ImportReply
            do {
                reply = try await client.importRecords(into: wish.queue, query: query) { send in
                    try await Self.carry(file, to: send)
                }
            } catch let stopped as UnfinishedImport {
                (reply, end) = (stopped.report, Self.end(stopped.reason, wish))
            }
            all.add(reply)
            progress("\(NumberText.count(all.read)) records", nil)
            try rejected(
                reply.firstRejected.map { bad in
                    RejectedRecord(
                        place: Place(file: bad.file, line: bad.line, column: bad.column),
                        reason: bad.reason
                    )
                }
            )
            guard case .complete = end else { return (all, end) }
        }
        return (all, .complete)
    }

    /// The limit is that of all files together, of which the server knows what was left for its own.
    private static func end(_ reason: ClientError, _ wish: ImportWish) -> ImportReport.End {
        guard reason.code == .tooManyErrors, let limit = wish.errorLimit else { return .failed(reason) }
        return .tooManyErrors(limit: limit)
    }

    private func query(_ wish: ImportWish, file: String) -> [URLQueryItem] {
        let records = wish.records
        let values: [(String, String?)] =
            [
                ("name", file == "-" ? "standard input" : file), ("on-conflict", wish.policy.rawValue),
                ("annotator", wish.annotator), ("labels", wish.passesOverLabels ? "false" : nil),
                ("format", records.format), ("delimiter", records.delimiter), ("id", records.idField),
                ("label", records.labelField), ("max-record-bytes", "\(records.recordByteLimit)"),
            ] + records.maps.map { ("map", $0) }
        return values.compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
    }

    /// Reads a file as it is, and sends it as fast as it is taken.
    private static func carry(_ file: String, to send: @Sendable (Data) async -> Bool) async throws {
        let handle = file == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: file))
        while let piece = try handle.read(upToCount: pieceByteCount), !piece.isEmpty {
            guard await send(piece) else { return }
        }
    }

    func export(_ wish: ExportWish, to descriptor: Int32, named file: String) async throws -> ExportReport {
        var query = [
            URLQueryItem(name: "content", value: wish.content.rawValue),
            URLQueryItem(name: "format", value: wish.format.rawValue),
        ]
        if let since = wish.since { query.append(URLQueryItem(name: "since", value: "\(since)")) }
        let event = try await client.export(of: wish.queue, query: query) { piece in
            try Console.write(piece, to: descriptor, named: file)
        }
        query.append(URLQueryItem(name: "event", value: "\(event)"))
        return try await client.exportReport(of: wish.queue, query: query)
    }
}

extension ImportReply {
    /// Together with what became of another file's records.
    fileprivate mutating func add(_ other: ImportReply) {
        read += other.read
        imported += other.imported
        unchanged += other.unchanged
        replaced += other.replaced
        kept += other.kept
        duplicates += other.duplicates
        annotations += other.annotations
        unchangedAnnotations += other.unchangedAnnotations
        supersededAnnotations += other.supersededAnnotations
        keptAnnotations += other.keptAnnotations
        rejected += other.rejected
        firstRejected += other.firstRejected.prefix(max(0, 100 - firstRejected.count))
        warnings += other.warnings
        formats += other.formats.filter { !formats.contains($0) }
    }
}
