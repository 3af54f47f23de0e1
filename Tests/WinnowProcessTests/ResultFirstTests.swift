import Foundation
import Testing
import WinnowDomain

/// What was computed or stored is shown, whatever becomes of the files beside it.
@Suite struct ResultFirstTests {
    @Test("a folder that a simulation could not write to is refused before it begins")
    func probed() throws {
        let winnow = try Winnow()
        let outcome = try winnow("simulate", Winnow.ticketQueue, "--oracle", "none.jsonl", "--output", "/proc/none")
        #expect(outcome.status == 73, "\(outcome.errors)")
    }

    @Test("a file that cannot be written at the end does not hide what the simulation found")
    func shown() throws {
        let winnow = try Winnow()
        let taken = winnow.path("curve/curve.json")
        try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
        let outcome = try winnow.run([
            "simulate", Winnow.ticketQueue, "--oracle", Winnow.tickets, "--output", winnow.path("curve"), "--labels",
            "30",
            "--seeds", "0", "--json",
        ])
        #expect(outcome.status == 73, "\(outcome.errors)")
        #expect(outcome.json?["curves"] != nil)
    }

    @Test("a list of bad records that cannot be written does not hide what was imported")
    func rejects() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        let records = "{\"id\":\"1\"}\n{\"id\":\"2\",\"subject\":\"s\",\"body\":\"b\"}\n"
        let outcome = try winnow("import", "support-tickets", "--rejects", "/dev/full", input: records)
        #expect(outcome.status == 73)
        #expect(outcome.output.contains("1 item imported"))
        #expect(outcome.errors.contains("standard input:1") && outcome.errors.contains("/dev/full"))
    }

    @Test("what the model has learned from is left out when it is measured on a file")
    func learned() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        let trained = try winnow.succeed("retrain", "support-tickets", "--json").json
        let fresh = try winnow.succeed("evaluate", "support-tickets", "--on", Winnow.tickets, "--json").json
        #expect(fresh?["items"] == trained?["measuredOn"])
        #expect(fresh?["file"]?["given"] == .integer(406))
        let all = try winnow.succeed("evaluate", "support-tickets", "--on", Winnow.tickets, "--include-learned")
        #expect(all.output.contains("on 406 labelled records of the files"))
        #expect(try winnow("evaluate", "support-tickets", "--include-learned").status == 64)
        let own = try winnow.succeed("evaluate", "support-tickets", "--json").json
        #expect(own?["file"] == .null && own?["setAside"] == trained?["measuredOn"])
    }

    @Test("processes that find or add one annotator at the same time all go on")
    func oneAnnotator() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--no-labels")
        let runs = try (0..<6).map { _ in
            try winnow.start(["replay", "support-tickets", Winnow.tickets, "--labels", "1", "--no-wait"])
        }
        for run in runs {
            let outcome = try run.wait()
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let list = try winnow.succeed("annotator", "list", "--json").output
        #expect(list.split(separator: "\"name\":\"replay\"").count == 2)
    }

    @Test("a replay of less than one answer is a mistake")
    func noAnswers() throws {
        let winnow = try Winnow()
        #expect(try winnow("replay", "support-tickets", Winnow.tickets, "--labels=-5").status == 64)
    }
}
