import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore

@testable import WinnowServer

@Suite struct HealthTests {
    @Test("a server is ready when the loops of all its queues are open, and says to everybody what it waits for")
    func ready() async throws {
        let fixture = try await ServerFixture()
        let early = try await fixture.send(.get, "/readyz")
        #expect(early.status == 503)
        #expect(early.body == #"{"reasons":["1 queue is not open yet"],"status":"not ready"}"#)

        let anna = try await fixture.browser("anna", .annotator)
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: anna).status == 200)
        let late = try await fixture.send(.get, "/readyz")
        #expect(late.status == 200 && late.body == #"{"status":"ready"}"#)
    }

    @Test("a process without its database is alive and not ready, and tells strangers nothing of the inside")
    func withoutDatabase() async throws {
        let fixture = try await ServerFixture()
        try fixture.database.close()
        #expect(try await fixture.send(.get, "/healthz").status == 200)
        let answer = try await fixture.send(.get, "/readyz")
        #expect(answer.status == 503)
        #expect(answer.body.contains("the database cannot be read; the log says more"))
        #expect(!answer.body.contains("SQL"))
    }
}
