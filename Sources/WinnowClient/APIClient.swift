internal import Foundation
internal import FoundationNetworking

/// Asks a running server for what the commands do on a folder.
///
/// Requests are typed by family in `APIClient+….swift`: documents of `WinnowAPI` in and out. What the server refuses comes
/// back as `ClientError.problem` with the code of the catalogue, so that a command ends as it would on the folder.
package struct APIClient: Sendable {
    package let address: ServerAddress
    let token: AccessToken?
    let limits: ClientLimits
    /// For documents; streams have sessions of their own.
    let session: TransferSession

    package init(_ address: ServerAddress, token: AccessToken?, limits: ClientLimits = ClientLimits()) {
        self.address = address
        self.token = token
        self.limits = limits
        if address.isThisMachine { ProxyBypass.begin(for: address.url.host ?? "") }
        session = TransferSession(idleSeconds: limits.idleSeconds)
    }

    /// Ends the connections that are kept for the next request.
    package func close() { session.close() }

    /// A call that is answered with a document.
    struct Call {
        var method = "GET"
        var path: [String]
        var query: [URLQueryItem] = []
        var body: Data?
        var contentType = "application/json"
        /// How long nothing may come; else the client's own limit.
        var idleSeconds: Double?
    }

    func get<Reply: Decodable>(_ path: [String], query: [URLQueryItem] = []) async throws -> Reply {
        try await reply(to: Call(path: path, query: query))
    }

    func send<Reply: Decodable>(
        _ method: String = "POST",
        _ path: [String],
        query: [URLQueryItem] = [],
        _ body: some Encodable,
        idleSeconds: Double? = nil
    ) async throws -> Reply {
        let body = try JSONEncoder().encode(body)
        return try await reply(
            to: Call(method: method, path: path, query: query, body: body, idleSeconds: idleSeconds)
        )
    }

    func send(_ method: String = "POST", _ path: [String], _ body: some Encodable) async throws {
        _ = try await document(Call(method: method, path: path, body: try JSONEncoder().encode(body)))
    }

    func delete(_ path: [String], query: [URLQueryItem] = []) async throws {
        _ = try await document(Call(method: "DELETE", path: path, query: query))
    }

    func reply<Reply: Decodable>(to call: Call) async throws -> Reply {
        let (head, data) = try await document(call)
        guard head.mediaType == "application/json" else { throw notWinnow(head) }
        return try decoded(data)
    }

    func decoded<Reply: Decodable>(_ data: Data) throws -> Reply {
        do {
            return try JSONDecoder().decode(Reply.self, from: data)
        } catch let error as DecodingError {
            throw ClientError.notUnderstood(address, reason: error.inWords)
        }
    }

    /// Sends a request and takes in the whole answer.
    private func document(_ call: Call) async throws -> (ResponseHead, Data) {
        try await exchange(try request(call), over: session) { head, pieces in
            if head.isProblem { throw try await problem(head, pieces) }
            return (head, try await pieces.collect(upTo: limits.documentByteLimit, from: address))
        }
    }

    func request(_ call: Call) throws -> URLRequest {
        var request = URLRequest(url: try address.appending(call.path, query: call.query))
        request.httpMethod = call.method
        request.timeoutInterval = call.idleSeconds ?? limits.idleSeconds
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue("winnow", forHTTPHeaderField: "User-Agent")
        if let token { request.setValue("Bearer \(token.text)", forHTTPHeaderField: "Authorization") }
        if let body = call.body {
            request.httpBody = body
            request.setValue(call.contentType, forHTTPHeaderField: "Content-Type")
        }
        return request
    }
}
