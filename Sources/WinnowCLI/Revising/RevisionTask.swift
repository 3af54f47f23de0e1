internal import WinnowDomain
internal import WinnowEngine

/// One text to be revised, and what it is to become.
struct RevisionTask: Sendable {
    let queue: Queue
    let subject: RevisionSubject
    let kind: Counterfactual.Kind
    /// The name of the label that the text has.
    let source: String
    /// The name of the label that it is to have; the same one for an invariance.
    let target: String
    /// The draft to go out from; else the original.
    var draft: Counterfactual?

    /// The texts that the editor opens with.
    var begun: [ItemFields.Field] {
        guard let draft else { return subject.fields.fields }
        let drafted = ItemFields(of: draft.data, template: queue.definition.item.text)
        return subject.fields.fields.map { field in
            ItemFields.Field(name: field.name, text: drafted[field.name] ?? field.text)
        }
    }

    /// Of some texts those that differ from the original's.
    func changes(_ texts: [String: String]) -> [String: String] {
        texts.filter { name, text in subject.fields[name].map { $0 != text } ?? false }
    }

    /// What stands at the head of the file.
    ///
    /// - Parameter advice: Lines about this text.
    func notes(with advice: [String] = []) -> [String] {
        let wish =
            switch kind {
            case .flip where draft != nil: "Mend this draft: a text that is \"\(source)\" is to become \"\(target)\"."
            case .invariance where draft != nil: "Mend this draft: it is to stay \"\(source)\"."
            case .flip: "Make this text \"\(target)\"; it is \"\(source)\" now."
            case .invariance: "Change what does not matter in this text; it is to stay \"\(source)\"."
            }
        let meaning = queue.definition.labels.first { $0.name == target }?.description
        return [wish] + (meaning.map { ["\(target): \($0)"] } ?? []) + [
            "",
            "- Change as few words as you can; leave names, facts, length and tone.",
            "- Who reads nothing but your text has to say \"\(target)\".",
            "- It has to hold together: change the words that carry the label, instead",
            "  of putting a sentence behind them.",
        ] + advice + [
            "",
            "Item \(subject.item.externalID) of the queue \(queue.name).",
            "Keep the lines of ====, and edit what is under them. Save and close to go on; a text that is as it was is "
                + "not stored.",
        ]
    }
}
