import Foundation
import Testing
import WinnowDomain

/// Programs read what the commands print.
@Suite struct OneJSONTests {
    @Test("with --json every command prints one valid JSON value and nothing beside it")
    func everyCommand() throws {
        let winnow = try Winnow()
        let tickets = Winnow.tickets
        let words = try winnow.write("text,label\nhello,a\nbye,b\n", to: "words.csv")
        let commands: [[String]] = [
            ["queue", "init", words], ["queue", "check", Winnow.ticketQueue], ["queue", "create", Winnow.ticketQueue],
            ["queue", "update", "support-tickets", Winnow.ticketQueue, "--dry-run"], ["queue", "list"],
            ["queue", "show", "support-tickets"], ["queue", "show", "support-tickets", "--definition"],
            ["import", "support-tickets", tickets], ["annotator", "add", "rosa"], ["annotator", "list"],
            ["annotator", "disable", "rosa"], ["annotator", "enable", "rosa"],
            ["annotator", "role", "rosa", "reviewer"],
            ["annotator", "link", "rosa"], ["annotator", "token", "rosa", "--scopes", "label", "--name", "cron"],
            ["annotator", "credentials", "rosa"], ["annotator", "revoke", "rosa", "1"], ["retrain", "support-tickets"],
            ["rank", "support-tickets"], ["predict", "support-tickets", tickets, "--output", "p.jsonl"],
            ["evaluate", "support-tickets"], ["evaluate", "support-tickets", "--on", tickets],
            ["simulate", "support-tickets", "--oracle", tickets, "--labels", "40", "--seeds", "0"],
            ["model", "list", "support-tickets"], ["model", "show", "support-tickets", "v1"],
            ["model", "rebuild", "support-tickets"], ["export", "support-tickets", "--output", "e.jsonl"],
            ["check"], ["backup", "copy"], ["doctor"],
        ]
        for command in commands {
            let outcome = try winnow.run(command + ["--json"])
            #expect(outcome.status == 0, "\(command): \(outcome.errors)")
            #expect(outcome.json != nil, "\(command): \(outcome.output)")
        }
    }

    @Test("with --json a mistake on the command line is a problem like others, whatever finds it")
    func mistakes() throws {
        let winnow = try Winnow()
        let lines = [
            ["rank"], ["rank", "q", "--tip", "3"], ["rank", "q", "--top", "0"], ["rank", "q", "--top", "x"],
        ]
        for line in lines {
            let outcome = try winnow.run(line + ["--json"])
            let error = try JSONReader.read(outcome.errors)["error"]
            #expect(outcome.status == 64)
            #expect(outcome.output.isEmpty)
            #expect(error?["code"] == "usage")
            #expect(error?["exit"] == .integer(64))
        }
        #expect(try winnow("rank", "--help", "--json").status == 0)
        #expect(try winnow("rank", "--", "--json").errors.hasPrefix("winnow: "))
    }

    @Test("predictions in a file are summed up, those on the output are the result themselves")
    func predictions() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        try winnow.succeed("retrain", "support-tickets")
        let file = try winnow.succeed("predict", "support-tickets", Winnow.tickets, "--json", "-o", "p.jsonl")
        #expect(file.json?["records"] == .integer(406))
        #expect(file.json?["file"] == "p.jsonl")
        #expect(file.json?["model"] == .integer(1))
        let lines = try winnow.succeed("predict", "support-tickets", Winnow.tickets, "--json", "--model", "v1").output
        #expect(lines.split(separator: "\n").count == 406)
    }
}
