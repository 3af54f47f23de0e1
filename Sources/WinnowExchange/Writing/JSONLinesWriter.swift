package import WinnowDomain

/// Writes JSON Lines: an object a row, with the id, the data, meta fields, label and `annotation` or `consensus`.
package struct JSONLinesWriter: RecordWriter {
    private let form: RecordForm
    private var sink: ByteSink
    private var losses = LossReport()

    package init(form: RecordForm, sink: ByteSink) {
        self.form = form
        self.sink = sink
    }

    package mutating func write(_ row: OutgoingRow) throws {
        let parts = RowParts(row.judgement, task: form.task)
        for loss in parts.losses { losses.add(loss) }
        var line = LineMembers()
        let meta = row.meta?.members ?? []
        line.add(form.idField, .string(row.externalID))
        if let label = parts.label { line.reserve(form.labelField, label) }
        if let annotation = parts.annotation { line.reserve("annotation", .object(annotation)) }
        if let consensus = parts.consensus { line.reserve("consensus", .object(consensus)) }
        let beside = meta.filter { form.metaFields.contains($0.key) && !form.isShown($0.key) }
        let under = meta.filter { member in !beside.contains { $0.key == member.key } }
        for member in beside where !line.isTaken(member.key) { line.reserve(member.key, member.value) }
        let left = beside.filter { line.value($0.key) != $0.value }
        if !under.isEmpty || !left.isEmpty { line.reserve("meta", .object(under + left)) }
        for member in row.data.members { add(member, to: &line) }
        line.addReserved()
        JSON.object(line.members).append(to: &sink.buffer)
        sink.buffer.append(UInt8(ascii: "\n"))
        try sink.flushIfFull()
    }

    private mutating func add(_ member: JSON.Member, to line: inout LineMembers) {
        if let taken = line.value(member.key) {
            let isSameID = member.key == form.idField && taken.scalarText == member.value.scalarText
            let isSame = isSameID || taken == member.value
            if !isSame { losses.add(.leftOut(field: member.key)) }
            if isSame, !form.isShown(member.key) { losses.add(.readDifferently(field: member.key)) }
            if isSame, form.isShown(member.key) { line.replace(member) }
            return
        }
        if !form.isShown(member.key), form.role(of: member.key, value: member.value, form: .json) != .data {
            losses.add(.readDifferently(field: member.key))
        }
        line.add(member.key, member.value)
    }

    package mutating func finish() throws -> LossReport {
        try sink.flush()
        return losses
    }
}

/// The members of a line, with places kept for those that come last.
private struct LineMembers {
    private(set) var members: [JSON.Member] = []
    private var reserved: [JSON.Member] = []

    func value(_ key: String) -> JSON? {
        members.first { $0.key == key }?.value ?? reserved.first { $0.key == key }?.value
    }

    func isTaken(_ key: String) -> Bool { value(key) != nil }

    mutating func add(_ key: String, _ value: JSON) { members.append(JSON.Member(key, value)) }

    mutating func reserve(_ key: String, _ value: JSON) {
        if !isTaken(key) { reserved.append(JSON.Member(key, value)) }
    }

    mutating func replace(_ member: JSON.Member) {
        if let index = members.firstIndex(where: { $0.key == member.key }) { members[index] = member }
    }

    mutating func addReserved() {
        members += reserved
    }
}
