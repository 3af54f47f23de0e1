import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct SignInTests {
    private func link(_ fixture: ServerFixture) async throws -> String {
        let owner = try await fixture.database.addAccount(named: "olga", role: .owner, at: fixture.clock.now())
        return try await SignInLink.make(
            for: owner.id,
            validity: .seconds(3_600),
            store: fixture.database,
            now: fixture.clock.now()
        ).text
    }

    private func redeem(_ token: String, _ fixture: ServerFixture) async throws -> ServerFixture.Answer {
        try await fixture.submit("/sign-in/link", as: ServerFixture.Visitor(), ["token": token])
    }

    @Test("a link signs in once, after a question: looking at it uses nothing up")
    func oneTimeLink() async throws {
        let fixture = try await ServerFixture()
        let token = try await link(fixture)
        #expect(try await fixture.send(.get, "/sign-in/link?token=\(token)").status == 200)
        let first = try await redeem(token, fixture)
        let cookie = try #require(first.headers[.setCookie])
        #expect(first.status == 303 && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        #expect(try await redeem(token, fixture).status == 401)
        let session = ServerFixture.Visitor(headers: [.cookie: String(cookie.prefix { $0 != ";" })])
        #expect(try await fixture.send(.get, "/", as: session).status == 200)
    }

    @Test("a link that has ended signs nobody in")
    func endedLink() async throws {
        let fixture = try await ServerFixture()
        let token = try await link(fixture)
        fixture.clock.advance(by: 3_601)
        #expect(try await redeem(token, fixture).status == 401)
    }

    @Test("a new password ends the links that are about: whoever found one is not let in by it")
    func linksEndWithPassword() async throws {
        let fixture = try await ServerFixture()
        let token = try await link(fixture)
        let olga = try #require(try await fixture.database.account(named: "olga"))
        try await fixture.setPassword("correct horse", of: olga)
        #expect(try await redeem(token, fixture).status == 401)
    }

    @Test("what another scheme authorizes is a proxy's business: pages ask for a sign-in, and that page answers itself")
    func otherScheme() async throws {
        let fixture = try await ServerFixture()
        let basic = ServerFixture.Visitor(headers: [.authorization: "Basic YTpi"])
        #expect(try await fixture.send(.get, "/sign-in", as: basic).status == 200)
        #expect(try await fixture.send(.get, "/healthz", as: basic).status == 200)
        #expect(try await fixture.send(.get, "/", as: basic).headers[.location] == "/sign-in?next=/")
        let wrong = ServerFixture.Visitor(headers: [.authorization: "Bearer nonsense"])
        #expect(try await fixture.send(.get, "/sign-in", as: wrong).status == 401)
    }

    @Test("who is signed out while sending a form comes to a page afterwards, and not to the form's own address")
    func formAfterSignOut() async throws {
        let fixture = try await ServerFixture()
        let answer = try await fixture.submit("/account/theme", as: ServerFixture.Visitor(), ["theme": "dark"])
        #expect(answer.status == 303 && answer.headers[.location] == "/sign-in")
    }

    @Test("a password signs in, a wrong one and a name that there is not are told the same")
    func password() async throws {
        let fixture = try await ServerFixture()
        try await fixture.setPassword("correct horse", of: fixture.account("anna", .annotator))
        func signIn(_ name: String, _ password: String) async throws -> ServerFixture.Answer {
            try await fixture.submit(
                "/sign-in",
                as: ServerFixture.Visitor(),
                ["name": name, "password": password, "next": "/queues/mails/label"]
            )
        }
        let right = try await signIn("anna", "correct horse")
        #expect(right.status == 303 && right.headers[.location] == "/queues/mails/label")
        let (wrong, unknown) = (try await signIn("anna", "wrong"), try await signIn("nobody", "wrong"))
        #expect(wrong.status == 401 && unknown.status == 401)
        #expect(wrong.body.replacing("anna", with: "") == unknown.body.replacing("nobody", with: ""))
        try await fixture.database.setDisabled(
            true,
            annotator: try await fixture.database.annotator(named: "anna"),
            at: Moment(1)
        )
        #expect(try await signIn("anna", "correct horse").status == 401)
    }

    @Test("many attempts at one name have to wait")
    func limited() async throws {
        let limiter = AttemptLimiter(capacity: 3, perSecond: 0.5)
        for _ in 0..<3 { #expect(limiter.attempt("anna", now: Moment(0)) == nil) }
        #expect(limiter.attempt("anna", now: Moment(0)) == 2)
        #expect(limiter.attempt("ben", now: Moment(0)) == nil)
        #expect(limiter.attempt("anna", now: Moment(2)) == nil)
        let small = AttemptLimiter(capacity: 1, perSecond: 0.1, bucketCount: 2)
        #expect(small.attempt("a", now: Moment(0)) == nil && small.attempt("b", now: Moment(0)) == nil)
        #expect(small.attempt("c", now: Moment(1)) == 60)
        #expect(small.attempt("c", now: Moment(20)) == nil)
    }

    @Test(
        "after signing in nobody is sent to another site",
        arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/\t/evil", ""]
    )
    func openRedirect(next: String) {
        #expect(LocalPath(next).text == "/")
    }

    @Test("who signs out is out, with a form of their own session only")
    func signOut() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        var stranger = anna
        stranger.formToken = "0000"
        #expect(try await fixture.submit("/sign-out", as: stranger, [:]).status == 403)
        #expect(try await fixture.submit("/sign-out", as: anna, [:]).status == 303)
        #expect(try await fixture.send(.get, "/", as: anna).status == 303)
    }

    private func session(_ answer: ServerFixture.Answer) throws -> ServerFixture.Visitor {
        let cookie = try #require(answer.headers[.setCookie])
        return ServerFixture.Visitor(headers: [.cookie: String(cookie.prefix { $0 != ";" })])
    }

    @Test("each sign-in has a session of its own, and the one that the browser had ends")
    func rotation() async throws {
        let fixture = try await ServerFixture()
        let former = try await fixture.browser("olga", .owner)
        // Whatever a browser presents, it is not taken over.
        let planted = ServerFixture.Visitor(headers: [.cookie: "winnow=planted"])
        let olga = try await fixture.account("olga", .owner)
        func link() async throws -> String {
            try await SignInLink.make(
                for: olga.id,
                validity: .seconds(60),
                store: fixture.database,
                now: fixture.clock.now()
            ).text
        }
        let first = try session(try await fixture.submit("/sign-in/link", as: planted, ["token": link()]))
        let second = try session(try await fixture.submit("/sign-in/link", as: former, ["token": link()]))
        #expect(Set([first, second, former].map { $0.headers[.cookie] }).count == 3)
        #expect(first.headers[.cookie] != "winnow=planted")
        #expect(try await fixture.send(.get, "/account", as: former).status == 303)
        #expect(try await fixture.send(.get, "/account", as: first).status == 200)
        #expect(try await fixture.send(.get, "/account", as: second).status == 200)
    }

    @Test("a session ends after thirty days")
    func thirtyDays() async throws {
        let fixture = try await ServerFixture()
        let olga = try session(try await redeem(try await link(fixture), fixture))
        fixture.clock.advance(by: 30 * 86_400 - 1)
        #expect(try await fixture.send(.get, "/account", as: olga).status == 200)
        fixture.clock.advance(by: 1)
        let after = try await fixture.send(.get, "/account", as: olga)
        #expect(after.status == 303 && after.headers[.location] == "/sign-in?next=/account")
    }

    @Test("who guesses links from one address has to wait, others do not")
    func guessedLinks() async throws {
        let fixture = try await ServerFixture()
        func guess(_ peer: String) async throws -> ServerFixture.Answer {
            try await fixture.send(
                .post,
                "/sign-in/link",
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: "token=guess",
                peer: peer
            )
        }
        for _ in 0..<20 { #expect(try await guess("192.0.2.1").status == 401) }
        let limited = try await guess("192.0.2.1")
        #expect(limited.status == 429 && limited.headers[.retryAfter] == "5")
        #expect(try await guess("192.0.2.2").status == 401)
        fixture.clock.advance(by: 5)
        #expect(try await guess("192.0.2.1").status == 401)
    }

    @Test("who guesses passwords of one name from many addresses has to wait")
    func guessedPasswords() async throws {
        let fixture = try await ServerFixture()
        func guess(_ peer: Int) async throws -> Int {
            try await fixture.send(
                .post,
                "/sign-in",
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: "name=olga&password=guess",
                peer: "192.0.2.\(peer)"
            ).status
        }
        try await fixture.setPassword("four words that differ", of: fixture.account("olga", .owner))
        for peer in 1...10 { #expect(try await guess(peer) == 401) }
        #expect(try await guess(11) == 429)
    }

    @Test("no route sends anybody to another site, whatever it is asked")
    func redirects() async throws {
        let fixture = try await ServerFixture()
        let evil = "//evil.example"
        let names = ["next", "saved", "done", "name", "list", "q", "desk", "token", "after", "address", "back"]
        let query = names.map { "\($0)=\(evil.formEscaped)" }.joined(separator: "&")
        for route in fixture.server.routes where !route.path.hasSuffix("/events") && route.path != "/sign-out" {
            let path = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "-" : String($0) }
                .reduce("") { "\($0)/\($1)" }
            for visitor in [ServerFixture.Visitor(), try await fixture.browser("olga", .owner)] {
                let answer = try await fixture.send(
                    route.method,
                    "\(path.isEmpty ? "/" : path)?\(query)",
                    as: visitor,
                    headers: [.contentType: "application/x-www-form-urlencoded", FormGuard.header: visitor.formToken],
                    body: route.isUnsafe ? "\(query)&form-token=\(visitor.formToken)" : ""
                )
                guard let target = answer.headers[.location] else { continue }
                #expect(LocalPath(target).text == target, "\(route.method) \(route.path) sends to \(target)")
            }
        }
        for path in ["//evil.example", "/\\evil.example", "/account?//evil.example"] {
            let target = try await fixture.send(.get, path).headers[.location] ?? "/"
            #expect(LocalPath(target).text == target)
        }
    }
}
