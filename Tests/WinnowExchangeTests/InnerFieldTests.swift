import Testing
import WinnowDomain
import WinnowExchange

/// Fields that stand inside others.
@Suite struct InnerFieldTests {
    private static func form(_ template: String = "{{t.body}}", id: String = "t.id") throws -> RecordForm {
        var form = try RecordForm.make(template, metaFields: ["t.from.name", "k.z"])
        form.idField = id
        form.labelField = "t.label"
        return form
    }

    private static func exported(_ record: IncomingRecord, form: RecordForm) throws -> (String, LossReport) {
        let row = OutgoingRow(
            externalID: record.externalID,
            data: record.data,
            meta: record.meta,
            judgement: record.annotation.map { .annotation($0) }
        )
        return try WriterTests.lines(row, form: form)
    }

    @Test("id, label and meta fields are taken from inside, and a literal name wins")
    func taken() throws {
        let json = #"{"t":{"id":5,"label":"x","body":"b","from":{"name":"n"}},"k":{"z":1}}"#
        let record = try #require(try Self.form().map(json).record)
        #expect(record.externalID == "5" && record.text == "b" && record.annotation?.present == ["x"])
        #expect(record.data.text == #"{"t":{"body":"b"}}"#)
        #expect(record.meta?.text == #"{"t.from.name":"n","k.z":1}"#)
        let literal = try #require(try Self.form().map(#"{"t.id":"7","t":{"id":5,"body":"b"}}"#).record)
        #expect(literal.externalID == "7" && literal.data.text == #"{"t":{"id":5,"body":"b"}}"#)
    }

    @Test("an export puts them back inside")
    func putBack() throws {
        let json = #"{"t":{"id":"5","label":"x","body":"b","from":{"name":"n"}},"k":{"z":1}}"#
        let form = try Self.form()
        let (text, report) = try Self.exported(try #require(try form.map(json).record), form: form)
        #expect(!text.contains("t.id") && !text.contains("t.label") && report.isEmpty)
        #expect(text.hasPrefix(#"{"t":{"body":"b","id":"5","label":"x","from":{"name":"n"}},"annotation""#))
    }

    @Test("what is exported is read again as it was, whatever stands in the way")
    func roundTrip() throws {
        let records = [
            #"{"t":{"id":5,"label":"x","body":"b","from":{"name":"n"}},"k":{"z":1}}"#, #"{"t":{"body":"b"}}"#,
            #"{"t":{"body":"b"},"k":{}}"#, #"{"t":{"body":"b","from":"s"},"t.from.name":"q","k":3,"k.z":4}"#,
            #"{"t.id":"7","t":{"id":5,"body":"b","label":"y"},"t.label":"x"}"#,
            #"{"t.id":"5","t":{"id":5,"body":"b"}}"#, #"{"t.body":"b"}"#, #"{"t.body":"b","t":[1]}"#,
            #"{"t":{"body":"b"},"meta":{"id":9,"z":{"y":1}}}"#,
        ]
        for (template, id) in [("{{t.body}}", "t.id"), ("{{t.body}}{{t.id}}", "t.id"), ("{{t.body}}", "meta.id")] {
            let form = try Self.form(template, id: id)
            for json in records {
                guard let record = try form.map(json).record else { continue }
                let (text, report) = try Self.exported(record, form: form)
                let again = try #require(try form.map(text).record, "\(text)")
                #expect(again.externalID == record.externalID, "\(json) \(text)")
                #expect(again.data == record.data && again.meta == record.meta, "\(json) \(text)")
                #expect(again.annotation?.present == record.annotation?.present, "\(json) \(text)")
                #expect(report.isEmpty, "\(json) \(report.lines)")
            }
        }
    }

    @Test("a label inside the data that no annotation covers is counted, since it is read as one")
    func misread() throws {
        let row = OutgoingRow(externalID: "1", data: .members(["t": .members(["label": "x", "body": "b"])]))
        let (_, report) = try WriterTests.lines(row, form: try Self.form())
        #expect(report.counts == [.readDifferently(field: "t.label"): 1])
    }
}
