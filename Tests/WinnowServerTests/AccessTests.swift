import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct AccessTests {
    /// The path of a route with something in the place of its parameters.
    private func path(_ route: Route) -> String {
        route.path.split(separator: "/").map { part in
            switch part {
            case ":queue": "mails"
            case ":name": "mona"
            case ":assignment", ":annotation", ":credential": "999999"
            case _ where part.hasPrefix(":"): "x"
            default: String(part)
            }
        }.reduce("") { "\($0)/\($1)" }
    }

    private func send(_ route: Route, _ fixture: ServerFixture, as visitor: ServerFixture.Visitor) async throws -> Int {
        let target = path(route).isEmpty ? "/" : path(route)
        guard route.isUnsafe else { return try await fixture.send(route.method, target, as: visitor).status }
        // Nobody trains here, so nobody is to be waited for.
        let body = target.hasSuffix("/training-runs") ? "{\"wait\": 0}" : "{}"
        return try await route.kind == .api
            ? fixture.call(route.method, target, as: visitor, body).status
            : fixture.submit(target, as: visitor, [:]).status
    }

    @Test("each role may use the routes that its permissions say, and no others", arguments: Role.allCases)
    func roles(role: Role) async throws {
        let fixture = try await ServerFixture()
        // Somebody for the routes of a person. They are changed by some: each role's walk has its own.
        _ = try await fixture.account("mona", .annotator)
        for route in fixture.server.routes where !route.path.hasSuffix("/events") && route.path != "/sign-out" {
            // It says 503 until somebody has asked for the queue.
            if route.path == "/readyz" { continue }
            let visitor = try await fixture.browser("\(role)", role)
            let status = try await send(route, fixture, as: visitor)
            let isAllowed =
                switch route.access {
                case .everybody, .signedIn: true
                case .permission(let permission), .permissionOrLoopback(let permission):
                    role.permissions.contains(permission)
                }
            #expect((status == 403) == !isAllowed, "\(role) \(route.method) \(route.path): \(status)")
            #expect(status < 500, "\(role) \(route.method) \(route.path): \(status)")
        }
    }

    @Test("who is not signed in gets nothing but what is for everybody")
    func strangers() async throws {
        let fixture = try await ServerFixture()
        for route in fixture.server.routes where route.access != .everybody {
            let status = try await send(route, fixture, as: ServerFixture.Visitor())
            #expect(status == (route.kind == .api ? 401 : 303), "\(route.method) \(route.path): \(status)")
        }
    }

    @Test("a token may do what its scopes and its account's role both allow")
    func scopes() async throws {
        let fixture = try await ServerFixture()
        let labeller = try await fixture.program("robot", .machine, scopes: [.label])
        let reader = try await fixture.program("robot", .machine, scopes: [.browse])
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: labeller).status == 200)
        let refused = try await fixture.post("/api/v1/queues/mails/assignments", as: reader)
        #expect(try refused.status == 403 && refused.decoded(ProblemDocument.self).code == .forbidden)
        var wrong = labeller
        wrong.headers[.authorization] = "Bearer nonsense"
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: wrong).status == 401)
    }

    @Test("a change that another site's page asks for is refused", arguments: ["cross-site", "same-site"])
    func forged(site: String) async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        var headers: HTTPFields = [.contentType: "application/json", FormGuard.header: anna.formToken]
        headers[name] = site
        let answer = try await fixture.send(
            .post,
            "/api/v1/queues/mails/assignments",
            as: anna,
            headers: headers,
            body: "{}"
        )
        #expect(try answer.status == 403 && answer.decoded(ProblemDocument.self).code == .forgedRequest)
    }

    @Test("a session's JSON call without the session's form token is refused")
    func withoutToken() async throws {
        let fixture = try await ServerFixture()
        var anna = try await fixture.browser("anna", .annotator)
        anna.formToken = ""
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: anna).status == 403)
    }

    @Test("every answer, also of errors, has the headers that keep browsers from running anything of others")
    func headers() async throws {
        let fixture = try await ServerFixture()
        for path in ["/sign-in", "/nothing", "/api/v1/nothing", "/"] {
            let answer = try await fixture.send(.get, path)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test("other methods at an address are refused with those that there are")
    func methods() async throws {
        let fixture = try await ServerFixture()
        let answer = try await fixture.send(.delete, "/sign-in")
        #expect(answer.status == 405 && answer.headers[.allow] == "GET, POST")
    }
}
