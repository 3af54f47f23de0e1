import Foundation
import Testing
import WinnowDomain
import WinnowExchange
import WinnowTestSupport

/// The example files of docs/formats.md, most of which the tools themselves have written.
@Suite struct ExampleFileTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let file: String
        let format: PeerFormat
        let task: QueueDefinition.Task
        let said: [String]
        var notes: [String] = []

        var testDescription: String { file }
    }

    private static let user = "00000000-0000-0000-0000-00000000000"

    static let examples = [
        Example(
            file: "label-studio.json",
            format: .labelStudio,
            task: .classification,
            said: [
                "1: order by label-studio-1", "2: refund by label-studio-1", "3: needs, care by label-studio-1",
                "4: skip by label-studio-1", "5: needs, care by label-studio-1", "6: nothing",
                "7: order by label-studio-1", "7: refund by label-studio-2", "8: nothing",
            ],
            notes: [
                "drafts that nobody submitted were passed over (1)", "predictions of a model were passed over (3)",
            ]
        ),
        Example(
            file: "label-studio-min.json",
            format: .labelStudioMin,
            task: .classification,
            said: [
                "1: order by label-studio-1", "2: refund by label-studio-1", "3: needs, care by label-studio-1",
                "5: needs, care by label-studio-1", "6: nothing", "7: refund by label-studio-2",
                "7: order by label-studio-1", "8: nothing",
            ]
        ),
        Example(
            file: "prodigy.jsonl",
            format: .prodigy,
            task: .multilabel,
            said: [
                "90211: needs, care by intent-ben", "1886699: order not  by intent-anna",
                "-77120:  not order by intent-anna", "5531: skip by intent-anna",
            ]
        ),
        Example(
            file: "doccano.jsonl",
            format: .doccano,
            task: .multilabel,
            said: [
                "41: order by nobody", "42: needs, care+refund by nobody", "43: nothing", "44: order by nobody",
                "45: a#b by nobody", "46: order+refund by nobody",
            ]
        ),
        Example(
            file: "argilla-flat.json",
            format: .argilla,
            task: .classification,
            said: [
                "row-0: order by \(user)1", "row-1: skip by \(user)1", "row-2: nothing",
                "621bc269-cc4c-4fb6-b1d6-5e38a82d29c7: skip by \(user)1",
                "afb7c096-6d73-4f39-bd9f-2cd87e7ccfc8: order by \(user)1",
            ],
            notes: [
                "drafts that nobody submitted were passed over (1)", "predictions of a model were passed over (2)",
                "answers to \"ents\" were passed over; --label names what is read (5)",
                "answers to \"note\" were passed over; --label names what is read (5)",
                "answers to \"stars\" were passed over; --label names what is read (5)",
                "answers to \"topics\" were passed over; --label names what is read (5)",
            ]
        ),
        Example(
            file: "fasttext.txt",
            format: .fastText,
            task: .multilabel,
            said: [
                "record-5753ee732f42a3bd: order by nobody", "record-0dfaa725023c000b: refund by nobody",
                "record-fc0b15686d0ce7bb: needs, care by nobody",
            ]
        ),
        Example(
            file: "label-sleuth.csv",
            format: .labelSleuth,
            task: .multilabel,
            said: [
                "record-5753ee732f42a3bd: order not refund by nobody", "record-94d38e7b2b5aaa19: refund not  by nobody",
            ]
        ),
    ]

    private static func bytes(of file: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../examples/formats")
        return Array(try Data(contentsOf: root.appending(path: file)))
    }

    @Test(
        "each example file is recognised and says what it says, and nothing is passed over silently",
        arguments: examples
    )
    func read(example: Example) throws {
        let definition = try QueueDefinition.sample(["order", "refund", "needs, care", "a#b"], task: example.task)
        let reading = try PeerReading(try Self.bytes(of: example.file), definition, name: example.file)
        #expect(reading.notes.formats == [example.format] && reading.rejected == [])
        #expect(reading.said == example.said)
        #expect(reading.notes.lines == example.notes)
    }

    @Test("Label Studio's table of a project with several controls is read by the control that is named")
    func severalControls() throws {
        let definition = try QueueDefinition.sample(["order", "refund", "needs, care"], task: .multilabel)
        let bytes = try Self.bytes(of: "label-studio-multi.csv")
        let reading = try PeerReading(bytes, definition, name: "x.csv") { $0.labelField = "topics" }
        #expect(reading.rejected == [] && reading.notes.formats == [.labelStudioMin])
        #expect(reading.said.first == "9: order+needs, care by label-studio-1")
    }

    @Test("doccano's table has labels joined by #, and is read where the format is named")
    func doccanoTable() throws {
        let definition = try QueueDefinition.sample(["order", "refund", "needs, care", "a", "b"], task: .multilabel)
        let reading = try PeerReading(try Self.bytes(of: "doccano.csv"), definition, name: "x.csv") {
            $0.format = "doccano"
        }
        #expect(reading.said.prefix(2) == ["41: order by nobody", "42: needs, care+refund by nobody"])
    }

    @Test("publications of ASReview are relevant, irrelevant or not yet judged")
    func publications() throws {
        var definition = try QueueDefinition.sample(["relevant", "irrelevant"])
        definition.item.text = try TextTemplate("{{title}}\n{{abstract}}")
        definition.item.idField = "record_id"
        let reading = try PeerReading(try Self.bytes(of: "asreview.csv"), definition, name: "x.csv")
        #expect(reading.said == ["1: relevant by anna", "2: irrelevant by anna", "3: nothing"])
        #expect(reading.records[1].annotation?.at?.iso8601 == "2026-05-01T12:01:00Z")
    }
}
