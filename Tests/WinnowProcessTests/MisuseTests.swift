import Foundation
import Testing
import WinnowDomain

/// What could lose or falsify something if the command did as it was told.
@Suite struct MisuseTests {
    @Test("a file that is read is not written over")
    func outputIsInput() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let text = "{\"id\":\"1\"}\n"
        let file = try winnow.write(text, to: "in.jsonl")
        #expect(try winnow("import", "support-tickets", file, "--rejects", file).status == 64)
        #expect(try String(contentsOf: URL(filePath: file), encoding: .utf8) == text)
    }

    @Test("an output that is a link stays one, and keeps its mode")
    func links() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        let target = try winnow.write("", to: "target.jsonl")
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
        try files.createSymbolicLink(atPath: winnow.path("link.jsonl"), withDestinationPath: target)
        try winnow.succeed("export", "support-tickets", "--output", winnow.path("link.jsonl"))
        #expect(try files.destinationOfSymbolicLink(atPath: winnow.path("link.jsonl")) == target)
        let attributes = try files.attributesOfItem(atPath: target)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try #require(attributes[.size] as? Int) > 1_000)
    }

    @Test("labels of an annotator who is disabled are refused with 77")
    func disabled() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("annotator", "add", "dora")
        try winnow.succeed("annotator", "disable", "dora")
        #expect(try winnow("import", "support-tickets", Winnow.tickets, "--annotator", "dora").status == 77)
        #expect(try winnow.succeed("export", "support-tickets").output.isEmpty)
    }

    @Test("an export is not written under a name that says something else")
    func names() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        for name in ["rows.txt", "rows.csv.gz"] {
            #expect(try winnow("export", "support-tickets", "--output", winnow.path(name)).status == 64)
        }
        #expect(try winnow("export", "support-tickets", "--json", "--output", "-").status == 64)
        #expect(try winnow("backup", winnow.data.appending(path: "inside").path).status == 64)
    }

    @Test("a simulation begins with as many items for each of its seeds, or not at all")
    func initialItems() throws {
        let winnow = try Winnow()
        for text in ["{\"0\":[0,1],\"1\":[1]}", "{\"0\":[0,1]}"] {
            let file = try winnow.write(text, to: "initial.json")
            let arguments = ["simulate", Winnow.ticketQueue, "--oracle", Winnow.tickets, "--initial-ids", file]
            let outcome = try winnow.run(arguments + ["--seeds", "0-1"])
            #expect(outcome.status == 65, "\(outcome.errors)")
        }
    }

    @Test("two texts under one id are no votes on one item")
    func oneID() throws {
        let winnow = try Winnow()
        let file = try winnow.write(
            "{\"id\":\"1\",\"subject\":\"a\",\"body\":\"b\",\"label\":\"billing\"}\n"
                + "{\"id\":\"1\",\"subject\":\"c\",\"body\":\"d\",\"label\":\"billing\"}\n",
            to: "oracle.jsonl"
        )
        let outcome = try winnow("simulate", Winnow.ticketQueue, "--oracle", file)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("oracle.jsonl:2"))
    }

    @Test("nothing from a file is a command to the terminal")
    func escapes() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let record = "{\"id\":\"1\",\"subject\":\"a\",\"body\":\"b\",\"label\":\"\\u001b[2J\"}\n"
        let outcome = try winnow("import", "support-tickets", input: record)
        #expect(outcome.status == 65)
        #expect(!outcome.errors.contains("\u{1b}"))
    }

    @Test("skips teach nothing: they do not make a first model")
    func skips() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let rows = try String(contentsOf: URL(filePath: Winnow.tickets), encoding: .utf8).split(separator: "\n").prefix(
            30
        )
        let skipped = rows.map { $0.replacing(/"label": "[a-z-]*"/, with: "\"answer\": \"skip\"") }
        let file = try winnow.write(skipped.joined(separator: "\n"), to: "skipped.jsonl")
        try winnow.succeed("import", "support-tickets", file)
        let outcome = try winnow("retrain", "support-tickets", "--json")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("too-few-labels"))
    }

    @Test("several processes may make one data folder at the same time")
    func firstOpening() throws {
        let winnow = try Winnow()
        let running = try (1...6).map { try winnow.start(["queue", "create", Winnow.ticketQueue, "--name", "q\($0)"]) }
        for process in running {
            let outcome = try process.wait()
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let list = try winnow.succeed("queue", "list", "--json").json
        guard case .array(let queues)? = list else {
            Issue.record("no list")
            return
        }
        #expect(queues.count == 6)
        try winnow.succeed("check")
    }
}
