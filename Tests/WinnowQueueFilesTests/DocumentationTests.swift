import Foundation
import Testing
import WinnowDomain
import WinnowQueueFiles

@Suite(.serialized) struct DocumentationTests {
    @Test func `The committed schema is the one that the table of keys makes`() throws {
        if Repository.writesGenerated { try Repository.write(QueueFileSchema.json, to: "queues/queue.schema.json") }
        #expect(try Repository.text("queues/queue.schema.json") == QueueFileSchema.json)
        _ = try JSONSerialization.jsonObject(with: Data(QueueFileSchema.json.utf8))
    }

    @Test func `The manual's reference is the one that the table of keys makes`() throws {
        let page = try Repository.text("docs/queue-file.md")
        let current = try #require(QueueFileReference.inserted(into: page))
        if Repository.writesGenerated { try Repository.write(current, to: "docs/queue-file.md") }
        #expect(try Repository.text("docs/queue-file.md") == current)
    }

    @Test func `Every example of the manual is a queue file without warnings`() throws {
        let examples = try Repository.documentedExamples()
        #expect(examples.count >= 4)
        for example in examples {
            let reading = QueueFile.read(text: example, name: "docs/queue-file.md")
            #expect(reading.diagnostics.map(\.text) == [])
            #expect(reading.definition != nil)
        }
    }

    @Test func `The manual's diagnostic is the one that is given`() throws {
        let file = "version: 1\ntitle: Tickets\nlables: [billing, outage]\nitem: {text: \"{{body}}\"}\n"
        let diagnostics = QueueFile.read(text: file, name: "queues/tickets.yaml").diagnostics
        let shown = try #require(diagnostics.first?.text)
        #expect(diagnostics.count == 1)
        #expect(try Repository.text("docs/queue-file.md").contains(shown))
    }

    @Test func `The support tickets of the example are a queue file without warnings`() throws {
        let reading = QueueFile.read(text: try Repository.text("queues/support-tickets.yaml"), name: "tickets")
        #expect(reading.diagnostics.map(\.text) == [])
        let definition = try #require(reading.definition)
        #expect(definition.labels.compactMap(\.key) == ["b", "o", "a", "h", "f", "p"])
        #expect(definition.item.metaFields == ["received", "channel"])
    }

    @Test func `Every example in the table is a value that its key can have`() {
        for section in QueueFileKeys.sections where section.name != "labels" && !section.name.hasPrefix("features") {
            // A component's section is named by its place and its id.
            let names = section.name.split(separator: ": ").map(String.init)
            guard let place = names.first else { continue }
            for key in section.keys {
                var pairs = names.dropFirst().map { "id: \($0)" } + ["\(key.name): \(key.example)"]
                let required = section.keys.filter { $0.isRequired && $0.name != key.name }
                pairs += required.map { "\($0.name): \($0.example)" }
                let base = place == "item" ? "" : "item: {text: \"{{body}}\"}\n"
                let line = "\(place): {\(pairs.joined(separator: ", "))}"
                let file = "version: 1\ntitle: T\nlabels: [a, b]\n\(base)\(line)\n"
                #expect(QueueFile.read(text: file, name: "f").errors.map(\.text) == [])
            }
        }
    }
}
