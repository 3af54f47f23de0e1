import Foundation
import GRDB
import Testing
import WinnowDomain

/// The same commands on a folder and on a server, byte for byte.
@Suite(.timeLimit(.minutes(10))) struct RemoteTests {
    /// What is run at both places, in order; a mistake now and then, because those have to be the same too.
    private static let session: [[String]] = [
        ["queue", "list"],
        ["queue", "list", "--json"],
        ["queue", "create", Winnow.ticketQueue],
        ["queue", "create", Winnow.ticketQueue, "--json"],
        ["queue", "create", "other.yaml", "--name", "support-tickets"],
        ["queue", "create", "other.yaml", "--name", "No name"],
        ["queue", "create", "broken.yaml"],
        ["queue", "create", "nowhere.yaml", "--json"],
        ["queue", "create", "other.yaml", "--json"],
        ["queue", "list"],
        ["queue", "list", "--json"],
        ["queue", "show", "support-tickets"],
        ["queue", "show", "support-tickets", "--json"],
        ["queue", "show", "support-tickets", "--definition"],
        ["queue", "show", "nope"],
        ["queue", "show", "a/b", "--json"],
        ["queue", "update", "other", "changed.yaml", "--dry-run"],
        ["queue", "update", "other", "changed.yaml", "--yes", "--json"],
        ["queue", "update", "other", "changed.yaml", "--yes"],
        ["queue", "update", "other", "changed.yaml"],
        ["queue", "update", "nope", "changed.yaml", "--yes"],
        ["queue", "update", "other", "broken.yaml", "--yes"],
        ["queue", "show", "other", "--json"],
    ]

    @Test("a session prints and ends the same on a folder and on a server")
    func bothPlaces() throws {
        let (local, remote) = (try Winnow(), try Winnow())
        for winnow in [local, remote] {
            // The owner of the token, there as here.
            try winnow.succeed("annotator", "add", "rosa")
            try winnow.write(Self.file(labels: "[good, bad]"), to: "other.yaml")
            try winnow.write(Self.file(labels: "[good, {name: poor, was: bad}, mixed]"), to: "changed.yaml")
            try winnow.write("version: 1\ntitle: x\nlabels: [a, a]\n", to: "broken.yaml")
        }
        // Events are numbered over all queues and people: both folders have had a server and a token.
        try Served(local).stop()
        let server = try Served(remote)
        defer { server.stop() }
        for arguments in Self.session { try server.expectSame(as: local, arguments) }
    }

    @Test("labels given over HTTP are those that would have been given on the folder, and the report is the same")
    func labelling() throws {
        // The form draws only what is different, so the texts are all over.
        let texts = ["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"]
        var reports: [JSON] = []
        for isRemote in [false, true] {
            let winnow = try Winnow()
            try winnow.write(Self.file(labels: "[good, bad]"), to: "small.yaml")
            try winnow.succeed("queue", "create", winnow.path("small.yaml"))
            let lines = texts.enumerated().map { #"{"id": "t\#($0 + 1)", "text": "\#($1)"}"# }
            try winnow.write(lines.joined(separator: "\n"), to: "small.jsonl")
            try winnow.succeed("import", "small", winnow.path("small.jsonl"))
            try winnow.succeed("annotator", "add", "rosa")
            let server = isRemote ? try Served(winnow) : nil
            defer { server?.stop() }
            let file = winnow.path("out.json")
            let place = server.map { ["--server", $0.address, "--token-file", $0.tokenFile] } ?? []
            let seat = try Seat(
                winnow,
                ["label", "small", "--annotator", "rosa", "--json"] + place,
                output: file
            )
            try #require(seat.wait(for: texts[0]))
            try #require(seat.type("1", until: texts[1]))
            try #require(seat.type("2", until: texts[2]))
            try #require(seat.type("u", until: "taken back"))
            try #require(seat.type("1", until: texts[2]))
            try #require(seat.type(" ", until: texts[3]))
            seat.type("q")
            #expect(seat.status() == 0)
            let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
            guard case .object(let members) = try JSONReader.read(text) else { continue }
            // The form on the folder counts once a second, the server tells with each item.
            reports.append(.object(members.filter { !["seconds", "done"].contains($0.key) }))
            server?.stop()
            let rows = try winnow.succeed("export", "small").output.split(separator: "\n").map { line in
                let row = try JSONReader.read(String(line))
                return "\(row["id"]?.scalarText ?? "") \(row["label"]?.scalarText ?? "none")"
            }
            #expect(rows == ["t1 good", "t2 good", "t3 none"])
            // What was open is free again.
            let open = try DatabaseQueue(path: winnow.data.appending(path: "winnow.sqlite").path).read { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM assignment WHERE state = 'active'")
            }
            #expect(open == 0)
        }
        #expect(reports.count == 2)
        #expect(reports.first?.text == reports.last?.text)
    }

    @Test("no server, no token, a wrong one, one that has ended: 69 and 77, with words on how to mend it")
    func refusals() throws {
        let winnow = try Winnow()
        try winnow.succeed("annotator", "add", "rosa")
        let server = try Served(winnow)
        let wrong = try winnow.write("wrong", to: "wrong-token")
        let ended = try server.token("ended", expiresAt: 1)
        for (arguments, words) in [
            ([], "--token-file"), (["--token-file", wrong], "not known"), (["--token-file", ended], "ended"),
        ] {
            let outcome = try winnow.run(["queue", "list", "--server", server.address] + arguments)
            #expect(outcome.status == 77)
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
        server.stop()
        let outcome = try server.run(["queue", "list", "--json"])
        #expect(outcome.status == 69)
        #expect(try JSONReader.read(outcome.errors)["error"]?["code"] == "unreachable")
    }

    @Test("a folder and a server at once, a folder's command with a server, a token in the open: 64")
    func usage() throws {
        let winnow = try Winnow()
        for arguments in [
            ["queue", "list", "--data", "x", "--server", "http://localhost"],
            ["queue", "list", "--server", "http://label.example.org"], ["queue", "list", "--server", "no address"],
        ] { #expect(try winnow.run(arguments).status == 64) }
    }

    @Test(
        "what works on files says so when a server is named, in its help too; the variable does not concern it",
        arguments: [
            ["check"], ["backup", "x"], ["doctor"], ["simulate", "x", "--oracle", "y"], ["model", "rebuild", "x"],
            ["queue", "init", "x"], ["queue", "check", "x"], ["serve"],
        ]
    )
    func onFiles(arguments: [String]) throws {
        let winnow = try Winnow()
        for place in [["--server", "http://localhost"], ["--token-file", "x"], ["--plain-http"]] {
            let outcome = try winnow.run(arguments + place + ["--json"])
            #expect(outcome.status == 64)
            let message = try #require(try JSONReader.read(outcome.errors)["error"]?["message"]?.scalarText)
            #expect(message.hasPrefix("this command has no --server: "))
            let help = try winnow.run(arguments.prefix { $0 != "x" } + ["--help"]).output.split(separator: "\n")
            let reason = message.dropFirst("this command has no --server: ".count)
            #expect(help.joined(separator: " ").contains("No --server: \(reason)."))
            #expect(!help.contains { $0.contains("--server <") })
        }
    }

    private static func file(labels: String) -> String {
        """
        version: 1
        title: Small
        item: {text: "{{text}}"}
        labels: \(labels)
        query: {explore: 0}
        evaluation: {share: 0}
        assignment: {order: sequential}
        """
    }
}
