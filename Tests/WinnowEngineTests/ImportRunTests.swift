import Testing
import WinnowDomain
import WinnowEngine
import WinnowExchange
import WinnowStore
import WinnowTestSupport

@Suite struct ImportRunTests {
    static func lines(_ ids: Range<Int>) -> String {
        ids.map { #"{"id":"i\#($0)","text":"text \#($0)"}"# + "\n" }.joined()
    }

    @Test("items are stored in file order, whatever the portions", arguments: [1, 3, 1_000])
    func order(portionCount: Int) async throws {
        let fixture = try await ImportFixture()
        let files: KeyValuePairs = ["a.jsonl": Self.lines(0..<10), "b.jsonl": Self.lines(10..<17)]
        let report = try await fixture.importFiles(files, portionCount: portionCount).report
        #expect(report.totals.insertedCount == 17 && report.totals.readCount == 17)
        let items = try await fixture.items()
        #expect(items.map(\.externalID) == (0..<17).map { "i\($0)" })
        #expect(items.map(\.id.rawValue) == Array(1...17))
    }

    @Test("files of different formats make the same items")
    func formats() async throws {
        let fixture = try await ImportFixture()
        let first = try await fixture.importFiles(["a.csv": "id,text\na,one\nb,\"two\nlines\"\n"]).report
        #expect(first.totals.insertedCount == 2)
        let other: KeyValuePairs = [
            "a.jsonl": #"{"text":"one","id":"a"}"#, "b.tsv": "id\ttext\nb\t\"two\nlines\"\n", "c.txt": "three\n",
        ]
        let second = try await fixture.importFiles(other).report
        #expect(second.totals.unchangedCount == 2 && second.totals.insertedCount == 1)
    }

    @Test("twice the same import changes nothing, with its annotations")
    func twice() async throws {
        let fixture = try await ImportFixture()
        let text = (0..<9).map { #"{"id":"\#($0)","text":"t \#($0)","label":"billing"}"# + "\n" }.joined()
        let first = try await fixture.importFiles(["a.jsonl": text]).report
        #expect(first.totals.insertedCount == 9 && first.totals.annotationCount == 9)
        let event = try await fixture.database.lastEvent(of: fixture.queue.id)
        let second = try await fixture.importFiles(["a.jsonl": text]).report
        #expect(second.totals.unchangedCount == 9 && second.totals.unchangedAnnotationCount == 9)
        #expect(!second.totals.hasChanges)
        #expect(try await fixture.database.lastEvent(of: fixture.queue.id) == event)
    }

    @Test("exact duplicates share a root and a side, in a portion and across portions and files")
    func duplicates() async throws {
        let fixture = try await ImportFixture()
        func line(_ id: String, _ text: Int) -> String { #"{"id":"\#(id)","text":"same \#(text)"}"# + "\n" }
        let first = (0..<12).map { line("a\($0)", $0 % 6) }.joined()
        let second = (0..<6).map { line("b\($0)", $0) }.joined()
        let report = try await fixture.importFiles(["1.jsonl": first, "2.jsonl": second]).report
        #expect(report.totals.insertedCount == 18 && report.totals.duplicateCount == 12)
        let groups = Dictionary(grouping: try await fixture.items()) { $0.data["text"]?.scalarText ?? "" }
        #expect(groups.count == 6)
        for members in groups.values {
            #expect(Set(members.map(\.root)) == [members[0].id])
            #expect(Set(members.map(\.isEvaluation)).count == 1)
        }
        #expect(Set(groups.values.map { $0[0].isEvaluation }).count == 2)
    }

    @Test("the same id and content twice in a file is stored once")
    func repeated() async throws {
        let fixture = try await ImportFixture()
        let totals = try await fixture.importFiles(["a.jsonl": Self.lines(0..<3) + Self.lines(1..<3)]).report.totals
        #expect(totals.insertedCount == 3 && totals.unchangedCount == 2)
    }

    @Test("bad records are named in file order, those of the store between those of the reader; good ones land")
    func rejected() async throws {
        let fixture = try await ImportFixture()
        let text = """
            {"id":"a","text":"one"}
            {"id":"a","text":"other"}
            {"id":"b","text":
            {"id":"c","text":"three","label":"nonsense"}
            {"id":"a","text":"again other"}
            {"id":"d"}
            {"id":"e","text":"last"}
            """
        let (report, rejected) = try await fixture.importFiles(["f.jsonl": text], portionCount: 100)
        #expect(report.totals.insertedCount == 2 && report.totals.rejectedCount == 5)
        #expect(report.totals.readCount == 7)
        let places = rejected.map { $0.prefix { $0 != " " } }
        #expect(places == ["f.jsonl:2:", "f.jsonl:3:18:", "f.jsonl:4:", "f.jsonl:5:", "f.jsonl:6:"])
        #expect(report.rejected.map(\.description) == rejected)
        #expect(try await fixture.items().map(\.externalID) == ["a", "e"])
    }

    @Test("conflicts end as the policy says", arguments: ConflictPolicy.allCases)
    func conflicts(policy: ConflictPolicy) async throws {
        let fixture = try await ImportFixture()
        _ = try await fixture.importFiles(["a.jsonl": Self.lines(0..<3)])
        let text = #"{"id":"i1","text":"new"}"#
        let totals = try await fixture.importFiles(["b.jsonl": text], policy: policy).report.totals
        #expect(totals.rejectedCount == (policy == .fail ? 1 : 0))
        #expect(totals.keptCount == (policy == .keep ? 1 : 0))
        #expect(totals.replacedCount == (policy == .replace ? 1 : 0))
        let stored = try await fixture.items()[1].data["text"]
        #expect(stored == .string(policy == .replace ? "new" : "text 1"))
    }
}
