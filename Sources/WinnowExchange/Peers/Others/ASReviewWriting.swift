import WinnowDomain

/// Writes ASReview's table, of a queue with the labels `relevant` and `irrelevant`.
struct ASReviewWriting: PeerWriting {
    private let fields: [String]
    private let idField: String
    private var hasHeader = false

    init(_ definition: QueueDefinition) {
        fields = definition.item.text.fields
        idField = definition.item.idField
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        let own = ["asreview_label", "asreview_time", "asreview_note", "asreview_user_name"]
        let columns = [idField] + fields.filter { !$0.isExactly(idField) }
        var lines = hasHeader ? [] : [(columns + own).csv]
        hasHeader = true
        let data = JSON.object(item.members)
        for member in item.members where !columns.contains(where: { $0.isExactly(member.key) }) {
            losses.add(.notSaid(part: member.key))
        }
        let labels = PeerMajority(item.annotations).labels
        let label =
            switch labels?.first {
            case ASReviewReading.relevant?: "1"
            case ASReviewReading.irrelevant?: "0"
            default: ""
            }
        if let name = labels?.first, label.isEmpty { losses.add(.notSaid(part: "the label \(name)")) }
        let said = item.annotations.first { $0.present == labels }
        let others = item.annotations.filter { $0 != said }
        losses.addAllButLabels(of: others)
        if said?.seconds != nil { losses.add(.notSaid(part: "annotation.seconds")) }
        let values = columns.map { data.member(at: $0)?.scalarText ?? "" }
        let judged = [label, said?.at?.iso8601 ?? "", said?.note ?? "", said?.annotator ?? ""]
        lines.append((values + judged).csv)
        return lines
    }
}
