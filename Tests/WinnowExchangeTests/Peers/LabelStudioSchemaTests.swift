import Testing
import WinnowDomain
import WinnowExchange

@Suite struct LabelStudioSchemaTests {
    @Test("the control is that of the queue's label field, else the one with most of its labels")
    func control() {
        let schema = LabelStudioSchema(
            """
            <View> <!-- <Choices name="no" toName="t"><Choice value="order"/></Choices> -->
              <Choices name="tone" toName="t"><Choice value="calm"/><Choice value="order"/></Choices>
              <Choices  toName = 't' choice="multiple" name='intent'>
                <Choice value="order" hotkey="o"/><Choice value="x &amp; y&#10;&#x41;"/><Choice value="Longer" alias="refund"/>
              </Choices></View>
            """
        )
        #expect(schema.controls.map(\.name) == ["tone", "intent"])
        let found = schema.control(of: ["order", "refund", "x & y\nA"], named: "label")
        #expect(found?.name == "intent" && found?.target == "t" && found?.takesSeveral == true)
        #expect(found?.labels == ["order", "x & y\nA", "refund"])
        #expect(schema.control(of: ["order"], named: "tone")?.name == "tone")
        #expect(schema.control(of: ["other"], named: "tone") == nil)
    }

    @Test("Winnow's own configuration is read as it is meant, whatever the labels are")
    func own() throws {
        let project = try PeerProject(.multilabel, seed: 0, count: 0)
        let control = LabelStudioSchema(LabelStudioConfig(project.definition).text)
            .control(of: PeerProject.labels, named: "label")
        #expect(control?.labels == PeerProject.labels && control?.name == "label" && control?.target == "text")
    }

    @Test(
        "text that is no configuration has no controls, and does no harm",
        arguments: [
            "", "<", "<Choices", "<Choices name", "<Choices name=", "<Choices name=\"", "<Choices name=\"a", "<!--",
            "<Choice value=\"a\"/>",
            "&#99999999999;<Choices name=\"&#xD800;&;&#;\"", "</Choices><><<>>",
        ]
    )
    func broken(text: String) {
        #expect(LabelStudioSchema(text).control(of: ["a"], named: "a") == nil)
    }

    @Test("random pieces of configurations are read to the end")
    func random() {
        var generator = SplitMix(state: 9)
        let pieces = [
            "<", ">", "/", "Choices", "Choice", " name=", "\"", "'", "&", "&amp;", "&#x", ";", "!--", "-->", "=", "😀",
            "\n",
        ]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            _ = LabelStudioSchema(text)
        }
    }
}
