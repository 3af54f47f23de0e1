import Foundation
import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct PeoplePageTests {
    private let fixture: ServerFixture
    private let olga: ServerFixture.Visitor

    init() async throws {
        fixture = try await ServerFixture()
        olga = try await fixture.browser("olga", .owner)
    }

    private func account(_ name: String) async throws -> Account? { try await fixture.database.account(named: name) }

    /// What stands in the field of a secret that is shown once.
    private func secret(in answer: ServerFixture.Answer) throws -> String {
        String(try #require(answer.body.firstMatch(of: /<textarea[^>]*>([^<]*)<\/textarea>/)?.1))
            .replacing("&amp;", with: "&")
    }

    private func redeem(_ link: String) async throws -> Int {
        let token = try #require(URLComponents(string: link)?.queryItems?.first { $0.name == "token" }?.value)
        return try await fixture.submit("/sign-in/link", as: ServerFixture.Visitor(), ["token": token]).status
    }

    @Test("the list has everybody with role and state, and names that have labels but no account")
    func list() async throws {
        _ = try await fixture.account("rob", .reviewer)
        let mona = try await fixture.account("mona", .annotator)
        _ = try await fixture.database.changeAccount(mona.id, AccountChange(isDisabled: true), at: Moment(2))
        _ = try await fixture.database.addAnnotator(named: "importer", at: Moment(2))
        let body = try await fixture.send(.get, "/people", as: olga).body
        for word in ["3 accounts", ">rob<", "reviewer", ">disabled<", ">you<", "<bdi>importer</bdi>"] {
            #expect(body.contains(word), "\(word)")
        }
        #expect(body.contains("<a href=\"/people\">People</a>"))
        let rob = try await fixture.browser("rob", .reviewer)
        #expect(try await !fixture.send(.get, "/account", as: rob).body.contains("href=\"/people\""))
    }

    @Test("somebody is added once, and what cannot be is said beside what was typed")
    func add() async throws {
        let added = try await fixture.submit("/people", as: olga, ["name": " rosa ", "role": "reviewer"])
        #expect(added.status == 303 && added.headers[.location] == "/people/rosa")
        #expect(try await account("rosa")?.role == .reviewer)
        let again = try await fixture.submit("/people", as: olga, ["name": "rosa", "role": "annotator"])
        #expect(again.status == 409 && again.body.contains("has an account already"))
        #expect(again.body.contains("name=\"name\" value=\"rosa\""))
        let empty = try await fixture.submit("/people", as: olga, ["name": "  ", "role": "annotator"])
        #expect(empty.status == 422)
        #expect(try await fixture.submit("/people", as: olga, ["name": "x", "role": "king"]).status == 400)
    }

    @Test("a link is shown once, signs in once, and is listed until then; a revoked one signs nobody in")
    func links() async throws {
        _ = try await fixture.account("rosa", .annotator)
        let made = try await fixture.submit("/people/rosa/links", as: olga, ["hours": "72"])
        let link = try secret(in: made)
        #expect(made.status == 200 && link.hasPrefix("http://localhost/sign-in/link?token="))
        #expect(made.headers[.cacheControl] == "no-store")
        let page = try await fixture.send(.get, "/people/rosa", as: olga).body
        #expect(page.contains("Revoke the link") && !page.contains("token="))
        #expect(try await redeem(link) == 303)
        #expect(try await redeem(link) == 401)
        #expect(try await !fixture.send(.get, "/people/rosa", as: olga).body.contains("Revoke the link"))
        let second = try await fixture.submit("/people/rosa/links", as: olga, ["hours": "1"])
        let id = try #require(
            second.body.firstMatch(of: /name="credential" value="(\d+)" aria-label="Revoke the link/)?.1
        )
        let revoked = try await fixture.submit("/people/rosa/revoke", as: olga, ["credential": String(id)])
        #expect(revoked.status == 303)
        #expect(try await redeem(try secret(in: second)) == 401)
    }

    @Test("links are valid for what is offered, and machines have none")
    func refusedLinks() async throws {
        _ = try await fixture.account("rosa", .annotator)
        _ = try await fixture.account("robot", .machine)
        for hours in ["0", "-1", "9000", "9999999999999"] {
            #expect(
                try await fixture.submit("/people/rosa/links", as: olga, ["hours": hours]).status == 422,
                "\(hours)"
            )
        }
        #expect(try await fixture.submit("/people/rosa/links", as: olga, ["hours": "x"]).status == 400)
        let machine = try await fixture.submit("/people/robot/links", as: olga, ["hours": "24"])
        #expect(machine.status == 422 && machine.body.contains("never signs in"))
    }

    @Test("a token does what was chosen, until it is revoked; without scopes or a name there is none")
    func tokens() async throws {
        _ = try await fixture.account("robot", .machine)
        let made = try await fixture.submit(
            "/people/robot/tokens",
            as: olga,
            ["token-name": "cron", "scope": "label", "scope": "export", "days": "30"]
        )
        let token = try secret(in: made)
        #expect(token.hasPrefix("winnow_"))
        let robot = ServerFixture.Visitor(headers: [.authorization: "Bearer \(token)"])
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: robot).status == 200)
        #expect(try await fixture.call(.get, "/api/v1/queues/mails/items", as: robot).status == 403)
        fixture.clock.advance(by: 30 * 86_400)
        #expect(try await fixture.post("/api/v1/queues/mails/assignments", as: robot).status == 401)
        for fields in [["token-name": "", "scope": "label"], ["token-name": "cron"]] as [KeyValuePairs<String, String>]
        {
            #expect(try await fixture.submit("/people/robot/tokens", as: olga, fields).status == 422)
        }
        let odd = try await fixture.submit("/people/robot/tokens", as: olga, ["token-name": "a", "scope": "people"])
        #expect(odd.status == 422 && odd.body.contains("role machine cannot have people"))
    }

    @Test("who is disabled is out at once, and back only by a new link")
    func disable() async throws {
        let rosa = try await fixture.browser("rosa", .annotator)
        let asked = try await fixture.submit("/people/rosa/change", as: olga, ["disabled": "yes"])
        #expect(asked.status == 200 && asked.body.contains("Disable rosa?"))
        #expect(try await fixture.send(.get, "/account", as: rosa).status == 200)
        let done = try await fixture.submit("/people/rosa/change", as: olga, ["disabled": "yes", "sure": "yes"])
        #expect(done.headers[.location] == "/people/rosa?done=disabled")
        #expect(try await fixture.send(.get, "/account", as: rosa).status == 303)
        #expect(try await fixture.submit("/people/rosa/links", as: olga, ["hours": "24"]).status == 403)
        #expect(try await fixture.submit("/people/rosa/change", as: olga, ["disabled": "no"]).status == 303)
        #expect(try await fixture.send(.get, "/account", as: rosa).status == 303)
        let link = try secret(in: try await fixture.submit("/people/rosa/links", as: olga, ["hours": "24"]))
        #expect(try await redeem(link) == 303)
    }

    @Test("a reset asks, ends password and sessions, and gives a link; nobody resets themselves")
    func reset() async throws {
        try await fixture.setPassword("four words that differ", of: fixture.account("rosa", .annotator))
        let rosa = try await fixture.browser("rosa", .annotator)
        let asked = try await fixture.submit("/people/rosa/reset", as: olga, [:])
        #expect(asked.body.contains("Reset the password of rosa?"))
        #expect(try await account("rosa")?.hasPassword == true)
        let done = try await fixture.submit("/people/rosa/reset", as: olga, ["sure": "yes"])
        #expect(try await account("rosa")?.hasPassword == false)
        #expect(try await fixture.send(.get, "/account", as: rosa).status == 303)
        #expect(try await redeem(try secret(in: done)) == 303)
        let own = try await fixture.submit("/people/olga/reset", as: olga, ["sure": "yes"])
        #expect(own.status == 422 && own.body.contains("your account page"))
        #expect(try await fixture.send(.get, "/account", as: olga).status == 200)
    }

    @Test("one's own demotion asks, and the last owner stays")
    func demotion() async throws {
        let asked = try await fixture.submit("/people/olga/change", as: olga, ["role": "annotator"])
        #expect(asked.status == 200 && asked.body.contains("Give up your own role?"))
        let last = try await fixture.submit("/people/olga/change", as: olga, ["role": "annotator", "sure": "yes"])
        #expect(last.status == 409 && last.body.contains("There has to be an owner"))
        let disabled = try await fixture.submit("/people/olga/change", as: olga, ["disabled": "yes", "sure": "yes"])
        #expect(disabled.status == 409)
        _ = try await fixture.account("ben", .owner)
        let done = try await fixture.submit("/people/olga/change", as: olga, ["role": "annotator", "sure": "yes"])
        #expect(done.status == 303 && done.headers[.location] == "/account")
        #expect(try await fixture.send(.get, "/people", as: olga).status == 403)
    }

    @Test("another's role changes without a question, but for becoming a machine")
    func role() async throws {
        _ = try await fixture.account("rosa", .annotator)
        #expect(try await fixture.submit("/people/rosa/change", as: olga, ["role": "reviewer"]).status == 303)
        #expect(try await account("rosa")?.role == .reviewer)
        let asked = try await fixture.submit("/people/rosa/change", as: olga, ["role": "machine"])
        #expect(asked.body.contains("Make rosa a machine?"))
        #expect(try await account("rosa")?.role == .reviewer)
    }

    @Test("a session or token of one person is not revoked at another's page")
    func others() async throws {
        let rosa = try await fixture.browser("rosa", .annotator)
        let account = try await fixture.account("rosa", .annotator)
        let id = try #require(try await fixture.database.credentials(of: account.id, now: Moment(1_000)).first).id
        let answer = try await fixture.submit("/people/olga/revoke", as: olga, ["credential": "\(id)"])
        #expect(answer.status == 404)
        #expect(try await fixture.send(.get, "/account", as: rosa).status == 200)
        #expect(try await fixture.submit("/people/rosa/revoke", as: olga, ["credential": "\(id)"]).status == 303)
        #expect(try await fixture.send(.get, "/account", as: rosa).status == 303)
    }

    @Test(
        "any name has a page, forms that work, and is text on it",
        arguments: [
            "<script>x</script>", "a/b", "..", ".", "-", "a?b#c", "\"><img src=x>", "{{formToken}}", "100%", "a\\b",
            "%2e%2e", "&amp;", "مرحبا", "rosa lee", "'\u{301}x", "a/\u{301}b",
        ]
    )
    func names(name: String) async throws {
        let added = try await fixture.submit("/people", as: olga, ["name": name, "role": "annotator"])
        let target = try #require(added.headers[.location])
        let page = try await fixture.send(.get, target, as: olga)
        #expect(page.status == 200)
        #expect(page.body.contains("<h1 class=\"person\" dir=\"auto\">\(HTMLText().escapeText(name))</h1>"))
        #expect(!page.body.contains("<script>x") && !page.body.contains("<img"))
        let action = try #require(page.body.firstMatch(of: /action="([^"]*change[^"]*)"/)?.1)
        let path = String(action).replacing("&amp;", with: "&")
        #expect(try await fixture.submit(path, as: olga, ["role": "reviewer"]).status == 303)
        #expect(try await account(name)?.role == .reviewer)
        #expect(try await fixture.send(.get, "/people", as: olga).body.contains(">\(HTMLText().escapeText(name))</a>"))
    }

    @Test("a form without the session's token changes nothing")
    func forged() async throws {
        _ = try await fixture.account("rosa", .annotator)
        var stranger = olga
        stranger.formToken = "0000"
        for path in ["/people", "/people/rosa/change", "/people/rosa/links", "/people/rosa/reset"] {
            let fields: KeyValuePairs = ["name": "x", "role": "owner", "hours": "24", "sure": "yes"]
            #expect(try await fixture.submit(path, as: stranger, fields).status == 403, "\(path)")
        }
        #expect(try await account("rosa")?.role == .annotator)
        #expect(try await account("x") == nil)
    }

    @Test("links begin with the public address, or with the host that was asked if it is one")
    func address() throws {
        #expect(
            PublicAddress(publicURL: URL(string: "https://label.example.org")).text(host: "x")
                == "https://label.example.org"
        )
        let local = PublicAddress(publicURL: nil)
        #expect(local.text(host: "127.0.0.1:8080") == "http://127.0.0.1:8080")
        #expect(local.text(host: "[::1]:8080") == "http://[::1]:8080")
        for odd in ["evil.example/path", "a@b", "<x>", "", "é.example"] {
            #expect(local.text(host: odd) == "http://localhost")
        }
    }
}
