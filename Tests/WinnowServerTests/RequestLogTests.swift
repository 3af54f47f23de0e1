import Foundation
import HTTPTypes
import Logging
import Synchronization
import Testing
import WinnowAPI
import WinnowDomain

@testable import WinnowServer

@Suite struct RequestLogTests {
    /// Keeps what is logged.
    private final class Lines: Sendable {
        private let lines = Mutex<[(level: Logger.Level, text: String)]>([])

        var all: [(level: Logger.Level, text: String)] { lines.withLock { $0 } }

        var logger: Logger {
            var logger = Logger(label: "test") { _ in Handler(lines: self) }
            logger.logLevel = .trace
            logger[metadataKey: "hb.request.id"] = "own"
            return logger
        }

        private struct Handler: LogHandler {
            let lines: Lines
            var logLevel = Logger.Level.trace
            var metadata: Logger.Metadata = [:]

            subscript(metadataKey key: String) -> Logger.Metadata.Value? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }

            func log(event: LogEvent) {
                let fields = metadata.merging(event.metadata ?? [:]) { $1 }
                let line = JSONLogHandler.line(
                    event.level,
                    "\(event.message)",
                    fields,
                    at: Date(timeIntervalSince1970: 0)
                )
                lines.lines.withLock { $0.append((event.level, line)) }
            }
        }
    }

    @Test("a line says who asked for what, how it went and how long it took, and keeps secrets")
    func line() async throws {
        let fixture = try await ServerFixture()
        let lines = Lines()
        let rosa = try await fixture.program("rosa", .owner)
        _ = try await fixture.send(.get, "/api/v1/queues/mails/decisions?limit=3", as: rosa, logger: lines.logger)
        _ = try await fixture.send(.get, "/sign-in/link?token=sesame", peer: "192.0.2.7", logger: lines.logger)
        let texts = lines.all.map(\.text)
        try #require(texts.count == 2)
        let first = try JSONReader.read(texts[0])
        #expect(first["route"]?.scalarText == "/api/v1/queues/{queue}/decisions")
        #expect(first["account"]?.scalarText == "rosa" && first["status"] == .number("200"))
        #expect(first["request"]?.scalarText == "own" && first["level"]?.scalarText == "info")
        #expect(first["ms"].flatMap { Double($0.scalarText ?? "") } != nil)
        #expect(texts[1].contains("192.0.2.7") && !texts[1].contains("sesame"))
    }

    @Test("what is asked for all the time is logged at debug, unless it fails")
    func quiet() async throws {
        let fixture = try await ServerFixture()
        let lines = Lines()
        _ = try await fixture.send(.get, "/healthz", logger: lines.logger)
        _ = try await fixture.send(.get, "/metrics", logger: lines.logger)
        #expect(lines.all.map(\.level) == [.debug, .info])
    }

    @Test("a request has an id in answer, problem document and log; a proxy's is taken over, if it is plain")
    func identity() async throws {
        let fixture = try await ServerFixture()
        func ask(_ id: String?) async throws -> (header: String?, document: String?, log: String) {
            let lines = Lines()
            var headers: HTTPFields = [:]
            headers[.requestID] = id
            let answer = try await fixture.send(.get, "/api/v1/session", headers: headers, logger: lines.logger)
            let document = try answer.decoded(ProblemDocument.self)
            return (answer.headers[.requestID], document.instance, lines.all.last?.text ?? "")
        }
        for (given, expected) in [
            (nil, "own"), ("proxy-1.a_B", "proxy-1.a_B"), ("a b", "own"), ("\"}", "own"),
            (String(repeating: "a", count: 65), "own"), ("", "own"),
        ] as [(String?, String)] {
            let seen = try await ask(given)
            #expect(seen.header == expected && seen.document == expected, "\(given ?? "none")")
            #expect(seen.log.contains("\"request\":\"\(expected)\""))
        }
    }

    @Test("what a problem document's type points to is there and names the code")
    func problems() async throws {
        let fixture = try await ServerFixture()
        let document = try await fixture.send(.get, "/api/v1/session").decoded(ProblemDocument.self)
        let parts = document.type.split(separator: "#")
        let page = try await fixture.send(.get, String(parts[0]))
        #expect(page.status == 200 && page.body.contains("id=\"\(parts[1])\""))
    }

    @Test("a line of JSON is one line, whatever is in it, and its own fields cannot be overwritten")
    func hostile() throws {
        let line = JSONLogHandler.line(
            .info,
            "two\nlines",
            ["level": "forged", "a\"b": "\u{1}\n", "n": .stringConvertible(3), "x": .stringConvertible(Double.nan)],
            at: Date(timeIntervalSince1970: 0)
        )
        #expect(line.filter { $0 == "\n" }.count == 1 && line.hasSuffix("}\n"))
        let json = try JSONReader.read(line)
        #expect(json["level"]?.scalarText == "info" && json["message"]?.scalarText == "two\nlines")
        #expect(json["time"]?.scalarText == "1970-01-01T00:00:00.000Z")
        #expect(json["a\"b"]?.scalarText == "\u{1}\n" && json["n"] == .number("3") && json["x"] == .string("nan"))
    }
}
