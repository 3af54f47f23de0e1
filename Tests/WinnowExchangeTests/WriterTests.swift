import Testing
import WinnowDomain
import WinnowExchange

@Suite struct WriterTests {
    static func lines(_ row: OutgoingRow, form: RecordForm) throws -> (String, LossReport) {
        let collected = Collected()
        var writer = JSONLinesWriter(form: form, sink: collected.sink)
        try writer.write(row)
        let report = try writer.finish()
        return (collected.text, report)
    }

    static func table(
        _ rows: [OutgoingRow],
        _ columns: TableColumns? = nil,
        form: RecordForm
    ) throws -> (String, LossReport) {
        let collected = Collected()
        var found = TableColumns()
        for row in rows { found.include(row) }
        var writer = TableWriter(form: form, columns: columns ?? found, sink: collected.sink)
        for row in rows { try writer.write(row) }
        let report = try writer.finish()
        return (collected.text, report)
    }

    @Test("a consensus carries its agreement and the number of annotators, and is passed over by an import")
    func consensus() throws {
        let form = try RecordForm.make()
        let judgement = OutgoingJudgement.consensus(labels: ["x"], agreement: 0.75, annotatorCount: 4)
        let row = OutgoingRow(externalID: "1", data: .members(["text": "t"]), judgement: judgement)
        let (text, _) = try Self.lines(row, form: form)
        #expect(text == #"{"id":"1","text":"t","label":"x","consensus":{"agreement":0.75,"annotators":4}}"# + "\n")
        let (table, report) = try Self.table([row], form: form)
        #expect(table == "id,text,label,consensus.agreement,consensus.annotators\n1,t,x,0.75,4\n")
        #expect(report.isEmpty)
        for (text, name) in [(text, "x.jsonl"), (table, "x.csv")] {
            let record = try #require(Reading(text, name: name).records.first.map(RecordMapper(form: form).map)?.record)
            #expect(record.data == row.data && record.annotation == IncomingAnnotation(present: ["x"]))
        }
    }

    @Test("an annotation has its columns, and meta fields theirs")
    func columns() throws {
        let said = IncomingAnnotation(annotator: "ann", present: ["[x]"], at: Moment(0), seconds: 1.5)
        let row = OutgoingRow(
            externalID: "1",
            data: .members(["text": " t "]),
            meta: .members(["s": "a", "k": "b"]),
            judgement: .annotation(said)
        )
        let (table, report) = try Self.table([row], form: try RecordForm.make(metaFields: ["s"]))
        #expect(
            table == """
                id,text,label,s,meta.k,annotation.annotator,annotation.answer,annotation.not,annotation.note,annotation.at,\
                annotation.seconds
                1," t ","[""[x]""]",a,b,ann,label,,,1970-01-01T00:00:00Z,1.5

                """
        )
        #expect(report.isEmpty)
    }

    @Test("what a table cannot say is counted")
    func losses() throws {
        let form = try RecordForm.make()
        let rows = [
            OutgoingRow(externalID: "1", data: .members(["text": "t", "n": .number("1.0"), "l": .array([.null])])),
            OutgoingRow(externalID: "2", data: .members(["text": "=1+1", "n": .null]), meta: .members(["k": ""])),
            OutgoingRow(externalID: "3", data: .members(["text": "t", "n": "s", "l": "", "id": "4", "meta.z": "q"])),
        ]
        let (table, report) = try Self.table(rows, form: form)
        #expect(table == "id,text,n,l,meta.z,meta.k\n1,t,1.0,[null],,\n2,=1+1,null,,,\n3,t,s,,q,\n")
        #expect(
            report.counts == [
                .writtenAsText(field: "n"): 2, .writtenAsText(field: "l"): 1, .missingBecomesEmpty(field: "l"): 1,
                .missingBecomesEmpty(field: "meta.z"): 2, .emptyBecomesMissing(field: "meta.k"): 1,
                .leftOut(field: "id"): 1, .readDifferently(field: "meta.z"): 1,
            ]
        )
        #expect(
            report.lines == [
                "`l`, `n` are no strings and were written as JSON text (3 values)",
                "`l`, `meta.z` are missing and were written as empty fields (3 values)",
                "`meta.k` is an empty string, which reads as missing (1 row)",
                "`id` was left out: its name is taken by another part of the row (1 row)",
                "`meta.z` would not be read as data again, because of its name (1 row)",
            ]
        )
        let (_, bare) = try Self.table(rows, TableColumns(dataFields: ["text"]), form: form)
        #expect(bare.counts[.noColumn(field: "n")] == 3)
    }

    @Test("losses of many fields are one line, in the order in which people count")
    func manyLosses() throws {
        let members = (1...400).reversed().map { JSON.Member("f\($0)", .number("1")) }
        let row = OutgoingRow(externalID: "1", data: .object(members + [JSON.Member("text", "t")]))
        let (table, report) = try Self.table([row], form: .make())
        #expect(table.hasPrefix("id,f400,f399,"))
        #expect(
            report.lines == [
                "`f1`, `f2`, `f3`, `f4`, `f5` and 395 more fields are no strings and were written as JSON text (400 values)"
            ]
        )
    }

    @Test("a row with many fields is written whole, also names that only look the same")
    func manyColumns() throws {
        let names = (0..<3000).map { "f\($0)" } + ["\u{e9}", "e\u{301}"]
        let data = JSON.object(names.map { JSON.Member($0, .string($0)) } + [JSON.Member("text", "t")])
        let rows = (0..<20).map { OutgoingRow(externalID: "\($0)", data: data, meta: data) }
        let (table, report) = try Self.table(rows, form: .make())
        #expect(report.isEmpty)
        let read = Reading(table, name: "x.csv").records
        #expect(read.count == 20)
        for record in read {
            let mapped = try #require(RecordMapper(form: try .make()).map(record).record)
            #expect(mapped.data == data && mapped.meta == data)
        }
    }

    @Test("a row is never written with a key twice, and what is left out is counted")
    func collisions() throws {
        let form = try RecordForm.make()
        let collected = Collected()
        var writer = JSONLinesWriter(form: form, sink: collected.sink)
        let data: JSON = .members([
            "text": "t", "id": "other", "label": "z", "annotation": .members(["a": "b"]), "meta": "m",
        ])
        let said = OutgoingJudgement.annotation(IncomingAnnotation(present: ["x"]))
        try writer.write(OutgoingRow(externalID: "1", data: data, meta: .members(["k": "v"]), judgement: said))
        let report = try writer.finish()
        let expected = #"{"id":"1","text":"t","label":"x","annotation":{"answer":"label"},"meta":{"k":"v"}}"#
        #expect(collected.text == expected + "\n")
        #expect(Set(report.counts.keys) == Set(["id", "label", "annotation", "meta"].map { .leftOut(field: $0) }))
    }

    @Test("what the template reads is written once, as it was")
    func shown() throws {
        let form = try RecordForm.make("{{id}}{{label}}")
        let row = OutgoingRow(externalID: "7", data: .members(["id": .number("7"), "label": "x"]))
        let (text, _) = try Self.lines(row, form: form)
        #expect(text == #"{"id":7,"label":"x"}"# + "\n")
    }

    @Test("a field name with another delimiter does not mislead the reader about the delimiter")
    func sniffing() throws {
        let row = OutgoingRow(externalID: "1", data: .members(["text": "t", "a;b;c;d;e": "x", "": "y"]))
        let (table, report) = try Self.table([row], TableColumns(dataFields: ["text", "a;b;c;d;e"]), form: .make())
        #expect(Reading(table, name: "x.csv").values("a;b;c;d;e") == ["x"])
        #expect(report.counts == [.noColumn(field: ""): 1])
    }

    @Test("a table without rows still has its header")
    func empty() throws {
        #expect(try Self.table([], TableColumns(dataFields: ["text"]), form: try RecordForm.make()).0 == "id,text\n")
    }

    @Test("bytes reach the sink in pieces while rows are written, and its error reaches the caller")
    func streaming() throws {
        struct Full: Error {}
        var pieces = 0
        let sink = ByteSink { bytes in
            pieces += 1
            #expect(bytes.count < 128 * 1024)
            if pieces == 3 { throw Full() }
        }
        var writer = JSONLinesWriter(form: try RecordForm.make(), sink: sink)
        #expect(throws: Full.self) {
            for number in 0..<100_000 {
                try writer.write(OutgoingRow(externalID: "\(number)", data: .members(["text": "some text"])))
            }
        }
    }
}
