import Testing
import WinnowDomain
import WinnowExchange

@Suite struct TableReadingTests {
    @Test("quoted fields keep delimiters, doubled quotes and line ends", arguments: [1, 2, 3, 5, .max])
    func quoted(step: Int) {
        let text = "id,text\r\n1,\"a,b\"\r\n2,\"say \"\"hi\"\"\"\n3,\"two\r\nlines\n\"\n\n4,\"\"\n5,"
        let reading = Reading(text, name: "x.csv", step: step)
        #expect(reading.values("text") == ["a,b", "say \"hi\"", "two\r\nlines\n", "", ""])
        #expect(reading.lines == [2, 3, 4, 8, 9])
        #expect(reading.rejected.isEmpty && reading.failure == nil)
    }

    @Test("all values are strings")
    func strings() {
        #expect(Reading("a,b\n1,true\n", name: "x.csv").records.first?.members.map(\.value) == ["1", "true"])
    }

    @Test("the delimiter is seen from the header, or chosen", arguments: [",", ";", "\t"])
    func delimiter(_ delimiter: String) {
        let text = "\"a;,\t;\"\(delimiter)b\(delimiter)c\n1\(delimiter)2\(delimiter)3\n"
        #expect(Reading(text, name: "x.csv").values("c") == ["3"])
        #expect(
            Reading("a;b,c\n1;2,3\n", name: "x.csv", options: ReadingOptions(delimiter: .semicolon)).values("b,c") == [
                "2,3"
            ]
        )
        #expect(Reading("a\tb,c,d\n1\t2\n", name: "x.tsv").values("b,c,d") == ["2"])
    }

    @Test("a row with too few or too many fields is rejected with its line and their number")
    func ragged() {
        let reading = Reading("a,b\n1\n1,2,3\n1,2\n", name: "x.csv")
        #expect(reading.lines == [4])
        #expect(reading.rejected.map(\.place.line) == [2, 3])
        #expect(reading.rejected.first?.reason.hasPrefix("1 field, but the header names 2") == true)
        #expect(reading.rejected.last?.reason.hasPrefix("3 fields, but the header names 2") == true)
    }

    @Test(
        "a header with a repeated or an empty name, or none at all, is refused",
        arguments: ["a,b,a\n1,2,3\n", "a,,b\n", "a,\"\"\n", "", "\n\n", "a,\"b\n", "a,b\u{1f}\"\n", "a\rb\r"]
    )
    func header(text: String) {
        let reading = Reading(text, name: "x.csv")
        #expect(reading.records.isEmpty)
        guard case .badHeader = reading.failure else {
            Issue.record("\(String(describing: reading.failure))")
            return
        }
    }

    @Test(
        "a quote that never closes is reported at its line, and the lines after it are read",
        arguments: [1, 4, .max]
    )
    func unclosed(step: Int) {
        let reading = Reading("a,b\n1,x\n2,\"open\n3,y\n4,z\n", name: "x.csv", step: step)
        #expect(reading.values("a") == ["1", "3", "4"])
        #expect(reading.rejected.map(\.place.line) == [3])
        #expect(reading.rejected.first?.reason.contains("never closes") == true)
    }

    @Test("a quote that never closes over more than the limit does not swallow the rest either")
    func unclosedLong() {
        let rest = (0..<50_000).map { "\($0),value \($0)\n" }.joined()
        let options = ReadingOptions(recordByteLimit: 10_000)
        let reading = Reading("a,b\nx,\"open\n" + rest, name: "x.csv", options: options)
        #expect(reading.records.count == 50_000)
        #expect(reading.rejected.map(\.place.line) == [2])
    }

    @Test("a stray quote costs its own line only")
    func stray() {
        let reading = Reading("a,b\n1,\"x\n2,\"good, one\"\n3,5\" nail\n4,\"x\"y\n5,z\n", name: "x.csv")
        #expect(reading.values("a") == ["2", "5"])
        #expect(reading.rejected.map(\.place.line) == [2, 4, 5])
    }

    @Test("bytes that are not UTF-8 are reported with line and column of the byte, also inside a field over lines")
    func utf8() {
        let bytes = Array("a,b\n1,\"é\n日".utf8) + [0xc3] + Array("\"\n2,x\n".utf8)
        let reading = Reading(bytes, name: "x.csv")
        #expect(reading.rejected.map(\.place) == [Place(file: "x.csv", line: 3, column: 2)])
        #expect(reading.values("a") == ["2"])
    }

    @Test("a carriage return alone is rejected, since it may be a lost line end")
    func carriageReturn() {
        let reading = Reading("a,b\n1,x\ry\n2,z\n", name: "x.csv")
        #expect(reading.values("a") == ["2"])
        #expect(reading.rejected.map(\.place.line) == [2])
    }

    @Test("a row longer than the limit is rejected and the next one read")
    func overlong() {
        let long = String(repeating: "x", count: 2_000_000)
        let reading = Reading("a,b\n1,\(long)\n2,z\n", name: "x.csv", options: ReadingOptions(recordByteLimit: 1000))
        #expect(reading.values("a") == ["2"])
        #expect(reading.rejected.map(\.place.line) == [2])
    }
}
