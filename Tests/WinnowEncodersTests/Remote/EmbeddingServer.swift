import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import WinnowEncoders
import WinnowTestServers

/// A server that speaks both languages of embedding services, and misbehaves as it is told.
final class EmbeddingServer: Sendable {
    enum Manner: Sendable {
        case well
        /// Refuses so many requests first, with this status and header.
        case busy(count: Int, status: HTTPResponse.Status, retryAfter: String?)
        /// Takes not more texts at once.
        case small(most: Int)
        /// Refuses texts with this in them.
        case refuses(String)
        /// Sends what is no reply.
        case says(String, HTTPResponse.Status)
        /// Sends vectors in another order, with their numbers.
        case shuffled
        /// Sends one vector less.
        case short
        /// Sends vectors of another length from the second request on.
        case changing
        /// Sends elsewhere.
        case redirects
        /// Wants a key.
        case wantsKey(String)
    }

    private let manner: Manner
    private let state = Mutex(State())

    struct State: Sendable {
        var requestCount = 0
        var batchSizes: [Int] = []
        var inputs: [String] = []
        var running = 0
        var mostRunning = 0
    }

    init(_ manner: Manner) {
        self.manner = manner
    }

    var seen: State { state.withLock { $0 } }

    /// The vector of a text: what it is made of, so that a mix-up shows.
    static func vector(_ text: String, width: Int = 4) -> [Float] {
        (0..<width).map { place in
            Float(text.utf8.enumerated().reduce(0) { $0 + Int($1.element) * (1 + ($1.offset + place) % 5) } % 997) / 8
        }
    }

    /// Runs while the body talks to it; the body may block, it has a thread of its own.
    func run<Result: Sendable>(_ body: @escaping @Sendable (URL) throws -> Result) async throws -> Result {
        let router = Router()
        router.post("v1/embeddings") { [self] request, context in try await answer(request, context, isOpenAI: true) }
        router.post("v1/embed") { [self] request, context in try await answer(request, context, isOpenAI: false) }
        router.get("v1/info") { _, _ in
            Self.json(#"{"model_id": "m", "model_sha": "abc", "max_client_batch_size": 8, "max_input_length": 512}"#)
        }
        return try await LocalServer.runBlocking(router) { try body($0.appendingPathComponent("v1")) }
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        LocalServer.json(text, status)
    }

    private struct Input: Decodable {
        let input: [String]?
        let inputs: [String]?
    }

    private func answer(_ request: Request, _ context: BasicRequestContext, isOpenAI: Bool) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 24)
        let input = try JSONDecoder().decode(Input.self, from: body.withUnsafeReadableBytes { Data($0) })
        let texts = input.input ?? input.inputs ?? []
        let number = state.withLock { state in
            state.requestCount += 1
            state.batchSizes.append(texts.count)
            state.inputs += texts
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
            return state.requestCount
        }
        defer { state.withLock { $0.running -= 1 } }
        try await Task.sleep(for: .milliseconds(5))
        return reply(texts, number, key: request.headers[.authorization], isOpenAI: isOpenAI)
    }

    private func reply(_ texts: [String], _ number: Int, key: String?, isOpenAI: Bool) -> Response {
        var vectors = texts.map { Self.vector($0) }
        switch manner {
        case .busy(let count, let status, let retryAfter) where number <= count:
            var response = Self.json(#"{"error": "busy"}"#, status)
            if let retryAfter { response.headers[.retryAfter] = retryAfter }
            return response
        case .small(let most) where texts.count > most: return Self.json(#"{"error": "batch size"}"#, .contentTooLarge)
        case .refuses(let word) where texts.contains { $0.contains(word) }:
            return Self.json(#"{"error": "too many tokens"}"#, .unprocessableContent)
        case .says(let text, let status) where number > 1: return Self.json(text, status)
        case .redirects:
            return Response(status: .temporaryRedirect, headers: [.location: "/v1/embeddings?again"])
        case .short where number > 1: vectors.removeLast()
        case .changing where number > 1: vectors = texts.map { Self.vector($0, width: 5) }
        case .wantsKey(let wanted) where key != "Bearer \(wanted)":
            return Self.json(#"{"error": "key"}"#, .unauthorized)
        default: break
        }
        var order = Array(vectors.indices)
        if case .shuffled = manner { order = order.reversed() }
        let lists = order.map { "[\(vectors[$0].map { "\($0)" }.joined(separator: ","))]" }
        guard isOpenAI else { return Self.json("[\(lists.joined(separator: ","))]") }
        let entries = zip(order, lists).map { #"{"object": "embedding", "index": \#($0), "embedding": \#($1)}"# }
        return Self.json(#"{"object": "list", "model": "m", "data": [\#(entries.joined(separator: ","))]}"#)
    }
}
