import Testing
import WinnowQueueFiles

struct FuzzTests {
    private static let tokens: [String] = [
        ":", ": ", "-", "- ", "{", "}", "[", "]", ",", "\n", "\n  ", "\t", " ", "#", "\"", "'", "|", ">", "&a", "*a",
        "!x",
        "!!str ", "!%ff ", "!<%ff> ", "\\ud800", "\\Uffffffff", "\\xff", "\\u0000", "%", "@", "`", "?", "? ", "---",
        "...", "null", "true", "0", "-1", "1e999", "9999999999999999999",
        ".nan",
        "\u{0}", "\u{85}", "\u{2028}", "\u{feff}", "é", "🙂", "{{", "}}", "<<: ", "\\", "\r", "title: ", "id: ",
    ]

    @Test func `No mutation of a valid file makes the reader trap`() throws {
        let seed = Array(try Repository.text("queues/support-tickets.yaml").utf8)
        var random = RandomDefinitions(seed: 2026)
        var readable = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<random.number(1...6) { mutate(&bytes, &random) }
            let reading = QueueFile.read(bytes, name: "fuzz")
            if reading.definition != nil { readable += 1 }
            #expect((reading.definition == nil) == !reading.errors.isEmpty)
            for diagnostic in reading.diagnostics { #expect(diagnostic.line >= 1 && diagnostic.column >= 1) }
        }
        #expect((1..<20_000).contains(readable))
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout RandomDefinitions) {
        guard !bytes.isEmpty else { return }
        let place = random.number(0...bytes.count - 1)
        let end = min(bytes.count, place + random.number(1...40))
        switch random.number(0...5) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(place..<end)
        case 2, 3: bytes.insert(contentsOf: Array(random.pick(FuzzTests.tokens).utf8), at: place)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: random.number(0...bytes.count))
        default: bytes.removeSubrange(place...)
        }
    }
}
