package import Foundation
internal import FoundationNetworking
internal import WinnowDomain

/// Bodies that do not fit into memory.
extension APIClient {
    /// Fetches something long. The sink gets it piece by piece; as long as it is at work nothing more is fetched.
    ///
    /// - Parameter sink: Throwing ends the transfer.
    /// - Returns: What came before the body.
    /// - Throws: `ClientError`, also when the end of the body is missing; what the sink throws.
    package func download(
        _ path: [String],
        query: [URLQueryItem] = [],
        accept: String = "application/x-ndjson",
        idleSeconds: Double? = nil,
        to sink: @Sendable (Data) async throws -> Void
    ) async throws -> ResponseHead {
        try await download(Call(path: path, query: query, idleSeconds: idleSeconds), accept: accept, to: sink)
    }

    func download(
        _ call: Call,
        accept: String = "application/x-ndjson",
        to sink: @Sendable (Data) async throws -> Void
    ) async throws -> ResponseHead {
        var request = try request(call)
        request.setValue("\(accept), application/problem+json", forHTTPHeaderField: "Accept")
        let session = TransferSession(idleSeconds: limits.idleSeconds)
        defer { session.close() }
        return try await exchange(request, over: session) { head, pieces in
            if head.isProblem { throw try await problem(head, pieces) }
            for try await piece in pieces { try await sink(piece) }
            return head
        }
    }

    /// Sends something long and takes a document back.
    ///
    /// - Parameters:
    ///   - refusal: Makes an error of a problem document that has more to say.
    ///   - make: Sends the body piece by piece; `false` says that the server wants no more of it.
    package func upload<Reply: Decodable & Sendable>(
        _ path: [String],
        query: [URLQueryItem] = [],
        type: String = "application/x-ndjson",
        idleSeconds: Double? = nil,
        refusal: @escaping @Sendable (ClientError, Data) -> any Error = { error, _ in error },
        _ make: @escaping @Sendable (_ send: @Sendable (Data) async -> Bool) async throws -> Void
    ) async throws -> Reply {
        let body = SentBody()
        var request = try request(Call(method: "POST", path: path, query: query, idleSeconds: idleSeconds))
        request.httpBodyStream = SentBodyStream(body)
        request.setValue(type, forHTTPHeaderField: "Content-Type")
        let session = TransferSession(idleSeconds: limits.idleSeconds)
        // The body first: a thread may wait for it.
        defer {
            body.abandon()
            session.close()
        }
        let sent = request
        return try await withThrowingTaskGroup(of: Reply?.self) { group in
            group.addTask {
                do {
                    try await make { await body.send($0) }
                    body.finish()
                } catch {
                    body.abandon()
                    throw error
                }
                return nil
            }
            group.addTask {
                defer { body.abandon() }
                return try await self.exchange(sent, over: session) { head, pieces in
                    let data = try await pieces.collect(upTo: self.limits.documentByteLimit, from: self.address)
                    if head.isProblem { throw refusal(self.problem(head, data), data) }
                    guard head.mediaType == "application/json" else { throw self.notWinnow(head) }
                    return try self.decoded(data)
                }
            }
            return try await Self.firstReply(&group)
        }
    }

    /// The reply, once both sides are done. A body that fails is the reason for whatever the server says of half of it.
    private static func firstReply<Reply>(_ group: inout ThrowingTaskGroup<Reply?, any Error>) async throws -> Reply {
        var reply: Reply?
        while let next = try await group.next() { reply = next ?? reply }
        guard let reply else { throw CancellationError() }
        return reply
    }
}
