import Testing
import WinnowDomain
import WinnowExchange

@Suite struct JSONReadingTests {
    @Test("an object a line is a record, and blank lines are skipped")
    func lines() {
        let reading = Reading("{\"id\":1}\n\n  \t\r\n{\"id\":2}\r\n{\"id\":3}", name: "x.ndjson")
        #expect(reading.values("id") == ["1", "2", "3"])
        #expect(reading.lines == [1, 4, 5])
    }

    @Test("a mistake is reported with line and column in scalars, and the next line is read")
    func mistake() {
        let reading = Reading("{\"é🎈\":x}\n[1]\n{\"id\":2}\n{\"id\":", name: "x.jsonl")
        #expect(reading.values("id") == ["2"])
        #expect(reading.rejected.map(\.place.line) == [1, 2, 4])
        #expect(reading.rejected.map(\.place.column) == [7, nil, 7])
        #expect(reading.rejected[1].reason.contains("a list"))
        #expect(reading.rejected[2].reason.contains("one line"))
    }

    @Test("bytes that are not UTF-8 are reported where they are")
    func utf8() {
        let reading = Reading(Array("{\"t\":\"é".utf8) + [0xff] + Array("\"}\n{\"t\":\"b\"}".utf8), name: "x.jsonl")
        #expect(reading.rejected.map(\.description.first) == ["x"])
        #expect(reading.rejected.map(\.place) == [Place(file: "x.jsonl", line: 1, column: 8)])
        #expect(reading.values("t") == ["b"])
    }

    @Test("a line over the limit is reported, and the next one is read")
    func overlong() {
        let long = "{\"t\":\"" + String(repeating: "x", count: 2000) + "\"}"
        let reading = Reading("\(long)\n{\"t\":\"b\"}", name: "x.jsonl", options: ReadingOptions(recordByteLimit: 1000))
        #expect(reading.values("t") == ["b"])
        #expect(reading.rejected.map(\.place.line) == [1])
    }

    @Test("one list of objects over any number of lines is read an element at a time", arguments: [1, 5, .max])
    func list(step: Int) {
        let text =
            " [\n {\"id\": 1, \"t\": \"a ] , \\\" }\"},\n{\n\"id\": 2, \"n\": [{}]}, 5,\n {\"id\": x}, {\"id\": 3} ]\n"
        let reading = Reading(text, name: "x.json", step: step)
        #expect(reading.values("id") == ["1", "2", "3"])
        #expect(reading.lines == [2, 3, 5])
        #expect(reading.rejected.map(\.place.line) == [4, 5])
        #expect(reading.rejected.last?.place.column == 9)
        #expect(reading.failure == nil)
    }

    @Test(
        "a list whose elements cannot be told apart is refused with the place and the way out",
        arguments: ["[{} {}]", "[{},]", "[{}", "[{}]x", "[,]", "[{\"a\":\"}]", "[", "[{},", "[}"]
    )
    func brokenList(text: String) {
        let reading = Reading(text, name: "x.json")
        guard case .badList(_, let reason) = reading.failure else {
            Issue.record("\(String(describing: reading.failure))")
            return
        }
        #expect(reason.contains("one object a line"))
    }

    @Test("an empty file and an empty list have no records")
    func empty() {
        for text in ["", " \n", "[]", "[ ]\n"] {
            let reading = Reading(text, name: "x.json")
            #expect(reading.records.isEmpty && reading.rejected.isEmpty && reading.failure == nil)
        }
    }
}
