import Testing
import WinnowDomain
import WinnowExchange

@Suite struct RecordMapperTests {
    @Test("data are all members but id, label, meta fields, meta and annotation")
    func data() throws {
        let record = try #require(
            try RecordForm.make(metaFields: ["source"]).map(
                #"{"id":"a","text":"t","n":[1.50],"label":"x","source":"s","meta":{"k":1},"annotation":{"annotator":"ann"}}"#
            ).record
        )
        #expect(record.externalID == "a")
        #expect(record.data.text == #"{"text":"t","n":[1.50]}"#)
        #expect(record.meta?.text == #"{"source":"s","k":1}"#)
        #expect(record.text == "t")
        #expect(record.annotation == IncomingAnnotation(annotator: "ann", present: ["x"]))
    }

    @Test("what the template reads stays in the data whatever it is")
    func shown() throws {
        let form = try RecordForm.make("{{id}} {{label}} {{source}} {{meta.k}}", metaFields: ["source"])
        let record = try #require(try form.map(#"{"id":7,"label":"x","source":"s","meta":{"k":1}}"#).record)
        #expect(record.data.text == #"{"id":7,"label":"x","source":"s","meta":{"k":1}}"#)
        #expect(record.text == "7 x s 1")
        #expect(record.externalID == "7" && record.meta == nil && record.annotation?.present == ["x"])
    }

    @Test("meta and annotation that are no objects are data, and so is a consensus that no export wrote")
    func notObjects() throws {
        let json = #"{"id":"a","text":"t","meta":"m","annotation":[1],"consensus":{"agreement":1}}"#
        let record = try #require(try RecordForm.make().map(json).record)
        #expect(record.data.text == #"{"text":"t","meta":"m","annotation":[1],"consensus":{"agreement":1}}"#)
        let exported = try RecordForm.make().map(#"{"text":"t","consensus":{"agreement":1,"annotators":2}}"#)
        #expect(exported.record?.data.text == #"{"text":"t"}"#)
        for own in [
            #"{"agreement":"high","annotators":2}"#, #"{"agreement":1,"annotators":"x"}"#,
            #"{"agreement":3,"annotators":2}"#,
        ] {
            let json = #"{"text":"t","consensus":\#(own)}"#
            #expect(try RecordForm.make().map(json).record?.data.text == json)
        }
    }

    @Test("columns of a consensus that no export wrote are data")
    func ownColumns() throws {
        for own in [
            #""consensus.agreement":"high","consensus.annotators":"2""#, #""consensus.agreement":"1""#,
            #""consensus.agreement":"","consensus.annotators":"""#,
        ] {
            let json = #"{"text":"t",\#(own)}"#
            #expect(try RecordForm.make().map(json, form: .table).record?.data.text == json)
        }
        let exported = #"{"text":"t","consensus.agreement":"0.5","consensus.annotators":"2"}"#
        #expect(try RecordForm.make().map(exported, form: .table).record?.data.text == #"{"text":"t"}"#)
    }

    @Test("a table's columns meta.X and annotation.X are folded, and empty ones are absent")
    func folded() throws {
        let json =
            #"{"id":"1","text":"t","meta.a":"x","meta.b":"","annotation.annotator":"ann","annotation.seconds":"2.5","annotation.not":"[\"q\"]","annotation.note":"","annotation.at":"2026-05-01T12:00:00Z"}"#
        let record = try #require(try RecordForm.make().map(json, form: .table).record)
        #expect(record.data.text == #"{"text":"t"}"#)
        #expect(record.meta?.text == #"{"a":"x"}"#)
        #expect(
            record.annotation
                == IncomingAnnotation(
                    annotator: "ann",
                    absent: ["q"],
                    isPartial: true,
                    at: Moment(1_777_636_800),
                    seconds: 2.5
                )
        )
    }

    @Test("a record without an id gets one from what it says, labels apart, whatever the order of its fields")
    func madeID() throws {
        func id(_ json: String) throws -> String? { try RecordForm.make().map(json).record?.externalID }
        // printf '{"text":"abc"}' | sha256sum
        #expect(try id(#"{"text":"abc"}"#) == "record-45efb3f81766c9ad")
        #expect(try id(#"{"text":"abc","label":"a"}"#) == id(#"{"text":"abc","id":null}"#))
        #expect(try id(#"{"text":"abc","more":1}"#) == id(#"{"more":1,"text":"abc"}"#))
        // Two rows of one text and two origins are two items, duplicates of each other.
        #expect(try id(#"{"text":"abc","more":1}"#) != id(#"{"text":"abc","more":2}"#))
        #expect(try id(#"{"text":"abc","meta":{"more":1}}"#) != id(#"{"text":"abc","meta":{"more":2}}"#))
        #expect(try id(#"{"text":"abc","id":1.50}"#) == "1.50")
    }

    @Test(
        "an id that cannot serve is rejected",
        arguments: [
            (#""""#, "empty"), (#""a\u0007""#, "control"), (#""\u0085""#, "control"), ("true", "true or false"),
            ("[1]", "a list"), ("\"" + String(repeating: "é", count: 251) + "\"", "502 bytes"),
        ]
    )
    func badID(id: String, word: String) throws {
        let reason = try #require(try RecordForm.make().map(#"{"text":"abc","id":\#(id)}"#).reason)
        #expect(reason.contains(word) && reason.contains("`id`"))
    }

    @Test("a record without its text says which field is missing and which may be meant")
    func missing() throws {
        let form = try RecordForm.make("{{body}}")
        #expect(
            try form.map(#"{"Body":"t"}"#).reason == "missing field `body`; the record has `Body`, did you mean that?"
        )
        #expect(try form.map(#"{"bodi":"t"}"#).reason?.contains("`bodi`, did you mean that?") == true)
        #expect(
            try form.map(#"{"zebra":"t"}"#).reason?.hasPrefix("missing field `body`; the record has `zebra`") == true
        )
        #expect(try form.map(#"{}"#).reason?.contains("no other field") == true)
        #expect(try form.map(#"{"body":{"x":1}}"#).reason?.contains("an object") == true)
        #expect(try form.map(#"{"body":" \n"}"#).reason?.contains("empty") == true)
        let nested = try RecordForm.make("{{a.body}}")
        #expect(try nested.map(#"{"a":{"Body":"t"}}"#).reason?.contains("`Body`, did you mean") == true)
    }

    @Test("a text over the limit is rejected with both sizes")
    func overlong() throws {
        let mapper = RecordMapper(form: try RecordForm.make(), textByteLimit: 3)
        let raw = RawRecord(place: Place(file: "f", line: 9), members: [JSON.Member("text", "éé")], form: .json)
        #expect(mapper.map(raw).reason == "the text has 4 bytes, more than the limit of 3; split the record")
    }

    @Test("a meta field that is there twice is rejected")
    func metaTwice() throws {
        let form = try RecordForm.make(metaFields: ["s"])
        #expect(try form.map(#"{"text":"t","s":1,"meta":{"s":2}}"#).reason?.contains("`s` is there twice") == true)
    }

    @Test("a reason stands on one line and holds nothing that a terminal obeys")
    func controls() throws {
        let form = try RecordForm.make("{{body}}")
        let json = #"{"a\u001b[31m\n\u0085\u2028\u202eb":1}"#
        #expect(
            try form.map(json).reason?.hasPrefix(
                #"missing field `body`; the record has `a\u001b[31m\n\u0085\u2028\u202eb`"#
            )
                == true
        )
        let rejected = RejectedRecord(place: Place(file: "a\u{1b}b", line: 1), reason: "c")
        #expect(rejected.description == #"a\u001bb:1: c"#)
    }
}
