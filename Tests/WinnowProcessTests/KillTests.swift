import Foundation
import Testing
import WinnowDomain
import WinnowTestSupport

/// Ends processes as a power cut would, at random moments, and looks at what is left.
///
/// `WINNOW_KILLS=200 swift test --filter KillTests` for a long run.
@Suite(.serialized) struct KillTests {
    static let killCount = ProcessInfo.processInfo.environment["WINNOW_KILLS"].flatMap { Int($0) } ?? 12

    /// Waits until a process has written something or ended, then a little, then ends it.
    private static func kill(_ running: Running, after microseconds: UInt32) throws -> Winnow.Outcome {
        // The moment is drawn, not a wait for something: whatever it hits has to be survived.
        usleep(microseconds)
        running.kill()
        return try running.wait()
    }

    private static func isClean(_ winnow: Winnow) throws {
        let check = try winnow("check")
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test("an import that is killed leaves whole batches, and importing again completes it, each item once")
    func imports() throws {
        let winnow = try Winnow()
        try winnow.write("version: 1\ntitle: T\nitem: {text: \"{{text}}\"}\nlabels: [a, b]\n", to: "numbers.yaml")
        try winnow.succeed("queue", "create", "numbers.yaml")
        let count = 20_000
        let lines = (0..<count).map { number in
            "{\"id\":\"\(number)\",\"text\":\"item number \(number) of many\",\"label\":\"\(number % 2 == 0 ? "a" : "b")\"}"
        }
        try winnow.write(lines.joined(separator: "\n"), to: "numbers.jsonl")
        var random = SplitMix(seed: 1)
        var before = 0
        for _ in 0..<Self.killCount {
            let running = try winnow.start(["import", "numbers", "numbers.jsonl"])
            _ = try Self.kill(running, after: UInt32.random(in: 10_000..<400_000, using: &random))
            try Self.isClean(winnow)
            let summary = try winnow.succeed("queue", "show", "numbers", "--json").json
            let items = summary?["items"]?.scalarText.flatMap { Int($0) } ?? -1
            #expect(items >= before, "items went away")
            // An item and its label come in one transaction.
            #expect(summary?["annotations"] == .integer(items))
            before = items
        }
        try winnow.succeed("import", "numbers", "numbers.jsonl")
        let summary = try winnow.succeed("queue", "show", "numbers", "--json").json
        #expect(summary?["items"] == .integer(count))
        #expect(summary?["annotations"] == .integer(count))
        let ids = try winnow.succeed("export", "numbers", "--items").output.split(separator: "\n").map(String.init)
        #expect(ids.count == count && ids[count - 1].contains("\"id\":\"\(count - 1)\""))
    }

    @Test("an answer that was acknowledged is there after a kill, once")
    func answers() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--no-labels")
        var acknowledged: [String] = []
        var random = SplitMix(seed: 2)
        for _ in 0..<Self.killCount {
            let running = try winnow.start([
                "replay", "support-tickets", Winnow.tickets, "--json", "--no-wait", "--annotator", "rosa",
            ])
            let outcome = try Self.kill(running, after: UInt32.random(in: 30_000..<300_000, using: &random))
            acknowledged += outcome.output.split(separator: "\n").compactMap { line in
                (try? JSONReader.read(String(line)))?["item"]?.scalarText
            }
            try Self.isClean(winnow)
            let stored = try winnow.succeed("export", "support-tickets").output.split(separator: "\n").compactMap {
                line in
                (try? JSONReader.read(String(line)))?["id"]?.scalarText
            }
            #expect(Set(stored).count == stored.count, "an answer was applied twice")
            let lost = Set(acknowledged).subtracting(stored)
            #expect(lost.isEmpty, "lost: \(lost.sorted())")
            // An item whose lease the killed process held is served again when the lease has run out.
        }
        #expect(Set(acknowledged).count == acknowledged.count, "an item was served twice")
    }

    @Test("a training that is killed leaves the old model in place, and the next one works")
    func training() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets)
        try winnow.succeed("retrain", "support-tickets")
        var random = SplitMix(seed: 3)
        for _ in 0..<Self.killCount {
            let running = try winnow.start(["retrain", "support-tickets", "--force"])
            _ = try Self.kill(running, after: UInt32.random(in: 10_000..<600_000, using: &random))
            try Self.isClean(winnow)
            try winnow.succeed("rank", "support-tickets")
        }
        try winnow.succeed("retrain", "support-tickets", "--force")
        try Self.isClean(winnow)
    }
}

/// A small seeded generator, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
