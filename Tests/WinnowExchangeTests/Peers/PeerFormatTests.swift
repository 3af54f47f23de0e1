import Testing
import WinnowDomain
import WinnowExchange
import WinnowTestSupport

/// Files as other tools write them.
@Suite struct PeerFormatTests {
    private func definition(
        _ task: QueueDefinition.Task = .classification,
        _ labels: [String] = ["order", "refund"]
    ) throws -> QueueDefinition {
        try .sample(labels, task: task)
    }

    @Test(
        "Label Studio: choices are labels, a cancelled answer is a skip, drafts and predictions are passed over and counted"
    )
    func labelStudio() throws {
        let tasks = #"""
            [{"id": 41, "data": {"text": "Ship it", "ref": "row-41"}, "meta": {"k": 1}, "project": 7,
              "annotations": [
                {"id": 900, "completed_by": 3, "was_cancelled": false, "lead_time": 4.5,
                 "created_at": "2026-11-02T09:14:07.120000Z",
                 "result": [
                   {"from_name": "intent", "to_name": "txt", "type": "choices", "value": {"choices": ["order"]}},
                   {"from_name": "ent", "to_name": "txt", "type": "labels",
                    "value": {"start": 0, "end": 4, "labels": ["X"]}}]},
                {"id": 901, "completed_by": {"id": 4, "email": "b@example.org"}, "was_cancelled": true, "result": []}],
              "drafts": [{"result": []}],
              "predictions": [{"score": 0.6, "result": []}]},
             {"id": 42, "data": {"text": "Money back"}, "annotations": []}]
            """#
        let reading = try PeerReading(tasks, definition(), name: "export.json")
        #expect(
            reading.said == ["41: order by label-studio-3", "41: skip by b@example.org", "42: nothing"]
                && reading.notes.formats == [.labelStudio]
        )
        let first = try #require(reading.records.first)
        #expect(
            first.data == .members(["text": "Ship it", "ref": "row-41"]) && first.meta == .members(["k": .number("1")])
        )
        #expect(first.annotation?.seconds == 4.5 && first.annotation?.at?.iso8601 == "2026-11-02T09:14:07.12Z")
        #expect(
            reading.notes.lines == [
                "drafts that nobody submitted were passed over (1)", "predictions of a model were passed over (1)",
                "results of the kind \"labels\" were passed over (1)",
            ]
        )
    }

    @Test("Label Studio: of several controls one is read, the first or the named one")
    func controls() throws {
        func task(_ first: String, _ second: String) -> String {
            #"""
            [{"id": 1, "data": {"text": "x"}, "annotations": [{"completed_by": 1, "result": [
              {"from_name": "\#(first)", "type": "choices", "value": {"choices": ["order"]}},
              {"from_name": "\#(second)", "type": "choices", "value": {"choices": ["refund"]}}]}]}]
            """#
        }
        let first = try PeerReading(task("intent", "tone"), definition())
        #expect(first.said == ["1: order by label-studio-1"])
        #expect(first.notes.lines == ["answers to \"tone\" were passed over; --label names what is read (1)"])
        let named = try PeerReading(task("intent", "tone"), definition()) { $0.labelField = "tone" }
        #expect(named.said == ["1: refund by label-studio-1"])
    }

    @Test("Label Studio's flat rows: JSON_MIN and CSV, one choice and several")
    func rows() throws {
        let json = #"""
            [{"text": "Ship it", "id": 41, "label": "order", "annotator": 3, "annotation_id": 9,
              "created_at": "2026-11-02T09:14:07Z", "updated_at": "2026-11-02T09:14:07Z", "lead_time": 2.5}]
            """#
        let one = try PeerReading(json, definition(), name: "min.json")
        #expect(one.said == ["41: order by label-studio-3"] && one.records[0].data == .members(["text": "Ship it"]))
        let csv = """
            text,id,label,annotator,annotation_id,created_at,updated_at,lead_time
            "Ship it",41,"{""choices"": [""order"", ""refund""]}",3,9,2026-11-02T09:14:07Z,2026-11-02T09:14:07Z,2.5

            """
        let several = try PeerReading(csv, definition(.multilabel), name: "export.csv")
        #expect(several.said == ["41: order+refund by label-studio-3"] && several.notes.formats == [.labelStudioMin])
    }

    @Test("Prodigy: a reject says not this label, rows of one text come together, an ignored one is a skip")
    func prodigy() throws {
        let rows = #"""
            {"text":"Ship it","label":"order","_input_hash":5,"_task_hash":-1,"_view_id":"classification","_annotator_id":"anna","_timestamp":1793610847,"answer":"accept"}
            {"text":"Money back","label":"order","_input_hash":6,"_task_hash":-2,"_view_id":"classification","_annotator_id":"anna","answer":"reject"}
            {"text":"Ship it","label":"refund","_input_hash":5,"_task_hash":-3,"_view_id":"classification","_annotator_id":"anna","answer":"reject"}
            {"text":"Hm","label":"order","_input_hash":7,"_task_hash":-4,"_view_id":"classification","_annotator_id":"anna","answer":"ignore"}
            {"text":"Both","options":[{"id":"order","text":"order"},{"id":"refund","text":"refund"}],"accept":["order"],"_input_hash":8,"_task_hash":-5,"_view_id":"choice","_session_id":"s-ben","answer":"accept"}
            """#
        let single = try PeerReading(rows, definition())
        #expect(
            single.said == [
                "8: order by s-ben", "5: order by anna", "6:  not order by anna", "7: skip by anna",
            ]
        )
        let several = try PeerReading(rows, definition(.multilabel))
        #expect(several.said.contains("5: order not refund by anna") && several.said.contains("8: order by s-ben"))
        #expect(single.records[0].meta == .members(["_input_hash": .number("8"), "_task_hash": .number("-5")]))
    }

    @Test("Prodigy: two accepted labels of one text are refused where one is wanted, with the row's line")
    func contradiction() throws {
        let rows = #"""
            {"text":"a","label":"order","_input_hash":5,"_task_hash":1,"answer":"accept"}
            {"text":"a","label":"refund","_input_hash":5,"_task_hash":2,"answer":"accept"}
            {"text":"b","label":"refund","_input_hash":6,"_task_hash":3,"answer":"perhaps"}
            """#
        let reading = try PeerReading(rows, definition())
        #expect(reading.rejected.map(\.place.line) == [2, 3] && reading.said == ["5: order by nobody"])
        #expect(reading.rejected[0].reason.contains("`order` and `refund` were accepted"))
    }

    @Test(
        "doccano: a list of labels, an empty one of a text that nobody has labelled, tables with #, spans passed over"
    )
    func doccano() throws {
        let rows = #"""
            {"id":41,"text":"Ship it","label":["order"],"ref":"r","Comments":["odd"]}
            {"id":42,"text":"Hm","label":[],"Comments":[]}
            {"id":43,"text":"Oslo","label":[[0,4,"CITY"]],"Comments":[]}
            """#
        let reading = try PeerReading(rows, definition())
        #expect(reading.said == ["41: order by nobody", "42: nothing", "43: nothing"])
        #expect(reading.notes.formats == [.doccano] && reading.records[0].annotation?.note == "odd")
        #expect(reading.notes.lines == ["results of the kind \"spans\" were passed over (1)"])
        let table = "id,text,label\n1,Ship it,order#refund\n2,Hm,\n"
        let both = try PeerReading(table, definition(.multilabel), name: "x.csv") { $0.format = "doccano" }
        #expect(both.said == ["1: order+refund by nobody", "2: nothing"])
    }

    @Test("Argilla: what was submitted counts, what was discarded is a skip, flat and nested")
    func argilla() throws {
        let flat = #"""
            {"id":"a","text":"Ship it","channel":"mail","intent.suggestion":"order","intent.suggestion.score":0.6,"intent.responses":["order","refund",null],"intent.responses.users":["9c1e","77aa","1b2c"],"intent.responses.status":["submitted","draft","discarded"]}
            """#
        let reading = try PeerReading(flat, definition())
        #expect(reading.said == ["a: order by 9c1e", "a: skip by 1b2c"])
        #expect(reading.records[0].data == .members(["text": "Ship it", "channel": "mail"]))
        let nested = #"""
            {"id":"a","fields":{"text":"Ship it"},"metadata":{"channel":"mail"},"vectors":{"e":[0.1]},"suggestions":{},"responses":{"intent":[{"value":"order","user_id":"9c1e"}]},"_server_id":"b2"}
            """#
        let other = try PeerReading(nested, definition())
        #expect(other.said == ["a: order by 9c1e"] && other.records[0].meta == .members(["channel": "mail"]))
        #expect(other.notes.lines == ["vectors were passed over (1)"])
    }

    @Test("a time that no date can say is none, and numbers beyond all bounds are passed over")
    func times() throws {
        for number in ["1e300", "-1e300", "1e400", "253402300800", "-62135596801"] {
            let row =
                #"{"text":"a","accept":["order"],"answer":"accept","_input_hash":1,"_task_hash":2,"_timestamp":\#(number)}"#
            let reading = try PeerReading(row, definition())
            #expect(reading.records.map { $0.annotation?.at } == [nil], "\(number)")
            let task =
                #"[{"id":1,"data":{"text":"a"},"annotations":[{"lead_time":\#(number),"updated_at":\#(number),"result":[{"from_name":"l","type":"choices","value":{"choices":["order"]}}]}]}]"#
            let said = try PeerReading(task, definition()).records.first?.annotation
            #expect(said?.present == ["order"] && said?.at == nil)
        }
    }

    @Test("fastText: labels before the text, with spaces and words of the text that look like labels")
    func fastText() throws {
        let project = try definition(.multilabel, ["needs care", "50%", "order"])
        let lines = "__label__order Ship it\n__label__needs%20care __label__50%25 a \\__label__order b\nplain\n"
        let reading = try PeerReading(lines, project, name: "x.txt")
        #expect(reading.records.map(\.text) == ["Ship it", "a __label__order b", "plain"])
        #expect(reading.records.map { $0.annotation?.present ?? [] } == [["order"], ["needs care", "50%"], []])
    }

    @Test("Label Sleuth and ASReview: rows of one text come together, 1 and 0 are relevant and irrelevant")
    func tables() throws {
        let sleuth = "text,category_name,label\nShip it,order,true\nShip it,refund,false\nHm,order,false\n"
        let reading = try PeerReading(sleuth, definition(.multilabel), name: "x.csv")
        #expect(reading.records.map { $0.annotation?.present ?? [] } == [["order"], []])
        #expect(reading.records.map { $0.annotation?.absent ?? [] } == [["refund"], ["order"]])
        let review =
            "record_id,title,asreview_label,asreview_note,asreview_user_name\n7,A,1,yes,anna\n8,B,0,,\n9,C,,,\n"
        var definition = try definition(.classification, ["relevant", "irrelevant"])
        definition.item.text = try TextTemplate("{{title}}")
        let judged = try PeerReading(review, definition, name: "x.csv")
        #expect(judged.said == ["7: relevant by anna", "8: irrelevant by nobody", "9: nothing"])
        #expect(judged.records[0].annotation?.note == "yes")
    }

    @Test(
        "a queue's own records are not taken for another tool's, also where they are alike",
        arguments: [
            #"{"id": "1", "text": "x", "label": ["order"]}"#, #"{"id": "1", "text": "x", "answer": "accept"}"#,
            #"{"id": "1", "text": "x", "data": {"a": 1}, "annotation": {"answer": "skip"}}"#,
        ]
    )
    func plain(row: String) throws {
        let reading = try PeerReading(row, definition())
        #expect(reading.notes.formats.isEmpty && reading.records.count == 1 && reading.rejected == [])
    }

    @Test("where the queue reads into data and fields itself, such a record is its own")
    func ownData() throws {
        var definition = try definition()
        definition.item.text = try TextTemplate("{{data.text}}")
        let reading = try PeerReading(#"{"id": "1", "data": {"text": "x"}, "annotations": []}"#, definition)
        #expect(reading.notes.formats.isEmpty && reading.records.map(\.text) == ["x"])
    }

    @Test("what a format has no words for is counted")
    func losses() throws {
        let project = try PeerProject(.classification, seed: 3)
        let (bytes, losses) = try project.written(.peer(.fastText))
        #expect(losses.count == 1 && losses[0].contains("annotation.annotator") && losses[0].contains("left out"))
        let reading = try PeerReading(bytes, project.definition, name: "x.txt")
        #expect(reading.rejected == [] && !reading.records.isEmpty)
    }
}
