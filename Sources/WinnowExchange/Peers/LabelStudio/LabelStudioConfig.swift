package import WinnowDomain

/// The labelling configuration for Label Studio that belongs to tasks of `label-studio` exports: the control of the labels, and
/// one for each thing that Label Studio has no words for.
package struct LabelStudioConfig {
    /// XML, with a line for each element.
    package let text: String

    package init(_ definition: QueueDefinition) {
        let fields = definition.item.text.fields
        let labels = definition.labels.map { label in
            "    " + Self.choice(label.name, label.key, label.description)
        }
        let several = definition.task == .multilabel
        let texts = fields.enumerated().map { place, field in
            let name = place == 0 ? LabelStudioControls.text : "\(LabelStudioControls.text)\(place + 1)"
            return "  <Text name=\"\(name)\" value=\"$\(field.xml)\"/>"
        }
        let to = "toName=\"\(LabelStudioControls.text)\""
        let lines: [[String]] = [
            ["<View>", "  <Header value=\"\(definition.title.xml)\"/>"], texts,
            [
                "  <Choices name=\"\(definition.item.labelField.xml)\" \(to) choice=\"\(several ? "multiple" : "single")\" "
                    + "showInline=\"true\">"
            ], labels, ["  </Choices>"],
            [
                "  <Choices name=\"\(LabelStudioControls.answer)\" \(to) choice=\"single\" showInline=\"true\">",
                "    <Choice value=\"unsure\"/>", "    <Choice value=\"flag\"/>", "  </Choices>",
                "  <Choices name=\"\(LabelStudioControls.absent)\" \(to) choice=\"multiple\" layout=\"select\">",
            ], definition.labels.map { "    " + Self.choice($0.name, nil, nil) }, ["  </Choices>"],
            [LabelStudioControls.note, LabelStudioControls.annotator].map { name in
                "  <TextArea name=\"\(name)\" \(to) maxSubmissions=\"1\" editable=\"true\"/>"
            }, ["</View>"],
        ]
        text = lines.joined().map { $0 + "\n" }.joined()
    }

    private static func choice(_ name: String, _ key: String?, _ hint: String?) -> String {
        let hotkey = key.map { " hotkey=\"\($0.xml)\"" } ?? ""
        let words = hint.map { " hint=\"\($0.xml)\"" } ?? ""
        return "<Choice value=\"\(name.xml)\"\(hotkey)\(words)/>"
    }
}

extension String {
    /// For an attribute; line breaks as references, because XML reads others as spaces.
    fileprivate var xml: String {
        unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\n", "\r", "\t": "&#\(scalar.value);"
            default: String(scalar)
            }
        }.joined()
    }
}
