import Testing
import WinnowDomain
import WinnowExchange

@Suite struct RoundTripTests {
    static let pieces = [
        "a", "word", " ", "  ", "\n", "\r\n", "\t", "\0", "\"", "\"\"", ",", ";", "🎈", "👩‍👩‍👧", "é", "e\u{301}", "שלום",
        "\u{202e}", "[", "]", "{", "\\", "007", "1e5", "-0", "=1+1", "'", "null", "\u{feff}", "\u{7f}", "\u{2028}",
    ]

    var generator = SplitMix(state: 20)

    mutating func text(_ range: ClosedRange<Int> = 0...8) -> String {
        (0..<Int.random(in: range, using: &generator)).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }

    mutating func chance() -> Bool { Bool.random(using: &generator) }

    mutating func annotation(_ task: QueueDefinition.Task, forTable: Bool) -> IncomingAnnotation {
        var said = IncomingAnnotation(answer: Judgement.Answer.allCases.randomElement(using: &generator) ?? .label)
        let names = (0..<3).map { index in "\(text(1...3))\(index)" }
        if said.answer == .label {
            said.isPartial = chance()
            if said.isPartial { said.absent = Array(names.prefix(1)) }
            let count = task == .classification ? (said.isPartial ? Int.random(in: 0...1, using: &generator) : 1) : 2
            said.present = Array(names.dropFirst().prefix(count == 2 && chance() ? 0 : count))
        }
        if chance() { said.annotator = "x" + text() }
        if chance() { said.note = (forTable ? "n" : "") + text() }
        if chance() { said.at = Moment(Double.random(in: 1e9..<2e9, using: &generator)) }
        if chance() { said.seconds = Double.random(in: 0..<1000, using: &generator) }
        return said
    }

    mutating func value(forTable: Bool) -> JSON {
        if forTable { return .string(text()) }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: return .number("-1.50e+10")
        case 1: return .null
        case 2: return .array([.boolean(true), .members(["k": .string(text())])])
        default: return .string(text())
        }
    }

    mutating func row(_ number: Int, _ task: QueueDefinition.Task, forTable: Bool) -> OutgoingRow {
        let data: JSON = .members([
            "text": .string("x" + text()), "more, \"fields\"": value(forTable: forTable),
            "n": value(forTable: forTable),
        ])
        var meta: [JSON.Member] = []
        if chance() { meta.append(JSON.Member("source", .string("s" + text()))) }
        if chance() { meta.append(JSON.Member("k", forTable ? .string("s" + text()) : value(forTable: false))) }
        return OutgoingRow(
            externalID: "id \"\(number)\",🎈",
            data: data,
            meta: meta.isEmpty ? nil : .object(meta),
            judgement: chance() ? .annotation(annotation(task, forTable: forTable)) : nil
        )
    }

    static func expectSame(_ bytes: [UInt8], _ name: String, _ rows: [OutgoingRow], _ form: RecordForm) {
        let reading = Reading(bytes, name: name)
        #expect(reading.rejected == [] && reading.failure == nil && reading.records.count == rows.count)
        let mapper = RecordMapper(form: form)
        for (row, raw) in zip(rows, reading.records) {
            let mapped = mapper.map(raw)
            guard let record = mapped.record else {
                Issue.record("\(mapped.reason ?? "") \(row)")
                continue
            }
            #expect(record.externalID == row.externalID)
            #expect(record.data == row.data)
            #expect(record.meta == row.meta)
            guard case .annotation(let said) = row.judgement else {
                #expect(record.annotation == nil)
                continue
            }
            #expect(record.annotation == said)
        }
    }

    @Test("1,000 random rows are the same after JSON Lines", arguments: QueueDefinition.Task.allCases)
    mutating func jsonLines(task: QueueDefinition.Task) throws {
        let form = try RecordForm.make(task: task, metaFields: ["source"])
        let collected = Collected()
        var writer = JSONLinesWriter(form: form, sink: collected.sink)
        let rows = (0..<1000).map { row($0, task, forTable: false) }
        for row in rows { try writer.write(row) }
        #expect(try writer.finish().isEmpty)
        Self.expectSame(collected.bytes, "x.jsonl", rows, form)
    }

    @Test(
        "1,000 random rows of strings are the same after a table",
        arguments: QueueDefinition.Task.allCases,
        [Delimiter.comma, .tab]
    )
    mutating func table(task: QueueDefinition.Task, delimiter: Delimiter) throws {
        let form = try RecordForm.make(task: task, metaFields: ["source"])
        let rows = (0..<1000).map { row($0, task, forTable: true) }
        var columns = TableColumns()
        for row in rows { columns.include(row) }
        let collected = Collected()
        var writer = TableWriter(form: form, columns: columns, delimiter: delimiter, sink: collected.sink)
        for row in rows { try writer.write(row) }
        #expect(try writer.finish().lines == [])
        Self.expectSame(collected.bytes, delimiter == .tab ? "x.tsv" : "x.csv", rows, form)
    }
}
