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
        )
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

    @Test("a password signs in, a wrong one and a name that there is not are told the same")
    func password() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.database.addAccount(named: "anna", role: .annotator, at: fixture.clock.now())
        let hash = try await PasswordHasher().hash("correct horse")
        _ = try await fixture.database.addCredential(
            NewCredential(account: anna.id, kind: .password, secretHash: hash),
            at: fixture.clock.now()
        )
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
}
