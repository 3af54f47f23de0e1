import HTTPTypes
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@testable import WinnowServer

@Suite struct AccountFormTests {
    private func preferences(_ fixture: ServerFixture) async throws -> Preferences {
        try #require(try await fixture.database.account(named: "anna")).preferences
    }

    @Test("a theme is saved and shown; one that there is not is refused")
    func theme() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let saved = try await fixture.submit("/account/theme", as: anna, ["theme": "dark"])
        #expect(saved.status == 303 && saved.headers[.location] == "/account?saved=theme#theme")
        #expect(try await fixture.send(.get, "/account", as: anna).body.contains("data-theme=\"dark\""))
        #expect(try await fixture.submit("/account/theme", as: anna, ["theme": "pink"]).status == 400)
        #expect(try await preferences(fixture).theme == .dark)
    }

    @Test("keys are saved, switched off, and put back to the standard")
    func keys() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let on = try await fixture.submit("/account/keys", as: anna, ["key-skip": "j", "keys-on": "yes"])
        #expect(on.status == 303)
        #expect(try await preferences(fixture).keys == ["skip": "j"])
        #expect(try await preferences(fixture).areKeysOn)
        #expect(try await fixture.submit("/account/keys", as: anna, ["key-skip": "j"]).status == 303)
        #expect(try await !preferences(fixture).areKeysOn)
        #expect(try await fixture.submit("/account/keys", as: anna, ["key-skip": "k", "reset": "yes"]).status == 303)
        #expect(try await preferences(fixture).keys.isEmpty)
    }

    @Test("keys that choose a label, or are two actions' key, are refused all together, each with its reason")
    func conflicts() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let taken = try #require(LabelKeys.all(of: fixture.queue.definition).compactMap(\.self).first)
        let answer = try await fixture.submit(
            "/account/keys",
            as: anna,
            ["key-skip": String(taken), "key-unsure": "j", "key-note": "j", "key-help": "h", "keys-on": "yes"]
        )
        #expect(answer.status == 422)
        for action in ["skip", "unsure", "note"] {
            #expect(answer.body.contains("id=\"mistake-\(action)\""), "\(action)")
        }
        #expect(!answer.body.contains("id=\"mistake-help\""))
        #expect(answer.body.contains("name=\"key-help\" value=\"h\""))
        #expect(try await preferences(fixture).keys.isEmpty)
    }

    @Test("a first password is set without an old one, and signs in")
    func firstPassword() async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let fields: KeyValuePairs = ["new": "four words that differ", "again": "four words that differ"]
        #expect(try await fixture.submit("/account/password", as: anna, fields).status == 303)
        let signedIn = try await fixture.submit(
            "/sign-in",
            as: ServerFixture.Visitor(),
            ["name": "anna", "password": "four words that differ"]
        )
        #expect(signedIn.status == 303)
    }

    @Test("a new password takes the old one, and ends all other sessions of that person alone")
    func newPassword() async throws {
        let fixture = try await ServerFixture()
        try await fixture.setPassword("an old long password", of: fixture.account("anna", .annotator))
        let ben = try await fixture.browser("ben", .annotator)
        let (here, there) = (
            try await fixture.browser("anna", .annotator), try await fixture.browser("anna", .annotator)
        )
        func change(_ old: String) async throws -> ServerFixture.Answer {
            try await fixture.submit(
                "/account/password",
                as: here,
                ["old": old, "new": "four words that differ", "again": "four words that differ"]
            )
        }
        let wrong = try await change("not the old password")
        #expect(wrong.status == 422 && wrong.body.contains("The old password is wrong."))
        #expect(try await fixture.send(.get, "/account", as: there).status == 200)
        #expect(try await change("an old long password").status == 303)
        #expect(try await fixture.send(.get, "/account", as: here).status == 200)
        #expect(try await fixture.send(.get, "/account", as: there).status == 303)
        #expect(try await fixture.send(.get, "/account", as: ben).status == 200)
    }

    @Test(
        "a password that is short, guessed at once, or typed in two ways is refused with the reason",
        arguments: [
            ("too short", "too short", "use 12 or more"), ("password1234", "password1234", "first that are guessed"),
            ("four words that differ", "four words that difer", "differ"),
        ]
    )
    func refusedPassword(new: String, again: String, reason: String) async throws {
        let fixture = try await ServerFixture()
        let anna = try await fixture.browser("anna", .annotator)
        let answer = try await fixture.submit("/account/password", as: anna, ["new": new, "again": again])
        #expect(answer.status == 422 && answer.body.contains(reason))
        #expect(!answer.body.contains(new))
        #expect(try await fixture.database.account(named: "anna")?.hasPassword == false)
    }

    @Test("guessing the old password from a session that was left open has to wait")
    func guessing() async throws {
        let fixture = try await ServerFixture()
        let account = try await fixture.account("anna", .annotator)
        let passwords = PasswordChange(
            store: fixture.database,
            clock: fixture.clock,
            hasher: PasswordHasher(rounds: 16)
        )
        try await fixture.setPassword("an old long password", of: account)
        _ = try await fixture.browser("anna", .annotator)
        let credential = try #require(
            try await fixture.database.credentials(of: account.id, now: fixture.clock.now()).first
        )
        let identity = Identity(CredentialHolder(account: account, credential: credential), formToken: nil)
        let wish = PasswordChange.Wish(old: "wrong", new: "four words that differ", again: "four words that differ")
        for _ in 0..<10 { #expect(try await passwords.change(wish, of: identity) == "the old password is wrong") }
        do {
            _ = try await passwords.change(wish, of: identity)
            Issue.record("the eleventh attempt was looked at")
        } catch let error as RequestError {
            #expect(error.code == .tooManyRequests && error.retryAfterSeconds == 20)
        }
    }

    @Test("one session ends, all others end, and another person's is refused")
    func sessions() async throws {
        let fixture = try await ServerFixture()
        let here = try await fixture.browser("anna", .annotator)
        let now = fixture.clock.now()
        let account = try await fixture.account("anna", .annotator)
        let there = try await fixture.browser("anna", .annotator)
        let id = try #require(try await fixture.database.credentials(of: account.id, now: now).first).id
        let third = try await fixture.browser("anna", .annotator)
        let ben = try await fixture.browser("ben", .annotator)
        let refused = try await fixture.submit("/account/sessions", as: ben, ["session": "\(id)"])
        #expect(refused.status == 404)
        #expect(try await fixture.send(.get, "/account", as: there).status == 200)
        #expect(try await fixture.submit("/account/sessions", as: here, ["session": "\(id)"]).status == 303)
        #expect(try await fixture.send(.get, "/account", as: there).status == 303)
        #expect(try await fixture.send(.get, "/account", as: third).status == 200)
        #expect(try await fixture.submit("/account/sessions", as: here, ["others": "yes"]).status == 303)
        #expect(try await fixture.send(.get, "/account", as: third).status == 303)
        #expect(try await fixture.send(.get, "/account", as: here).status == 200)
        #expect(try await fixture.send(.get, "/account", as: ben).status == 200)
    }

    @Test("a form without the session's token changes nothing", arguments: ["theme", "keys", "password", "sessions"])
    func forged(form: String) async throws {
        let fixture = try await ServerFixture()
        var anna = try await fixture.browser("anna", .annotator)
        anna.formToken = "0000"
        #expect(
            try await fixture.submit("/account/\(form)", as: anna, ["theme": "dark", "others": "yes"]).status == 403
        )
        #expect(try await preferences(fixture).theme == .system)
    }

    @Test("a program's token changes nothing of its account: with a password it could do more than its scopes say")
    func programs() async throws {
        let fixture = try await ServerFixture()
        let program = try await fixture.program("anna", .owner, scopes: [.label])
        let fields: KeyValuePairs = ["new": "four words that differ", "again": "four words that differ"]
        #expect(try await fixture.submit("/account/password", as: program, fields).status == 403)
        #expect(try await fixture.database.account(named: "anna")?.hasPassword == false)
    }
}
