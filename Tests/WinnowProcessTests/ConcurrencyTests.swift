import Foundation
import Testing
import WinnowDomain

@Suite struct ConcurrencyTests {
    private static func items(_ outcome: Winnow.Outcome) -> [String] {
        outcome.output.split(separator: "\n").compactMap { (try? JSONReader.read(String($0)))?["item"]?.scalarText }
    }

    @Test("two processes that label one queue never get the same item, and together they get all")
    func twoLabellers() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--no-labels")
        let runs = try ["rosa", "emil"].map { name in
            try winnow.start([
                "replay", "support-tickets", Winnow.tickets, "--json", "--no-wait", "--annotator", name,
            ])
        }
        let outcomes = try runs.map { try $0.wait() }
        #expect(outcomes.map(\.status) == [0, 0], "\(outcomes.map(\.errors))")
        let served = outcomes.flatMap(Self.items)
        #expect(Set(served).count == served.count)
        #expect(served.count == 406)
        #expect(try winnow("check").status == 0)
    }

    @Test("retrain is safe beside a labeller and beside itself")
    func retrain() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--no-labels")
        try winnow.succeed("replay", "support-tickets", Winnow.tickets, "--labels", "30", "--no-wait")
        let labeller = try winnow.start(["replay", "support-tickets", Winnow.tickets, "--labels", "20"])
        let trainers = try (0..<3).map { _ in try winnow.start(["retrain", "support-tickets", "--wait", "600"]) }
        #expect(try labeller.wait().status == 0)
        for trainer in trainers {
            let outcome = try trainer.wait()
            #expect([0, 2].contains(outcome.status), "\(outcome.errors)")
        }
        #expect(try winnow("check").status == 0)
        try winnow.succeed("rank", "support-tickets")
    }
}
