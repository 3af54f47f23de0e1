import Foundation
import Testing
import WinnowDomain

/// Names with a mistake in them are found before anything is done with them.
@Suite struct MistakenNameTests {
    @Test("a field that an option names and no record has stops the import before anything is stored")
    func fields() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let records = try String(contentsOf: URL(filePath: Winnow.tickets), encoding: .utf8)
        for (options, hint) in [
            (["--id", "idd"], "did you mean id?"), (["--map", "bodi=body"], "did you mean body?"),
            (["--label", "lable"], "did you mean label?"),
        ] {
            let outcome = try winnow.run(["import", "support-tickets", "-"] + options, input: records)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains(hint), "\(outcome.errors)")
        }
        #expect(try winnow.succeed("queue", "show", "support-tickets", "--json").json?["items"] == .integer(0))
        // A field that --map makes is no field of the file.
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--map", "id=key", "--id", "key")
    }

    @Test("a label field that no record has is warned of: records need no label")
    func labels() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let outcome = try winnow.succeed("import", "support-tickets", Winnow.tickets, "--label", "zzzzzz")
        #expect(outcome.errors.contains("warning") && outcome.errors.contains("zzzzzz"))
        #expect(outcome.output.contains("406 items imported"))
    }

    @Test("help for a command that there is not is 64, and says which was meant")
    func help() throws {
        let winnow = try Winnow()
        let outcome = try winnow("help", "queue", "crate")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("did you mean create?"))
        #expect(try winnow("help", "bogus").status == 64)
        #expect(try winnow("help").status == 0)
        #expect(try winnow("help", "queue", "create").status == 0)
    }

    @Test("an annotator's name that cannot be makes no data folder")
    func annotators() throws {
        let winnow = try Winnow()
        #expect(try winnow("annotator", "add", "").status == 64)
        #expect(!FileManager.default.fileExists(atPath: winnow.data.path))
    }

    @Test("of several queue files one that cannot be read does not hide the others")
    func queueFiles() throws {
        let winnow = try Winnow()
        let outcome = try winnow("queue", "check", winnow.path(""), "none.yaml", Winnow.ticketQueue)
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("is a folder"))
        #expect(outcome.output.contains("valid"))
        let bad = try winnow.write("version: 1\n", to: "bad.yaml")
        let both = try winnow("queue", "check", bad, "none.yaml")
        #expect(both.status == 65)
        #expect(both.output.contains("bad.yaml: "))
    }

    @Test("the commands that come next can be copied as they are printed")
    func nextCommands() throws {
        let winnow = try Winnow()
        try winnow.write("text,label\nhello,-1\nbye,1\n", to: "-my mails.csv")
        let outcome = try winnow.succeed("queue", "init", "--labels", "-1,1", "--", "-my mails.csv")
        let next = try #require(outcome.errors.split(separator: "Next: ").last).trimmingCharacters(in: .newlines)
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-e", "-c", "winnow() { \"\(Winnow.executable.path)\" \"$@\"; }; \(next)"]
        shell.currentDirectoryURL = URL(filePath: winnow.path(""))
        shell.environment = ["WINNOW_DATA": winnow.data.path, "PATH": "/usr/bin:/bin"]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0, "\(next)")
        let list = try winnow.succeed("queue", "list", "--json")
        #expect(list.output.contains("\"items\":2"), "\(list.output)")
    }
}
