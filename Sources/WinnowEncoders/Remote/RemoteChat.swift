package import Foundation
private import Synchronization
package import WinnowNumerics

/// A language model behind an HTTP service that is spoken to as OpenAI's API is: `POST {url}/chat/completions`. What is sent
/// leaves this machine.
///
/// Servers differ in what they take: it is asked for an answer by a JSON schema, where that is refused for any JSON, and
/// where that is refused with nothing but the messages. The calling thread waits: call it on one of your own.
package final class RemoteChat: Sendable {
    package struct Message: Hashable, Sendable {
        package enum Role: String, Hashable, Sendable {
            case system, user, assistant
        }

        package let role: Role
        package let content: String

        package init(_ role: Role, _ content: String) {
            self.role = role
            self.content = content
        }
    }

    /// What is asked.
    package struct Question: Sendable {
        package var messages: [Message]
        /// A JSON schema that the answer is to fit to, as text; what it is called.
        package var schema: String
        package var schemaName: String
        /// At least 0; the higher, the more is left to chance.
        package var temperature: Double
        package var seed: UInt64
        /// Of the answer.
        package var tokenLimit: Int

        package init(
            messages: [Message],
            schema: String,
            schemaName: String,
            temperature: Double,
            seed: UInt64,
            tokenLimit: Int
        ) {
            self.messages = messages
            self.schema = schema
            self.schemaName = schemaName
            self.temperature = temperature
            self.seed = seed
            self.tokenLimit = tokenLimit
        }
    }

    package struct Answer: Hashable, Sendable {
        package let text: String
        /// Whether the answer ends where the limit was.
        package let isCut: Bool
        /// Of question and answer, where the service says it.
        package let tokenCount: Int?
    }

    /// How much is asked of a server.
    private enum Manner: Int {
        case schema, json, plain
    }

    /// The model's name, as the service has it.
    package let model: String
    private let sender: RemoteSender
    private let manner = Mutex(Manner.schema)

    /// - Parameter key: Sent as a bearer token; never written anywhere.
    package init(
        url: URL,
        model: String,
        key: String?,
        plan: RetryPlan = RetryPlan(),
        cancellation: Cancellation? = nil
    ) {
        self.model = model
        sender = RemoteSender(
            url: url,
            key: key,
            plan: plan,
            session: RemoteSession(connectionCount: 1),
            cancellation: cancellation
        )
    }

    deinit {
        sender.session.close()
    }

    /// For messages and records.
    package var address: String { sender.url.withoutSecrets }

    /// The model's answer.
    ///
    /// - Throws: `EncoderError.service`, `.cancelled`.
    package func answer(to question: Question) throws(EncoderError) -> Answer {
        while true {
            let manner = manner.withLock { $0 }
            let reply = try sender.reply(to: sender.request("chat/completions", body: try body(question, manner)))
            switch reply.status {
            case 200: return try answer(in: reply.data)
            case 400, 422:
                guard let next = Manner(rawValue: manner.rawValue + 1) else { throw sender.failure(reply) }
                self.manner.withLock { $0 = next }
            default: throw sender.failure(reply)
            }
        }
    }

    private func body(_ question: Question, _ manner: Manner) throws(EncoderError) -> Data {
        var body: [String: Any] = [
            "model": model,
            "messages": question.messages.map { ["role": $0.role.rawValue, "content": $0.content] },
        ]
        if manner != .plain {
            body["temperature"] = question.temperature
            // Services take signed numbers of 64 bits, some of 53.
            body["seed"] = Int(question.seed % (1 << 31))
            body["max_tokens"] = question.tokenLimit
        }
        do {
            switch manner {
            case .schema:
                let schema = try JSONSerialization.jsonObject(with: Data(question.schema.utf8))
                body["response_format"] = [
                    "type": "json_schema",
                    "json_schema": ["name": question.schemaName, "strict": true, "schema": schema],
                ]
            case .json: body["response_format"] = ["type": "json_object"]
            case .plain: break
            }
            return try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes])
        } catch {
            throw sender.failure("the request cannot be written: \(error)")
        }
    }

    private struct Reply: Decodable {
        struct Choice: Decodable {
            struct Message: Decodable {
                let content: String?
                let refusal: String?
            }

            let message: Message
            // swift-format-ignore: AlwaysUseLowerCamelCase
            let finish_reason: String?
        }

        struct Usage: Decodable {
            // swift-format-ignore: AlwaysUseLowerCamelCase
            let total_tokens: Int?
        }

        let choices: [Choice]
        let usage: Usage?
    }

    private func answer(in data: Data) throws(EncoderError) -> Answer {
        guard let reply = try? JSONDecoder().decode(Reply.self, from: data), let choice = reply.choices.first else {
            throw sender.failure("its reply is no answer of a chat")
        }
        // A refusal is an answer too: one that says nothing.
        return Answer(
            text: choice.message.content ?? choice.message.refusal ?? "",
            isCut: choice.finish_reason == "length",
            tokenCount: reply.usage?.total_tokens
        )
    }
}
