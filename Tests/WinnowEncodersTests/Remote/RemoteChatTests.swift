import Foundation
import Testing
import WinnowDomain
import WinnowEncoders
import WinnowTestServers

/// What is said to services of language models, and what is taken from them.
@Suite struct RemoteChatTests {
    private static let question = RemoteChat.Question(
        messages: [.init(.system, "Be brief."), .init(.user, #"{"text": "a \"good\" film\n"}"#)],
        schema: #"{"type": "object"}"#,
        schemaName: "edit",
        temperature: 0.5,
        seed: .max,
        tokenLimit: 64
    )

    private static let plan = RetryPlan(tryCount: 2, firstPause: 0.01, timeout: 120)

    private func answers(_ server: ChatServer, key: String? = nil, count: Int = 1) async throws -> [RemoteChat.Answer] {
        try await server.run { url in
            let chat = RemoteChat(url: url, model: "m", key: key, plan: Self.plan)
            return try (0..<count).map { _ in try chat.answer(to: Self.question) }
        }
    }

    @Test("a question is asked with everything that it says, and answered")
    func asked() async throws {
        let server = ChatServer(key: "secret") { _ in "yes" }
        let answer = try #require(try await answers(server, key: "secret").first)
        #expect(answer.text == "yes" && !answer.isCut && answer.tokenCount == 100)
        let request = try #require(server.requests.first)
        #expect(request["model"] == "m" && request["temperature"]?.scalarText == "0.5")
        #expect(request["max_tokens"]?.scalarText == "64" && request["seed"]?.scalarText == "2147483647")
        #expect(request["response_format"]?["json_schema"]?["name"] == "edit")
        #expect(ChatServer.subject(of: request)?["text"] == "a \"good\" film\n")
        guard case .array(let messages)? = request["messages"] else {
            Issue.record("no messages")
            return
        }
        #expect(messages.map { $0["role"] } == ["system", "user"])
    }

    @Test(
        "a service that takes less is asked for less, and asked so from then on",
        arguments: [(ChatServer.Limit.anyJSON, 1), (.messagesOnly, 2)]
    )
    func less(limit: ChatServer.Limit, refusedCount: Int) async throws {
        let server = ChatServer(taking: limit) { _ in "yes" }
        let answers = try await answers(server, count: 2)
        #expect(answers.map(\.text) == ["yes", "yes"] && server.requests.count == 2 + refusedCount)
    }

    @Test("what a service refuses is said with its address, and never with the key")
    func refused() async throws {
        let server = ChatServer(key: "right") { _ in "yes" }
        let error = await #expect(throws: EncoderError.self) { _ = try await answers(server, key: "wrong-secret") }
        let text = "\(try #require(error))"
        #expect(text.contains("127.0.0.1") && text.contains("another key") && !text.contains("wrong-secret"))
        #expect(server.requests.count == 1)
    }

    @Test("a service that is not well is asked again, and then given up")
    func unwell() async throws {
        let server = ChatServer(status: 503) { _ in "" }
        await #expect(throws: EncoderError.self) { _ = try await answers(server) }
        #expect(server.requests.count == 2)
    }

    @Test("where nobody listens there is an error and no trap")
    func nobody() throws {
        let url = try #require(URL(string: "http://127.0.0.1:9/v1"))
        let chat = RemoteChat(url: url, model: "m", key: nil, plan: Self.plan)
        #expect(throws: EncoderError.self) { try chat.answer(to: Self.question) }
    }
}
