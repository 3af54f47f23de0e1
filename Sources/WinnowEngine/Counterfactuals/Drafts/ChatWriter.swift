package import Foundation
private import Synchronization
package import WinnowDomain
internal import WinnowEncoders
internal import WinnowLearning

/// `chat.v1`: asks a language model for minimal edits, behind any service that is spoken to as OpenAI's API is.
///
/// Off unless somebody names a service: texts leave this machine. What comes back is a draft like any other. Requests are
/// limited in number and in time, and longer texts are not sent.
package final class ChatWriter: Sendable {
    /// The service, and what it may cost.
    package struct Wish: Sendable {
        /// Up to what `/chat/completions` is put behind.
        package var url: URL
        package var model: String
        /// Sent as a bearer token; never written anywhere.
        package var key: String?
        /// At least 0.
        package var temperature: Double
        /// Requests in all.
        package var requestLimit: Int
        /// Requests a minute, above 0; nil for as many as are answered.
        package var rate: Double?

        package init(
            url: URL,
            model: String,
            key: String? = nil,
            temperature: Double = 0.7,
            requestLimit: Int = 200,
            rate: Double? = nil
        ) {
            self.url = url
            self.model = model
            self.key = key
            self.temperature = temperature
            self.requestLimit = requestLimit
            self.rate = rate
        }
    }

    /// What was asked and answered.
    package struct Account: Sendable, Hashable {
        package var requestCount = 0
        /// Of questions and answers, as far as the service says it.
        package var tokenCount = 0
        /// Texts that the model said cannot be edited so.
        package var impossibleCount = 0
        /// Answers without a new text in them, or cut off.
        package var unusableCount = 0
        /// Texts that are too long to be sent.
        package var longCount = 0
        /// Whether there are no more requests left.
        package var isSpent = false
    }

    /// Words and marks; longer texts are not sent. A review of a film has 160.
    static let longestText = 1_000

    private let chat: RemoteChat
    private let wish: Wish
    private let state = Mutex<(account: Account, next: ContinuousClock.Instant)>((Account(), .now))

    init(_ wish: Wish) {
        self.wish = wish
        chat = RemoteChat(url: wish.url, model: wish.model, key: wish.key)
    }

    var account: Account { state.withLock { $0.account } }

    /// What a draft's origin keeps of the question.
    func settings(_ prompt: ChatPrompt) -> [String: String] {
        [
            "model": wish.model, "service": chat.address, "prompt": prompt.digest,
            "temperature": "\(wish.temperature)",
        ]
    }

    /// A text with another label; nil where the model has none, or nothing may be asked any more.
    ///
    /// - Throws: `ChatProblem` when the service does not answer as it should.
    func text(of request: DraftRequest, _ prompt: ChatPrompt, seed: UInt64) throws(ChatProblem) -> String? {
        let length = TokenizedText(request.original).tokens.count
        guard length <= Self.longestText else {
            state.withLock { $0.account.longCount += 1 }
            return nil
        }
        guard takeTurn() else { return nil }
        let answer: RemoteChat.Answer
        do {
            answer = try chat.answer(
                to: RemoteChat.Question(
                    messages: prompt.messages(for: request.original),
                    schema: ChatPrompt.schema,
                    schemaName: "edit",
                    temperature: wish.temperature,
                    seed: seed,
                    // A token is two letters at the least; the edits and the reason want room too.
                    tokenLimit: request.original.unicodeScalars.count + 500
                )
            )
        } catch {
            throw ChatProblem(description: "\(error)")
        }
        return state.withLock { state in
            state.account.tokenCount += max(0, min(answer.tokenCount ?? 0, 1 << 30))
            switch answer.isCut ? .unusable : ChatAnswer(answer.text, of: request.original) {
            case .text(let text) where text != request.original: return text
            case .text: state.account.unusableCount += 1
            case .impossible: state.account.impossibleCount += 1
            case .unusable: state.account.unusableCount += 1
            }
            return nil
        }
    }

    /// Waits until a request may be sent; false when none may be any more.
    private func takeTurn() -> Bool {
        let start: ContinuousClock.Instant? = state.withLock { state in
            guard state.account.requestCount < wish.requestLimit else {
                state.account.isSpent = true
                return nil
            }
            state.account.requestCount += 1
            let start = max(state.next, .now)
            if let rate = wish.rate, rate > 0 { state.next = start + .seconds(min(60 / rate, 86_400)) }
            return start
        }
        guard let start else { return false }
        while true {
            let left = start - .now
            if left <= .zero { return true }
            Thread.sleep(forTimeInterval: min(0.2, left / .seconds(1)))
        }
    }
}

/// A language model's service that cannot be used.
package struct ChatProblem: CodedError, Hashable {
    package let description: String

    package var code: ErrorCode { .unreachable }
}
