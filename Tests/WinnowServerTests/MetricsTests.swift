import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore

@testable import WinnowServer

@Suite struct MetricsTests {
    @Test("label values and help texts are escaped, whatever is in them")
    func escaping() {
        var text = MetricsText()
        text.add("a_total", .counter, "one\\two\nthree", [([("queue", "x\"y\\z\nw")], 1)])
        #expect(
            text.text == """
                # HELP a_total one\\\\two\\nthree
                # TYPE a_total counter
                a_total{queue="x\\"y\\\\z\\nw"} 1

                """
        )
    }

    @Test("a histogram's buckets are cumulative, and the last holds all values")
    func histogram() {
        var histogram = Histogram(bounds: [0.1, 1])
        for value in [0.1, 0.5, 0.25, 8] { histogram.add(value) }
        var text = MetricsText()
        text.add("a_seconds", "Seconds.", [([], histogram)])
        #expect(
            text.text.split(separator: "\n").dropFirst(2) == [
                "a_seconds_bucket{le=\"0.1\"} 1", "a_seconds_bucket{le=\"1\"} 3", "a_seconds_bucket{le=\"+Inf\"} 4",
                "a_seconds_sum 8.85", "a_seconds_count 4",
            ]
        )
    }

    @Test("metrics are for this machine and for tokens that may browse, and not for what a proxy passes on")
    func access() async throws {
        let fixture = try await ServerFixture()
        #expect(try await fixture.send(.get, "/metrics").status == 401)
        #expect(try await fixture.send(.get, "/metrics", peer: "127.0.0.1").status == 200)
        #expect(try await fixture.send(.get, "/metrics", peer: "::1").status == 200)
        #expect(try await fixture.send(.get, "/metrics", peer: "192.0.2.7").status == 401)
        for header in ["X-Forwarded-For", "Forwarded"] {
            let name = try #require(HTTPField.Name(header))
            let passed = try await fixture.send(.get, "/metrics", headers: [name: "for=192.0.2.7"], peer: "127.0.0.1")
            #expect(passed.status == 401, "\(header)")
        }
        let reader = try await fixture.program("robot", .machine, scopes: [.browse])
        #expect(try await fixture.send(.get, "/metrics", as: reader).status == 200)
        let labeller = try await fixture.program("other", .machine, scopes: [.label])
        #expect(try await fixture.send(.get, "/metrics", as: labeller).status == 403)
    }

    @Test("metrics open no queue, and tell of those that are open")
    func queues() async throws {
        let fixture = try await ServerFixture()
        let early = try await fixture.send(.get, "/metrics", peer: "127.0.0.1").body
        #expect(early.contains("winnow_queue_ready{queue=\"mails\"} 0\n") && !early.contains("winnow_queue_items"))

        let anna = try await fixture.browser("anna", .annotator)
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: anna).status == 200)
        let late = try await fixture.send(.get, "/metrics", peer: "127.0.0.1").body
        #expect(late.contains("winnow_queue_ready{queue=\"mails\"} 1\n"))
        #expect(late.contains("winnow_queue_items{queue=\"mails\"} 12\n"))
        #expect(late.contains("winnow_queue_active_leases{queue=\"mails\"} 1\n"))
        #expect(late.contains("winnow_claim_seconds_count 1\n"))
        #expect(late.contains("route=\"/api/v1/queues/{queue}/assignments\",status=\"200\"} 1\n"))
    }

    @Test("what is not there is counted under one name, so that strangers cannot fill the memory")
    func unknownRoutes() async throws {
        let fixture = try await ServerFixture()
        for path in ["/a", "/b", "/c"] { #expect(try await fixture.send(.get, path).status == 404) }
        let keys = fixture.server.parts.measurements.figures.requests
        #expect(keys.count == 1 && keys.values.first == 3)
    }
}
