package import Foundation
package import WinnowAPI

extension APIClient {
    /// Sends records; the query is that of the address, and so are the names in it those of the command's options.
    ///
    /// - Throws: `UnfinishedImport` when the server stopped before the end and says what is stored; `ClientError`.
    package func importRecords(
        into queue: String,
        query: [URLQueryItem],
        _ make: @escaping @Sendable (_ send: @Sendable (Data) async -> Bool) async throws -> Void
    ) async throws -> ImportReply {
        // The server answers when everything is stored.
        try await upload(
            ["api", "v1", "queues", queue, "items"],
            query: query,
            type: "application/octet-stream",
            idleSeconds: 600,
            refusal: { error, data in
                guard let problem = try? JSONDecoder().decode(ImportProblem.self, from: data) else { return error }
                return UnfinishedImport(reason: error, report: problem.report)
            },
            make
        )
    }

    /// Fetches an export.
    ///
    /// - Returns: The number of the event whose state it shows.
    package func export(
        of queue: String,
        query: [URLQueryItem],
        to sink: @Sendable (Data) async throws -> Void
    ) async throws -> Int64 {
        // A table's columns are looked for before the first byte comes.
        let head = try await download(
            ["api", "v1", "queues", queue, "export"],
            query: query,
            accept: "*/*",
            idleSeconds: 600,
            to: sink
        )
        guard let event = head.fields["winnow-event"].flatMap({ Int64($0) }) else {
            throw ClientError.notUnderstood(address, reason: "it does not say which event it shows")
        }
        return event
    }

    package func exportReport(of queue: String, query: [URLQueryItem]) async throws -> ExportReport {
        try await get(["api", "v1", "queues", queue, "export", "report"], query: query)
    }
}
