import Foundation
import HTTPTypes
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore

@testable import WinnowServer

@Suite(.timeLimit(.minutes(10))) struct EventStreamTests {
    private static func fixture(_ rhythm: EventStream.Rhythm) async throws -> ServerFixture {
        var configuration = ServerConfiguration.test
        configuration.rhythm = rhythm
        return try await ServerFixture(configuration: configuration)
    }

    private static let quick = EventStream.Rhythm(look: .milliseconds(20), silence: .seconds(60))

    /// A stream whose first status has come.
    private func open(
        _ server: LoopbackServer,
        as visitor: ServerFixture.Visitor
    ) async throws -> LoopbackServer.Connection {
        let connection = try server.connect()
        let headers = visitor.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        try await connection.send("GET /api/v1/queues/mails/events HTTP/1.1\r\nHost: here\r\n\(headers)\r\n")
        let begin = try await connection.receive(until: "\n\n")
        try #require(begin.hasPrefix("HTTP/1.1 200") && begin.contains("event: status"), "\(begin)")
        return connection
    }

    private func openCount(_ fixture: ServerFixture) -> Int {
        fixture.server.parts.measurements.figures.openStreamCount
    }

    @Test("a stream whose reader hangs up ends, though nothing happens that it would tell of")
    func hangUp() async throws {
        let fixture = try await Self.fixture(EventStream.Rhythm(look: .seconds(60), silence: .seconds(60)))
        let reader = try await fixture.program("robot", .machine, scopes: [.label])
        try await fixture.serving { server in
            let connections = [try await open(server, as: reader), try await open(server, as: reader)]
            #expect(openCount(fixture) == 2)
            for connection in connections { connection.hangUp() }
            while openCount(fixture) > 0 { try await Task.sleep(for: .milliseconds(5)) }
            while await fixture.loops.hub.listenerCount > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test("a stream ends when the account that listens is disabled, though nothing happens")
    func disabled() async throws {
        let fixture = try await Self.fixture(Self.quick)
        let reader = try await fixture.program("robot", .machine, scopes: [.label])
        try await fixture.serving { server in
            let connection = try await open(server, as: reader)
            let robot = try await fixture.account("robot", .machine)
            _ = try await fixture.database.changeAccount(robot.id, AccountChange(isDisabled: true), at: Moment(5))
            _ = try await connection.receiveToEnd()
        }
    }

    @Test("a silent stream says now and then that it lives")
    func silence() async throws {
        let fixture = try await Self.fixture(
            EventStream.Rhythm(look: .milliseconds(10), silence: .milliseconds(30))
        )
        let reader = try await fixture.browser("anna", .annotator)
        try await fixture.serving { server in
            let connection = try await open(server, as: reader)
            #expect(try await connection.receive(until: ":\n\n").contains(":\n\n"))
        }
    }

    @Test("labels that others give are told, many of them by one status")
    func labelled() async throws {
        let fixture = try await Self.fixture(
            EventStream.Rhythm(look: .seconds(1), silence: .seconds(60))
        )
        let reader = try await fixture.browser("anna", .annotator)
        try await fixture.serving { server in
            let connection = try await open(server, as: reader)
            for _ in 0..<50 { await fixture.loops.hub.publish(.labelled(count: 1), in: fixture.queue.id) }
            #expect(try await connection.receive(until: "event: status").contains("event: status"))
            let more = try await connection.receive(patience: 1_000)
            #expect(more.components(separatedBy: "event: status").count < 10)
        }
    }

    @Test("why a training failed is told in words that are for everybody")
    func failure() async throws {
        struct Secret: Error, CustomStringConvertible { let description = "/var/lib/secret" }
        let fixture = try await Self.fixture(Self.quick)
        let reader = try await fixture.browser("anna", .annotator)
        try await fixture.serving { server in
            let connection = try await open(server, as: reader)
            await fixture.loops.hub.publish(.trainingFailed(Secret()), in: fixture.queue.id)
            let told = try await connection.receive(until: "failure")
            #expect(told.contains("event: training") && !told.contains("secret"))
        }
    }

    @Test("an account may have so many streams and no more; another one still gets its own")
    func bounded() async throws {
        // Not the quick ones: 33 streams that look every 20 ms are a load that the other suites feel.
        let fixture = try await Self.fixture(EventStream.Rhythm())
        let anna = try await fixture.browser("anna", .annotator)
        let bob = try await fixture.browser("bob", .annotator)
        try await fixture.serving { server in
            var streams: [LoopbackServer.Connection] = []
            for _ in 0..<32 { streams.append(try await open(server, as: anna)) }
            let refused = try server.connect()
            let headers = anna.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
            try await refused.send("GET /api/v1/queues/mails/events HTTP/1.1\r\nHost: here\r\n\(headers)\r\n")
            #expect(try await refused.receive(until: "}").hasPrefix("HTTP/1.1 503"))
            streams.append(try await open(server, as: bob))
            streams[0].hangUp()
            while openCount(fixture) > 32 { try await Task.sleep(for: .milliseconds(5)) }
            streams.append(try await open(server, as: anna))
        }
    }
}
