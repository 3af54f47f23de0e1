import Foundation
import Testing
import WinnowDomain

/// People on a folder and on a server, byte for byte.
@Suite(.timeLimit(.minutes(10))) struct RemotePeopleTests {
    private static let session: [[String]] = [
        ["annotator", "add", "emil"],
        ["annotator", "add", "emil"],
        ["annotator", "add", "a/b c", "--json"],
        ["annotator", "add", "-"],
        ["annotator", "add", " "],
        ["annotator", "add", "olga", "--role", "owner", "--json"],
        ["annotator", "add", "olga", "--role", "owner", "--json"],
        ["annotator", "add", "emil", "--role", "reviewer"],
        ["annotator", "add", "robot", "--role", "machine"],
        ["annotator", "add", "x", "--role", "king"],
        ["annotator", "role", "a/b c", "annotator"],
        ["annotator", "role", "emil", "manager", "--json"],
        ["annotator", "role", "nobody", "manager"],
        ["annotator", "role", "-", "reviewer"],
        ["annotator", "disable", "a/b c"],
        ["annotator", "disable", "a/b c", "--json"],
        ["annotator", "link", "a/b c"],
        ["annotator", "enable", "a/b c"],
        ["annotator", "enable", "nobody"],
        ["annotator", "link", "a/b c", "--url", "https://label.example.org/", "--json"],
        ["annotator", "link", "new", "--url", "http://127.0.0.1:8080", "--role", "reviewer"],
        ["annotator", "link", "new", "--role", "owner"],
        ["annotator", "link", "emil", "--reset", "--url", "https://label.example.org", "--hours", "2"],
        ["annotator", "link", "robot"],
        ["annotator", "link", "emil", "--hours", "0"],
        ["annotator", "token", "robot", "--scopes", "label,export", "--name", "cron", "--days", "9"],
        ["annotator", "token", "robot", "--scopes", "label", "--name", "other", "--json"],
        ["annotator", "token", "robot", "--scopes", "people", "--name", "other"],
        ["annotator", "token", "nobody", "--scopes", "label", "--name", "other"],
        ["annotator", "credentials", "robot"],
        ["annotator", "credentials", "robot", "--json"],
        ["annotator", "credentials", "emil"],
        ["annotator", "credentials", "nobody"],
        ["annotator", "revoke", "robot", "999"],
        ["annotator", "list"],
        ["annotator", "list", "--json"],
    ]

    @Test("people are added, changed and given links and tokens the same on a folder and on a server")
    func bothPlaces() throws {
        let (local, remote) = (try Winnow(), try Winnow())
        for winnow in [local, remote] { try winnow.succeed("queue", "create", Winnow.ticketQueue) }
        try Served(local, role: "owner").stop()
        let server = try Served(remote, role: "owner")
        defer { server.stop() }
        for arguments in Self.session { try server.expectSame(as: local, arguments, mask: Self.masked) }
        // The numbers of credentials are the same: both folders have had the same of them.
        let made = try #require(try local("annotator", "credentials", "robot", "--json").json)
        guard case .array(let credentials) = made else { throw CancellationError() }
        let numbers = credentials.compactMap { $0["id"]?.scalarText }
        #expect(numbers.count == 2)
        try server.expectSame(as: local, ["annotator", "revoke", "robot"] + numbers, mask: Self.masked)
        try server.expectSame(as: local, ["annotator", "credentials", "robot"], mask: Self.masked)
    }

    /// Without secrets and times, and without when rosa was there, whose token only one of the places has seen.
    private static func masked(_ text: String) -> String {
        text.replacing(/token=[\w-]{43}/, with: "token=SECRET").replacing(/winnow_[\w-]{43}/, with: "TOKEN")
            .replacing(/"name":"rosa"[^}]*/, with: "rosa").replacing(/rosa +owner.*/, with: "rosa")
            .replacing(/\d{4}-\d\d-\d\dT[\d:]+Z/, with: "TIME")
    }

    @Test("a link that no --url moves begins with the server's own address")
    func link() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let server = try Served(winnow, role: "owner")
        defer { server.stop() }
        let outcome = try server.run(["annotator", "link", "emil"])
        #expect(outcome.output.hasPrefix("\(server.address)/sign-in/link?token="), "\(outcome.output)")
    }

    @Test("a token without the permission does nothing to people, and says which it lacks: 77")
    func forbidden() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let server = try Served(winnow)
        defer { server.stop() }
        let before = try winnow("annotator", "list").output
        for arguments in [
            ["list"], ["add", "x"], ["add", "x", "--role", "owner"], ["role", "rosa", "owner"], ["link", "rosa"],
            ["token", "rosa", "--scopes", "label", "--name", "x"], ["credentials", "rosa"], ["revoke", "rosa", "1"],
            ["disable", "rosa"], ["enable", "rosa"],
        ] {
            let outcome = try server.run(["annotator"] + arguments)
            #expect(outcome.status == 77, "\(arguments)")
            #expect(outcome.errors.contains("\"people\""), "\(outcome.errors)")
        }
        #expect(Self.masked(try winnow("annotator", "list").output) == Self.masked(before))
    }
}
