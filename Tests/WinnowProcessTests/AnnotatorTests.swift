import Foundation
import Testing
import WinnowDomain

/// Accounts from the command line.
@Suite struct AnnotatorTests {
    private let winnow: Winnow

    init() throws {
        winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
    }

    @Test("accounts have roles, which change; the last owner stays")
    func roles() throws {
        try winnow.succeed("annotator", "add", "olga", "--role", "owner")
        try winnow.succeed("annotator", "add", "rosa")
        try winnow.succeed("annotator", "role", "rosa", "reviewer")
        let list = try #require(try winnow("annotator", "list", "--json").json)
        guard case .array(let people) = list else { throw CancellationError() }
        #expect(people.map { $0["name"] } == ["olga", "rosa"])
        #expect(people.map { $0["role"] } == ["owner", "reviewer"])
        for arguments in [["role", "olga", "annotator"], ["disable", "olga"]] {
            let outcome = try winnow.run(["annotator"] + arguments + ["--json"])
            #expect(outcome.status == 77)
            #expect(try JSONReader.read(outcome.errors)["error"]?["code"] == "last-owner")
        }
        #expect(try winnow("annotator", "role", "rosa", "king").status == 64)
        #expect(try winnow("annotator", "role", "rosaa", "reviewer").status == 66)
    }

    @Test("a token is printed once, listed without its secret, and ended by number")
    func tokens() throws {
        try winnow.succeed("annotator", "add", "robot", "--role", "machine")
        let made = try #require(
            try winnow(
                "annotator",
                "token",
                "robot",
                "--scopes",
                "label,export",
                "--name",
                "cron",
                "--days",
                "9",
                "--json"
            ).json
        )
        let token = try #require(made["token"]?.scalarText)
        #expect(token.hasPrefix("winnow_"))
        let plain = try winnow("annotator", "token", "robot", "--scopes", "label", "--name", "other")
        #expect(plain.output.hasPrefix("winnow_") && plain.output.split(separator: "\n").count == 1)
        let listed = try winnow("annotator", "credentials", "robot")
        #expect(
            listed.output.contains("cron") && listed.output.contains("export,label") && !listed.output.contains(token)
        )
        let number = try #require(made["credential"]?["id"]?.scalarText)
        try winnow.succeed("annotator", "revoke", "robot", number)
        #expect(try !winnow("annotator", "credentials", "robot").output.contains("cron"))
        try winnow.succeed("annotator", "add", "rosa", "--role", "annotator")
        #expect(try winnow("annotator", "revoke", "rosa", number).status == 66)
    }

    @Test("tokens that cannot be are refused with what could")
    func refusedTokens() throws {
        try winnow.succeed("annotator", "add", "rosa", "--role", "annotator")
        func token(_ arguments: String...) throws -> Winnow.Outcome {
            try winnow.run(["annotator", "token"] + arguments)
        }
        let unknown = try token("rosa", "--scopes", "labels", "--name", "a")
        #expect(unknown.status == 64 && unknown.errors.contains("the scopes are label, browse"))
        #expect(try token("rosa", "--scopes", "export", "--name", "a").status == 64)
        #expect(try token("rosa", "--scopes", ",", "--name", "a").status == 64)
        #expect(try token("rosa", "--scopes", "label", "--name", "").status == 64)
        #expect(try token("rosa", "--scopes", "label", "--name", "a", "--days", "0").status == 64)
        #expect(try token("nobody", "--scopes", "label", "--name", "a").status == 66)
        try winnow.succeed("annotator", "disable", "rosa")
        #expect(try token("rosa", "--scopes", "label", "--name", "a").status == 77)
    }

    @Test("a link is one address that can be sent; a reset ends older links")
    func links() throws {
        let first = try winnow.succeed("annotator", "link", "rosa", "--url", "https://label.example.org/")
        #expect(first.output.wholeMatch(of: /https:\/\/label\.example\.org\/sign-in\/link\?token=[\w-]{43}\n/) != nil)
        try winnow.succeed("annotator", "link", "rosa", "--reset")
        let left = try #require(try winnow("annotator", "credentials", "rosa", "--json").json)
        guard case .array(let credentials) = left else { throw CancellationError() }
        #expect(credentials.map { $0["kind"] } == ["link"])
        try winnow.succeed("annotator", "add", "robot", "--role", "machine")
        #expect(try winnow("annotator", "link", "robot").status == 64)
        #expect(try winnow("annotator", "link", "rosa", "--hours", "0").status == 64)
    }
}
