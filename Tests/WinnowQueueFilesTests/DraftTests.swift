import Testing
import WinnowDomain
import WinnowQueueFiles

struct DraftTests {
    private static func draft(_ labels: [String], fields: [String] = ["text"]) -> QueueFileDraft {
        QueueFileDraft(
            title: "Reviews: a \"first\" try",
            textFields: fields,
            idField: "nr",
            labelField: "Sentiment",
            metaFields: ["stars", "a: b"],
            labels: labels,
            isMultilabel: false
        )
    }

    @Test func `A draft is a queue file without diagnostics`() throws {
        let reading = QueueFile.read(text: Self.draft(["good", "bad"]).text, name: "draft")
        #expect(reading.diagnostics.map(\.text) == [])
        let definition = try #require(reading.definition)
        #expect(definition.labels.map(\.name) == ["good", "bad"])
        #expect(definition.item.metaFields == ["stars", "a: b"])
        #expect(definition.item.idField == "nr")
        #expect(definition.title == "Reviews: a \"first\" try")
    }

    @Test func `Labels that YAML would take for something else stay text`() throws {
        let labels = ["no", "1", "true", "null", "a: b", "# c", "- d", "é\u{301}", "\"q\"", "&x", "*y", "日本"]
        let reading = QueueFile.read(text: Self.draft(labels).text, name: "draft")
        #expect(reading.errors.map(\.text) == [])
        #expect(reading.definition?.labels.map(\.name) == labels)
    }

    @Test func `Several fields make one text`() throws {
        let reading = QueueFile.read(
            text: Self.draft(["a", "b"], fields: ["subject", "Review Text"]).text,
            name: "draft"
        )
        #expect(reading.definition?.item.text.fields == ["subject", "Review Text"])
    }
}
