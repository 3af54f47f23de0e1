import WinnowDomain

/// Writes ASReview's table, of a queue with the labels `relevant` and `irrelevant`: it reads titles and abstracts, and a queue's
/// text is the abstract where the item has none.
struct ASReviewWriting: PeerWriting {
    private static let columns = [
        "record_id", "title", "abstract", "asreview_label", "asreview_time", "asreview_note", "asreview_user_name",
    ]

    private let definition: QueueDefinition
    private var hasHeader = false

    init(_ definition: QueueDefinition) {
        self.definition = definition
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        var lines = hasHeader ? [] : [Self.columns.csv]
        hasHeader = true
        let data = JSON.object(item.members)
        let title = data["title"]?.scalarText ?? ""
        let abstract = data["abstract"]?.scalarText ?? (title == item.text(definition) ? "" : item.text(definition))
        let known = ["title", "abstract", definition.item.idField] + definition.item.text.fields
        for member in item.members where !known.contains(where: { $0.isExactly(member.key) }) {
            losses.add(.notSaid(part: member.key))
        }
        let labels = PeerMajority(item.annotations).labels
        let label = Self.label(labels?.first)
        if let name = labels?.first, label.isEmpty { losses.add(.notSaid(part: "the label \(name)")) }
        let said = item.annotations.first { $0.answer == .label && !$0.isPartial && $0.present == labels }
        losses.addAllButLabels(of: item.annotations.filter { $0 != said })
        if said?.seconds != nil { losses.add(.notSaid(part: "annotation.seconds")) }
        let judged = [label, said?.at?.iso8601 ?? "", said?.note ?? "", said?.annotator ?? ""]
        lines.append(([item.id, title, abstract] + judged).csv)
        return lines
    }

    private static func label(_ name: String?) -> String {
        switch name {
        case ASReviewReading.relevant?: "1"
        case ASReviewReading.irrelevant?: "0"
        default: ""
        }
    }
}
