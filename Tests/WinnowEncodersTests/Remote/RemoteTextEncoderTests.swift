import Foundation
import HTTPTypes
import Testing
import WinnowEncoders
import WinnowNumerics

@Suite("An encoder behind a service")
struct RemoteTextEncoderTests {
    static let languages = [RemoteService.Language.openAI, .textEmbeddingsInference]
    static let texts = (0..<150).map { "text number \($0)" }
    static let quick = RetryPlan(tryCount: 4, firstPause: 0.01, longestPause: 0.2)

    /// What the encoder makes of texts while the server behaves so, or what it throws.
    static func result(
        _ manner: EmbeddingServer.Manner,
        _ texts: [String] = texts,
        language: RemoteService.Language = .openAI,
        key: String? = nil,
        prompt: String = ""
    ) async throws -> (result: Result<DenseMatrix, EncoderError>, seen: EmbeddingServer.State) {
        let server = EmbeddingServer(manner)
        let result = try await server.run { url in
            Result { () throws(EncoderError) in
                let service = RemoteService(url: url, language: language, model: "m", key: key)
                return try RemoteTextEncoder(service, prompt: prompt, plan: quick).vectors(of: texts)
            }
        }
        return (result, server.seen)
    }

    static func expected(_ texts: [String]) -> [Float] { texts.flatMap { EmbeddingServer.vector($0) } }

    @Test(
        "vectors come in the order of the texts, in batches that the service takes, a few at a time",
        arguments: languages
    )
    func order(language: RemoteService.Language) async throws {
        let (result, seen) = try await Self.result(.well, language: language)
        #expect(try result.get().values == Self.expected(Self.texts))
        #expect(seen.batchSizes.allSatisfy { $0 <= (language == .openAI ? 64 : 8) })
        #expect(seen.mostRunning <= 4)
        let shuffled = try await Self.result(.shuffled)
        #expect(try shuffled.result.get().values == Self.expected(Self.texts))
    }

    @Test("a prompt is put before each text, and an empty text is sent as a space")
    func prompt() async throws {
        let (result, _) = try await Self.result(.well, ["a", "b"], prompt: "query: ")
        #expect(try result.get().values == Self.expected(["query: a", "query: b"]))
        let empty = try await Self.result(.well, ["", "x"])
        #expect(try empty.result.get().values == Self.expected([" ", "x"]))
    }

    @Test("no texts ask for nothing")
    func nothing() async throws {
        let (result, seen) = try await Self.result(.well, [])
        #expect(try result.get().rowCount == 0)
        // What it serves was asked.
        #expect(seen.requestCount == 1)
    }

    @Test(
        "what is busy or away for a while is asked again, as it says when",
        arguments: [(429, "0"), (429, "Wed, 21 Oct 2015 07:28:00 GMT"), (503, nil), (500, "nonsense")]
            as [(Int, String?)]
    )
    func retries(status: Int, after: String?) async throws {
        let manner = EmbeddingServer.Manner.busy(count: 3, status: .init(code: status), retryAfter: after)
        let (result, seen) = try await Self.result(manner, ["a", "b"])
        #expect(try result.get().values == Self.expected(["a", "b"]))
        #expect(seen.requestCount == 5)
    }

    @Test("somebody who waits is told at once that the service is busy")
    func impatient() async throws {
        let server = EmbeddingServer(.says("busy", .tooManyRequests))
        let error = try await server.run { url -> EncoderError? in
            let service = RemoteService(url: url, language: .openAI, model: "m", key: nil)
            let encoder = try RemoteTextEncoder(service, plan: Self.quick)
            do {
                _ = try encoder.vectorsNow(of: ["a"])
                return nil
            } catch {
                return error as? EncoderError
            }
        }
        #expect("\(try #require(error))".contains("status 429"))
        #expect(server.seen.requestCount == 2)
    }

    @Test("what stays busy is given up with its status")
    func givingUp() async throws {
        let (result, seen) = try await Self.result(
            .busy(count: 99, status: .tooManyRequests, retryAfter: "3600"),
            ["a"]
        )
        let error = #expect(throws: EncoderError.self) { try result.get() }
        #expect("\(try #require(error))".contains("status 429"))
        #expect(seen.requestCount == 4)
    }

    @Test("what is too large is sent in halves, down to single texts")
    func halves() async throws {
        let (result, seen) = try await Self.result(.small(most: 5))
        #expect(try result.get().values == Self.expected(Self.texts))
        #expect(seen.batchSizes.contains { $0 > 5 })
    }

    @Test(
        "of a text that the service refuses the end is left out; what it refuses whole is 0, and keeps no other waiting"
    )
    func refusals() async throws {
        let texts = (0..<100).map { "text number \($0)" }
        let (cut, _) = try await Self.result(.refuses("number 77"), texts)
        var wanted = texts
        wanted[77] = "text nu"
        #expect(try cut.get().values == Self.expected(wanted))
        let server = EmbeddingServer(.refuses("bad"))
        let (values, cutCount) = try await server.run { url in
            let service = RemoteService(url: url, language: .openAI, model: "m", key: nil)
            let encoder = try RemoteTextEncoder(service, plan: Self.quick)
            let texts = ["good", String(repeating: "bad", count: 100), "fine"]
            return (try encoder.vectors(of: texts).values, encoder.cutCount)
        }
        #expect(values == Self.expected(["good"]) + [0, 0, 0, 0] + Self.expected(["fine"]) && cutCount == 1)
    }

    @Test("a redirect is not followed: it would take the key to another host")
    func redirects() async throws {
        let (result, seen) = try await Self.result(.redirects, ["a"], key: "secret-3")
        let error = #expect(throws: EncoderError.self) { try result.get() }
        #expect("\(try #require(error))".contains("status 307") && seen.inputs.count == 1)
    }

    @Test("a password or a key in the address is in no message")
    func secrets() async throws {
        let url = try #require(URL(string: "http://me:secret@127.0.0.1:9/v1?api-key=secret"))
        let service = RemoteService(url: url, language: .openAI, model: "m", key: nil)
        let plan = RetryPlan(tryCount: 1, firstPause: 0.01)
        let error = await #expect(throws: EncoderError.self) {
            try await Self.onThread { _ = try RemoteTextEncoder(service, plan: plan) }
        }
        let words = "\(try #require(error))"
        #expect(words.contains("http://127.0.0.1:9/v1") && !words.contains("secret"))
    }

    @Test("whoever does not wait any more is let go at once, in the middle of a pause")
    func cancelled() async throws {
        let server = EmbeddingServer(.busy(count: 99, status: .tooManyRequests, retryAfter: "60"))
        let error = try await server.run { url -> EncoderError? in
            let service = RemoteService(url: url, language: .openAI, model: "m", key: nil)
            let identity = RemoteIdentity(dimension: 4, model: "m", batchSize: nil)
            let encoder = RemoteTextEncoder(service, serving: identity)
            let cancellation = Cancellation()
            Thread {
                // On a busy machine it takes a while until the request has come.
                for _ in 0..<3_000 where server.seen.requestCount == 0 { Thread.sleep(forTimeInterval: 0.02) }
                Thread.sleep(forTimeInterval: 0.2)
                cancellation.cancel()
            }.start()
            do {
                _ = try encoder.vectors(of: ["a"], cancellation)
                return nil
            } catch {
                return error as? EncoderError
            }
        }
        #expect(error == .cancelled && server.seen.requestCount == 1)
    }

    @Test(
        "replies that are none are named, not believed",
        arguments: [
            ("<html>proxy</html>", "no list of vectors"), ("[[1, 2, 3, 4]]", "no list of vectors"),
            (#"{"data": [{"index": 7, "embedding": [1, 2, 3, 4]}]}"#, "it sent a vector 7"),
            (#"{"data": [{"index": 0, "embedding": []}]}"#, "different lengths, or none"),
            (#"{"data": [{"index": 0, "embedding": [1e99, 2, 3, 4]}]}"#, "no list of vectors"),
        ]
    )
    func nonsense(reply: String, wanted: String) async throws {
        let (result, _) = try await Self.result(.says(reply, .ok), ["a"])
        let error = #expect(throws: EncoderError.self) { try result.get() }
        #expect("\(try #require(error))".contains(wanted))
    }

    @Test("too few vectors, or vectors of another length than before, are refused")
    func lengths() async throws {
        for (manner, wanted) in [(EmbeddingServer.Manner.short, "for 2 texts"), (.changing, "another model is served")]
        {
            let (result, _) = try await Self.result(manner, ["a", "b"])
            let error = #expect(throws: EncoderError.self) { try result.get() }
            let words = "\(try #require(error))"
            #expect(words.contains(wanted) || words.contains("none for a text"))
        }
    }

    @Test("the key is sent as a bearer token, and a wrong one is said, without the key")
    func key() async throws {
        let (right, _) = try await Self.result(.wantsKey("secret-1"), ["a"], key: "secret-1")
        #expect(try right.get().rowCount == 1)
        let (wrong, seen) = try await Self.result(.wantsKey("secret-1"), ["a"], key: "secret-2")
        let error = #expect(throws: EncoderError.self) { try wrong.get() }
        let words = "\(try #require(error))"
        #expect(words.contains("another key") && !words.contains("secret"))
        #expect(seen.requestCount == 1)
    }

    @Test("what a service serves is told apart by its revision")
    func identity() async throws {
        let identity = try await EmbeddingServer(.well).run { url in
            let service = RemoteService(url: url, language: .textEmbeddingsInference, model: "m", key: nil)
            return try RemoteTextEncoder(service, plan: Self.quick).identity
        }
        #expect(identity.dimension == 4 && identity.model == "m abc" && identity.batchSize == 8)
    }

    /// Somewhere where it may block: two threads serve all tests.
    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try body() }) }.start()
        }
    }

    @Test("an address where nobody answers is named")
    func nobody() async throws {
        let url = try #require(URL(string: "http://127.0.0.1:9/v1"))
        let service = RemoteService(url: url, language: .openAI, model: "m", key: nil)
        let plan = RetryPlan(tryCount: 2, firstPause: 0.01)
        let error = await #expect(throws: EncoderError.self) {
            try await Self.onThread { _ = try RemoteTextEncoder(service, plan: plan) }
        }
        #expect("\(try #require(error))".contains("127.0.0.1:9"))
    }
}
