import Testing
import WinnowDomain
import WinnowExchange

@Suite struct FuzzTests {
    static let damagedRow = 2
    static let rowCount = 6

    /// Changes, removes or inserts some bytes inside a range.
    static func damage(_ bytes: inout [UInt8], _ range: Range<Int>, _ generator: inout SplitMix) {
        var end = range.upperBound
        for _ in 0..<Int.random(in: 1...4, using: &generator) where end > range.lowerBound {
            let index = Int.random(in: range.lowerBound..<end, using: &generator)
            let special = Array("\"\",;\r\n{}[]\\:\0 \u{80}".utf8)
            let byte =
                Bool.random(using: &generator)
                ? UInt8.random(in: 0...255, using: &generator) : special.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[index] = byte
            case 1:
                bytes.remove(at: index)
                end -= 1
            default:
                bytes.insert(byte, at: index)
                end += 1
            }
        }
    }

    static func fuzz(_ rows: [String], header: String, name: String) throws {
        var generator = SplitMix(state: 99)
        let form = try RecordForm.make()
        for round in 0..<10_000 {
            var bytes = Array((header + rows.joined()).utf8)
            let before = (header + rows.prefix(damagedRow).joined()).utf8.count
            // The line end of the row stays, so that the next row is a row.
            damage(&bytes, before..<before + rows[damagedRow].utf8.count - 1, &generator)
            let reading = Reading(bytes, name: name, step: round % 2 == 0 ? .max : 13)
            let found = Set(reading.values("id"))
            for id in 0..<rowCount where id != damagedRow { #expect(found.contains("id\(id)"), "round \(round)") }
            #expect(reading.failure == nil)
            for record in reading.records { _ = RecordMapper(form: form).map(record) }
        }
    }

    @Test("10,000 random mutations of a JSON line never trap and never cost another line")
    func jsonLines() throws {
        let rows = (0..<Self.rowCount).map {
            #"{"id":"id\#($0)","text":"naïve 🎈 \"quoted\" \u00e9\ud83d\ude00","n":-1.5e3,"l":[true,null,{}],"label":"x"}"#
                + "\n"
        }
        try Self.fuzz(rows, header: "", name: "x.jsonl")
    }

    @Test("10,000 random mutations of a table's row never trap and never cost another row")
    func table() throws {
        let rows = (0..<Self.rowCount).map { "id\($0),\"naïve 🎈, \"\"quoted\"\" word\",plain,\"x; y\"\n" }
        try Self.fuzz(rows, header: "id,text,more,label\n", name: "x.csv")
    }

    @Test(
        "10,000 random mutations anywhere in a file never trap",
        arguments: ["x.csv", "x.tsv", "x.json", "x.jsonl", "x.txt", "x"]
    )
    func anywhere(name: String) throws {
        var generator = SplitMix(state: 5)
        let form = try RecordForm.make()
        for _ in 0..<10_000 {
            var bytes = Array("[{\"id\":\"1\",\"text\":\"é\"},\n{\"id\":2}]\n".utf8)
            if name.hasSuffix("sv") { bytes = Array("id,text\n1,\"a\nb\"\r\n2,\"é\"\"\"\n3,c\n".utf8) }
            Self.damage(&bytes, 0..<bytes.count, &generator)
            let reading = Reading(bytes, name: name, step: 5)
            for record in reading.records { _ = RecordMapper(form: form).map(record) }
        }
    }
}
