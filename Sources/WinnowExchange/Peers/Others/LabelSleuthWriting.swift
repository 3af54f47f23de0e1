import WinnowDomain

/// Writes Label Sleuth's table: for each label of the queue a row that says whether the text has it.
struct LabelSleuthWriting: PeerWriting {
    private let template: TextTemplate
    private let labels: [String]
    private var hasHeader = false

    init(_ definition: QueueDefinition) {
        template = definition.item.text
        labels = definition.labels.map(\.name)
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        var lines = hasHeader ? [] : [["text", "category_name", "label"].csv]
        hasHeader = true
        let present = PeerMajority(item.annotations).labels
        let partial = item.annotations.first { $0.answer == .label && $0.isPartial && item.annotations.count == 1 }
        guard let text = try? template.text(of: .object(item.members)), present != nil || partial != nil else {
            losses.add(.notSaid(part: "items without a label"))
            return lines
        }
        losses.addAllButLabels(of: item.annotations, besides: partial == nil ? [] : ["not"])
        for member in item.members where !template.fields.contains(where: { $0.isExactly(member.key) }) {
            losses.add(.notSaid(part: member.key))
        }
        for label in labels {
            let has: Bool? =
                present.map { $0.contains { $0.isExactly(label) } }
                ?? partial.flatMap { said in
                    said.present.contains(label) ? true : said.absent.contains(label) ? false : nil
                }
            if let has { lines.append([text, label, has ? "true" : "false"].csv) }
        }
        return lines
    }
}
