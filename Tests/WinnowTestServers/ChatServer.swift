package import Foundation
internal import Hummingbird
internal import NIOCore
private import Synchronization
package import WinnowDomain

/// A server that speaks the protocol of chat services, and answers as it is told.
package final class ChatServer: Sendable {
    /// What it takes of a request; what it does not take it refuses.
    package enum Limit: Sendable {
        case everything
        /// No answers by a JSON schema.
        case anyJSON
        /// Nothing but messages.
        case messagesOnly
    }

    private let limit: Limit
    private let key: String?
    private let status: Int
    private let answer: @Sendable (JSON) -> String
    private let seen = Mutex<[JSON]>([])

    /// - Parameters:
    ///   - key: That it wants; nil for any.
    ///   - status: Of all its replies that are not refusals.
    ///   - answer: The content of its answer to a request.
    package init(
        taking limit: Limit = .everything,
        key: String? = nil,
        status: Int = 200,
        _ answer: @escaping @Sendable (JSON) -> String
    ) {
        self.limit = limit
        self.key = key
        self.status = status
        self.answer = answer
    }

    /// The requests that came, those that it refused among them.
    package var requests: [JSON] { seen.withLock { $0 } }

    /// The object that a request's last message is.
    package static func subject(of request: JSON) -> JSON? {
        guard case .array(let messages)? = request["messages"], case .string(let text)? = messages.last?["content"]
        else {
            return nil
        }
        return try? JSONReader.read(text)
    }

    package func run<Result: Sendable>(_ body: @escaping @Sendable (URL) throws -> Result) async throws -> Result {
        let router = Router()
        router.post("v1/chat/completions") { [self] request, _ in
            let bytes = try await request.body.collect(upTo: 1 << 24)
            return reply(
                to: (try? JSONReader.read(Array(bytes.readableBytesView))) ?? .null,
                authorization: request.headers[.authorization]
            )
        }
        return try await LocalServer.runBlocking(router) { try body($0.appendingPathComponent("v1")) }
    }

    private func reply(to request: JSON, authorization: String?) -> Response {
        seen.withLock { $0.append(request) }
        if let key, authorization != "Bearer \(key)" {
            return LocalServer.json(#"{"error": {"message": "wrong key"}}"#, .unauthorized)
        }
        let format = request["response_format"]?["type"]
        let isRefused =
            switch limit {
            case .everything: false
            case .anyJSON: format == .string("json_schema")
            case .messagesOnly: format != nil || request["temperature"] != nil || request["max_tokens"] != nil
            }
        if isRefused { return LocalServer.json(#"{"error": {"message": "not supported"}}"#, .badRequest) }
        let reply = JSON.members([
            "id": "c", "object": "chat.completion", "model": request["model"] ?? .null,
            "choices": .array([
                .members([
                    "index": .integer(0), "finish_reason": "stop",
                    "message": .members(["role": "assistant", "content": .string(answer(request))]),
                ])
            ]),
            "usage": .members(["total_tokens": .integer(100)]),
        ])
        return LocalServer.json(reply.text, .init(code: status))
    }
}
