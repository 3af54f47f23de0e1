import Testing
import WinnowDomain
import WinnowExchange

/// Projects that went out in another tool's format and came in again.
@Suite struct PeerRoundTripTests {
    static let formats: [PeerFormat] = [.labelStudio, .prodigy, .doccano, .argilla]

    @Test(
        "a random project is the same after another tool's format that can say everything, and is recognised",
        arguments: formats,
        QueueDefinition.Task.allCases
    )
    func lossless(format: PeerFormat, task: QueueDefinition.Task) throws {
        for seed in 0..<20 as Range<UInt64> {
            let project = try PeerProject(task, seed: seed)
            let (bytes, losses) = try project.written(.peer(format))
            #expect(losses == [])
            let reading = try PeerReading(bytes, project.definition)
            #expect(reading.notes.formats == [format])
            #expect(reading.rejected == [] && reading.notes.lines == [])
            let byID = Dictionary(grouping: reading.records) { ExactText($0.externalID) }
            #expect(byID.count == project.items.count)
            for item in project.items {
                let records = byID[ExactText(item.id)] ?? []
                #expect(records.allSatisfy { $0.data == item.data && $0.meta == item.meta }, "\(seed) \(item)")
                let said = records.compactMap(\.annotation)
                #expect(Set(said) == Set(item.annotations), "\(seed) \(item.id)")
                #expect(records.count == max(1, item.annotations.count))
            }
        }
    }

    @Test(
        "of a format that has labels alone, the labels of whole answers come back, and what is lost is said",
        arguments: [PeerFormat.fastText, .labelSleuth],
        QueueDefinition.Task.allCases
    )
    func lossy(format: PeerFormat, task: QueueDefinition.Task) throws {
        var count = 0
        for seed in 0..<20 as Range<UInt64> {
            let project = try PeerProject(task, seed: seed)
            let (bytes, losses) = try project.written(.peer(format))
            #expect(losses.count == 1 && losses[0].contains("annotation.annotator"))
            let reading = try PeerReading(bytes, project.definition)
            #expect(reading.rejected == [])
            let said = Dictionary(reading.records.map { (Self.number($0.text), $0.annotation?.present ?? []) }) { $1 }
            for item in project.items {
                let whole = item.annotations.filter { $0.answer == .label && !$0.isPartial }
                guard whole.count == 1, !whole[0].present.isEmpty else { continue }
                let text = item.data["text"]?.scalarText ?? ""
                #expect(Set(said[Self.number(text)] ?? []) == Set(whole[0].present), "\(seed) \(item)")
                count += 1
            }
        }
        #expect(count > 200)
    }

    /// What a text begins with, which tells the items apart.
    private static func number(_ text: String) -> String { String(text.prefix { $0 != " " }) }

    @Test("a judgement that was changed in the other tool counts, and what is known of the old one is not kept")
    func changed() throws {
        var project = try PeerProject(.classification, seed: 1, count: 0)
        project.add("1", "x", IncomingAnnotation(annotator: "anna", present: ["order"], note: "sure", seconds: 4))
        let changes: [(PeerFormat, String, String)] = [
            (.labelStudio, #""choices":["order"]"#, #""choices":["accept"]"#),
            (.prodigy, #""accept":["order"]"#, #""accept":["accept"]"#),
            (.doccano, #""label":["order"]"#, #""label":["accept"]"#),
            (.argilla, #""value":"order""#, #""value":"accept""#),
        ]
        for (format, old, new) in changes {
            let text = String(decoding: try project.written(.peer(format)).bytes, as: UTF8.self)
            #expect(text.contains(old), "\(format)")
            let reading = try PeerReading(text.replacing(old, with: new), project.definition)
            #expect(reading.records.map { $0.annotation?.present } == [["accept"]], "\(format)")
        }
    }

    @Test("Label Studio's configuration has the queue's labels with their keys, and says one or several")
    func config() throws {
        var definition = try PeerProject(.multilabel, seed: 0, count: 0).definition
        definition.labels[0].key = "o"
        definition.labels[0].description = "Wants \"more\" <now>\n& soon"
        let text = LabelStudioConfig(definition).text
        #expect(text.contains(#"<Choices name="label" toName="text" choice="multiple" showInline="true">"#))
        #expect(
            text.contains(
                #"<Choice value="order" hotkey="o" hint="Wants &quot;more&quot; &lt;now&gt;&#10;&amp; soon"/>"#
            )
        )
        #expect(text.split(separator: "\n").count { $0.contains("<Choice value") } == 2 * PeerProject.labels.count + 2)
    }
}
