import Testing
import WinnowDomain
import WinnowExchange

@Suite struct FormatTests {
    @Test("plain text is an item a line, and blank lines are skipped")
    func text() {
        let reading = Reading("one\n\n \t\n two, three\r\n", name: "x.txt")
        #expect(reading.values("text") == ["one", " two, three"])
        #expect(reading.lines == [1, 4])
    }

    @Test("bytes of plain text that are not UTF-8 are reported with line and column")
    func utf8() {
        let reading = Reading(Array("one\nзв".utf8) + [0x80] + Array("\nthree".utf8), name: "x.txt")
        #expect(reading.values("text") == ["one", "three"])
        #expect(reading.rejected.map(\.place) == [Place(file: "x.txt", line: 2, column: 3)])
    }

    @Test(
        "a file name tells the format, with or without .gz",
        arguments: [
            ("a.jsonl", FileForm.jsonLines), ("a.NDJSON.gz", .jsonLines), ("d.x/a.json", .jsonLines),
            ("a.b.csv.gz", .csv), ("a.tsv", .tsv), ("a.txt.gz", .text),
        ]
    )
    func name(name: String, format: FileForm) {
        #expect(FileForm(fileName: name) == format)
    }

    @Test("other file names tell none", arguments: ["a", "csv", "a.gz", "a.", "", "a.csv/b", ".gz", "a.text", "/"])
    func noName(name: String) {
        #expect(FileForm(fileName: name) == nil)
    }

    @Test("content tells the format where the name does not")
    func content() {
        #expect(Reading(" {\"t\":\"a\"}\n").values("t") == ["a"])
        #expect(Reading("[{\"t\":\"a\"}]").values("t") == ["a"])
        #expect(Reading("id,body\n1,a\n").values("body") == ["a"])
        #expect(Reading("id\tbody\n1\ta\n").values("body") == ["a"])
        #expect(Reading("Hello, world\nFoo, bar\n").values("text") == ["Hello, world", "Foo, bar"])
        #expect(Reading("").records.isEmpty)
    }

    @Test("a format that is asked for wins over the name")
    func asked() {
        #expect(Reading("a,b\n", name: "x.csv", options: ReadingOptions(format: .own(.text))).values("text") == ["a,b"])
        #expect(FileForm(name: "text") == .text && FileForm(name: "xml") == nil)
    }
}
