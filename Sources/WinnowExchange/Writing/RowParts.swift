import WinnowDomain

/// A row of an export as members by their names, the inverse of `RecordParts`.
struct RowParts {
    /// Names and values of `annotation`; nil for a row without one.
    var annotation: [JSON.Member]?
    /// What stands in the label field; nil for nothing.
    var label: JSON?
    /// Names and values of `consensus`; nil for a row without one.
    var consensus: [JSON.Member]?
    var losses: [LossReport.Loss] = []

    init(_ judgement: OutgoingJudgement?, task: QueueDefinition.Task) {
        switch judgement {
        case nil: break
        case .annotation(let said):
            if said.answer == .label, !(said.isPartial && said.present.isEmpty) {
                label = RowParts.label(said.present, task: task)
            }
            annotation = members(of: said)
        case .consensus(let labels, let agreement, let annotatorCount):
            label = RowParts.label(labels, task: task)
            consensus = [
                JSON.Member("agreement", .real(agreement)), JSON.Member("annotators", .integer(annotatorCount)),
            ]
        }
    }

    /// A name for a queue with one label an item, otherwise a list; nil where one label is wanted and there is none.
    private static func label(_ names: [String], task: QueueDefinition.Task) -> JSON? {
        if task == .classification, names.count < 2 { return names.first.map { .string($0) } }
        return .array(names.map { .string($0) })
    }

    private mutating func members(of said: IncomingAnnotation) -> [JSON.Member] {
        var members: [JSON.Member] = []
        if let annotator = said.annotator { members.append(JSON.Member("annotator", .string(annotator))) }
        members.append(JSON.Member("answer", .string(said.answer.rawValue)))
        if said.isPartial { members.append(JSON.Member("not", .array(said.absent.map { .string($0) }))) }
        if let note = said.note { members.append(JSON.Member("note", .string(note))) }
        if let at = said.at {
            if let text = at.iso8601 {
                members.append(JSON.Member("at", .string(text)))
            } else {
                losses.append(.noTime)
            }
        }
        if let seconds = said.seconds { members.append(JSON.Member("seconds", .real(seconds))) }
        return members
    }
}

extension JSON {
    /// The members of an object; none for other values.
    var members: [JSON.Member] {
        if case .object(let members) = self { members } else { [] }
    }
}
