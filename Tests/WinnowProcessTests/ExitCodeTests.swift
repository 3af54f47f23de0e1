import Foundation
import Testing
import WinnowDomain

@Suite struct ExitCodeTests {
    @Test("a mistake on the command line is 64, and says what is known")
    func usage() throws {
        let winnow = try Winnow()
        #expect(try winnow("frobnicate").status == 64)
        #expect(try winnow("rank", "q", "--top", "0").status == 64)
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let outcome = try winnow("rank", "support-tickets", "--strategy", "margn")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("least-confidence"))
    }

    @Test("numbers at the end of their range are answered, not a trap")
    func extremes() throws {
        let winnow = try Winnow()
        let largest = "\(Int.max)"
        let records = (0..<40).map { "text \($0),\($0 % 2 == 0 ? "a" : "b")" }.joined(separator: "\n")
        let file = try winnow.write("text,label\n\(records)\n", to: "words.csv")
        try winnow.succeed("queue", "init", file)
        let simulation = try winnow(
            "simulate",
            "words.yaml",
            "--oracle",
            file,
            "--batch",
            largest,
            "--labels",
            largest,
            "--seeds",
            "0",
            "--initial",
            "5",
            "--quiet"
        )
        #expect(simulation.status == 0, "\(simulation.errors)")
        try winnow.succeed("queue", "create", "words.yaml")
        try winnow.succeed("import", "words", file)
        try winnow.succeed("rank", "words", "--top", largest)
        try winnow.succeed("model", "list", "words", "--limit", largest)
        #expect(try winnow("model", "show", "words", largest).status == 66)
    }

    @Test("a queue, file, folder or model that is not there is 66, and the message names what there is")
    func notFound() throws {
        let winnow = try Winnow()
        let noFolder = try winnow("queue", "list")
        #expect(noFolder.status == 66)
        #expect(noFolder.errors.contains("winnow queue create"))
        #expect(try winnow("queue", "create", "missing.yaml").status == 66)
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let noQueue = try winnow("queue", "show", "tickets")
        #expect(noQueue.status == 66)
        #expect(noQueue.errors.contains("support-tickets"))
        #expect(try winnow("import", "support-tickets", "missing.jsonl").status == 66)
        #expect(try winnow("model", "show", "support-tickets").status == 66)
        #expect(try winnow("predict", "support-tickets", Winnow.tickets).status == 66)
    }

    @Test("bad data is 65: a queue file with errors, rejected records")
    func badData() throws {
        let winnow = try Winnow()
        let file = try winnow.write("version: 1\nlables: [a, b]\n", to: "bad.yaml")
        let check = try winnow("queue", "check", file)
        #expect(check.status == 65)
        #expect(check.errors.contains("bad.yaml:2:1") && check.errors.contains("labels"))
        #expect(try winnow("queue", "create", file).status == 65)
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let outcome = try winnow("import", "support-tickets", input: "{\"id\":\"1\"}\n")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("standard input:1"))
    }

    @Test("retrain exits with 2 when there is too little new, so that cron is quiet")
    func nothingToDo() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        #expect(try winnow("retrain", "support-tickets").status == 2)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        try winnow.succeed("retrain", "support-tickets")
        let again = try winnow("retrain", "support-tickets")
        #expect(again.status == 2)
        #expect(again.errors.contains("--force"))
        let quiet = try winnow("retrain", "support-tickets", "--quiet")
        #expect(quiet.status == 2 && quiet.output.isEmpty && quiet.errors.isEmpty)
        try winnow.succeed("retrain", "support-tickets", "--force")
    }

    @Test("what cannot be written is 73: a file that is there, a folder that may not be made")
    func cannotWrite() throws {
        let winnow = try Winnow()
        let records = try winnow.write("text,label\nhello,a\nbye,b\n", to: "words.csv")
        try winnow.succeed("queue", "init", records)
        #expect(try winnow("queue", "init", records).status == 73)
        #expect(try winnow("queue", "create", Winnow.ticketQueue, "--data", "/proc/winnow").status == 73)
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        #expect(try winnow("export", "support-tickets", "--output", "/proc/none/labels.jsonl").status == 73)
    }

    @Test("an export of what changed writes no file when nothing did: 2; of an event that is still to come: 64")
    func nothingChanged() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        let whole = try winnow("export", "support-tickets", "--output", "whole.jsonl", "--json")
        let event = try #require(whole.json?["event"]?.scalarText.flatMap { Int($0) })
        #expect(try winnow("export", "support-tickets", "--since", "\(event)", "--output", "new.jsonl").status == 2)
        #expect(!FileManager.default.fileExists(atPath: winnow.path("new.jsonl")))
        #expect(try winnow("export", "support-tickets", "--since", "\(event + 1)").status == 64)
    }

    @Test("a disabled annotator is not permitted: 77")
    func notPermitted() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("annotator", "add", "rosa")
        try winnow.succeed("annotator", "disable", "rosa")
        let outcome = try winnow("replay", "support-tickets", Winnow.tickets, "--annotator", "rosa")
        #expect(outcome.status == 77)
    }

    @Test("with --json an error is JSON on the standard error, with its code and exit code")
    func jsonErrors() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let outcome = try winnow("queue", "show", "nope", "--json")
        let error = try JSONReader.read(outcome.errors)["error"]
        #expect(error?["code"] == "no-such-queue")
        #expect(error?["exit"] == .integer(66))
        #expect(outcome.output.isEmpty)
    }
}
