import Testing
import WinnowDomain
import WinnowExchange

@Suite struct AnnotationMappingTests {
    static func annotation(
        _ members: String,
        task: QueueDefinition.Task = .classification,
        form: RawRecord.Form = .json
    ) throws -> IncomingAnnotation? {
        let mapped = try RecordForm.make(task: task).map(#"{"text":"t",\#(members)}"#, form: form)
        #expect(mapped.reason == nil)
        return mapped.record?.annotation
    }

    @Test(
        "a label is a string or a list of one",
        arguments: [#""label":"x""#, #""label":["x"]"#, #""label":["x","x"]"#]
    )
    func single(members: String) throws {
        #expect(try Self.annotation(members) == IncomingAnnotation(present: ["x"]))
    }

    @Test("null, an empty string and an empty list are no label", arguments: ["null", "\"\"", "[]"])
    func none(label: String) throws {
        #expect(try Self.annotation(#""label":\#(label)"#) == nil)
        #expect(try Self.annotation(#""label":\#(label),"annotation":{"annotator":"ann"}"#) == nil)
    }

    @Test("for multilabel a list is the answer, also an empty one")
    func multilabel() throws {
        #expect(try Self.annotation(#""label":["x","y"]"#, task: .multilabel)?.present == ["x", "y"])
        #expect(try Self.annotation(#""label":[]"#, task: .multilabel) == IncomingAnnotation())
        #expect(try Self.annotation(#""label":null"#, task: .multilabel) == nil)
    }

    @Test("a table's label that starts with [ is a JSON list; in JSON it is a name")
    func list() throws {
        #expect(
            try Self.annotation(#""label":"[\"x\",\"y\"]""#, task: .multilabel, form: .table)?.present == ["x", "y"]
        )
        #expect(try Self.annotation(#""label":"[]""#, task: .multilabel, form: .table) == IncomingAnnotation())
        #expect(try Self.annotation(#""label":"[bug]""#)?.present == ["[bug]"])
    }

    @Test("an annotation's members are read")
    func members() throws {
        let json =
            #""annotation":{"annotator":"ann","answer":"unsure","note":"","at":"2026-05-01T14:00:00.5+02:00","seconds":3}"#
        #expect(
            try Self.annotation(json)
                == IncomingAnnotation(
                    annotator: "ann",
                    answer: .unsure,
                    note: "",
                    at: Moment(1_777_636_800.5),
                    seconds: 3
                )
        )
        #expect(
            try Self.annotation(#""label":"a","annotation":{"not":["b"]}"#)
                == IncomingAnnotation(present: ["a"], absent: ["b"], isPartial: true)
        )
    }

    @Test(
        "an annotation that is wrong is rejected, naming the member",
        arguments: [
            (#""annotation":{"annotator":1}"#, "annotation.annotator is a number"),
            (#""annotation":{"annotator":""}"#, "annotation.annotator is empty"),
            (#""annotation":{"answer":"maybe"}"#, "annotation.answer is `maybe`"),
            (#""annotation":{"not":"a"}"#, "annotation.not is a string"),
            (#""annotation":{"not":[1]}"#, "`annotation.not` contains a number"),
            (#""annotation":{"not":[]}"#, "annotation.not is empty"),
            (#""annotation":{"note":[]}"#, "annotation.note is a list"),
            (#""annotation":{"at":"yesterday"}"#, "annotation.at is `yesterday`"),
            (#""annotation":{"at":5}"#, "annotation.at is a number"),
            (#""annotation":{"seconds":"3"}"#, "annotation.seconds"),
            (#""annotation":{"seconds":-1}"#, "annotation.seconds"),
            (#""annotation":{"seconds":1e999}"#, "annotation.seconds"),
            (#""annotation":{"Annotator":"a"}"#, "did you mean `annotator`?"),
            (#""annotation":{"entities":[]}"#, "there is no annotation.entities"),
            (#""annotation":{"note":"n"}"#, "without a label"),
            (#""annotation":{"answer":"label"}"#, "without a label"),
            (#""label":"a","annotation":{"answer":"skip"}"#, "remove one of them"),
            (#""label":"a","annotation":{"not":["a"]}"#, "the label `a` is in `label`"),
            (#""label":["a","b"]"#, "2 labels"),
            (#""label":{"a":1}"#, "an object"),
            (#""label":5"#, "a number"),
            (#""label":[""]"#, "an empty string"),
        ]
    )
    func wrong(members: String, words: String) throws {
        let reason = try RecordForm.make().map(#"{"text":"t",\#(members)}"#).reason
        #expect(reason?.contains(words) == true, "\(reason ?? "accepted")")
    }

    @Test(
        "a table's cells that are wrong are rejected",
        arguments: [
            (#""label":"[bug]""#, "JSON list"), (#""annotation.seconds":"0x10""#, "seconds"),
            (#""annotation.seconds":"nan""#, "seconds"), (#""annotation.foo":"x""#, "annotation.foo"),
        ]
    )
    func wrongCell(members: String, words: String) throws {
        let reason = try RecordForm.make().map(#"{"text":"t",\#(members)}"#, form: .table).reason
        #expect(reason?.contains(words) == true, "\(reason ?? "accepted")")
    }

    @Test(
        "times are read with a zone only, and days must exist",
        arguments: [
            ("1970-01-01T00:00:00Z", 0.0), ("1970-01-01 00:00Z", 0),
            ("2024-02-29T23:59:59.125-0130", 1_709_256_599.125),
            ("1969-12-31T23:59:59Z", -1), ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("2000-03-01T00:00:00+00", 951_868_800),
        ]
    )
    func times(text: String, seconds: Double) {
        #expect(Moment(iso8601: text)?.seconds == seconds)
    }

    @Test(
        "other times are none",
        arguments: [
            "2026-05-01", "2026-05-01T12:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00Z", "2026-05-01T24:00Z", "",
            "2026-05-01T12:00:00.Z", "2026-05-01T12:00:00Zx", "2026-05-01T12:00:00+", "２026-05-01T12:00Z",
            "2026-00-01T00:00Z",
        ]
    )
    func noTimes(text: String) {
        #expect(Moment(iso8601: text) == nil)
    }

    @Test("a time is written so that the same time is read")
    func timeRoundTrip() {
        var generator = SplitMix(state: 3)
        for _ in 0..<10_000 {
            let moment = Moment(Double.random(in: 0..<253_402_300_799, using: &generator))
            #expect(moment.iso8601.flatMap { Moment(iso8601: $0) } == moment)
        }
        for seconds in [
            -0.1, -1.25, -1e-9, -86_400.000_001, -1_777_636_800.123_456, 1e-9, 1.5e-5, 8_388_609.123_456_789,
        ] {
            #expect(Moment(seconds).iso8601.flatMap { Moment(iso8601: $0) }?.seconds == seconds)
        }
        for _ in 0..<10_000 {
            let moment = Moment(Double.random(in: -62_135_596_800 ... -8_388_608, using: &generator))
            #expect(moment.iso8601.flatMap { Moment(iso8601: $0) } == moment)
        }
        #expect(Moment(1.5e-5).iso8601 == "1970-01-01T00:00:00.000015Z")
        #expect(Moment(-0.1).iso8601 == "1969-12-31T23:59:59.9Z")
        #expect(Moment(0.123_456_789_012).iso8601 == "1970-01-01T00:00:00.123456789Z")
        #expect(Moment(1e-300).iso8601 == "1970-01-01T00:00:00Z")
        #expect(Moment(-0.999_999_999_9).iso8601 == "1969-12-31T23:59:59Z")
        #expect(Moment(iso8601: "1969-12-31T23:59:59.000Z")?.seconds == -1)
        #expect(Moment(1_777_636_800).iso8601 == "2026-05-01T12:00:00Z")
        #expect(Moment(-0.5).iso8601 == "1969-12-31T23:59:59.5Z")
        #expect(Moment(.nan).iso8601 == nil && Moment(1e300).iso8601 == nil)
    }
}
