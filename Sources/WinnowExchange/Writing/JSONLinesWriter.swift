package import WinnowDomain

/// Writes JSON Lines: an object a row, with the id, the data, meta fields, label and `annotation` or `consensus`.
package struct JSONLinesWriter: RecordWriter {
    private let form: RecordForm
    private var sink: ByteSink
    private(set) var losses = LossReport()

    package init(form: RecordForm, sink: ByteSink) {
        self.form = form
        self.sink = sink
    }

    package mutating func write(_ row: OutgoingRow) throws {
        JSON.object(members(of: row)).append(to: &sink.buffer)
        sink.buffer.append(UInt8(ascii: "\n"))
        try sink.flushIfFull()
    }

    /// The line of one row alone.
    package static func line(of row: OutgoingRow, _ definition: QueueDefinition) -> JSON {
        var writer = JSONLinesWriter(
            form: RecordForm(item: definition.item, task: definition.task),
            sink: ByteSink { _ in }
        )
        return .object(writer.members(of: row))
    }

    /// What a line has for a row; counts what it cannot say.
    mutating func members(of row: OutgoingRow) -> [JSON.Member] {
        let parts = RowParts(row.judgement, task: form.task)
        for loss in parts.losses { losses.add(loss) }
        var line = LineMembers()
        addFields(of: row, parts, to: &line)
        for member in row.data.members { add(member, to: &line) }
        line.addReserved()
        for member in line.inner { place(member, in: &line.members) }
        countMisread(row, line)
        return line.members
    }

    /// What a line has beside the data.
    private func addFields(of row: OutgoingRow, _ parts: RowParts, to line: inout LineMembers) {
        let meta = row.meta?.members ?? []
        line.add(form.idField, .string(row.externalID), isInner: form.isPath(form.idField))
        if let label = parts.label { line.reserve(form.labelField, label, isInner: form.isPath(form.labelField)) }
        if let annotation = parts.annotation { line.reserve("annotation", .object(annotation)) }
        if let consensus = parts.consensus { line.reserve("consensus", .object(consensus)) }
        var under: [JSON.Member] = []
        for member in meta {
            let isBeside = form.isMeta(member.key) && !form.isShown(member.key) && line.value(member.key) == nil
            if isBeside {
                line.reserve(member.key, member.value, isInner: form.isPath(member.key))
            } else {
                under.append(member)
            }
        }
        if !under.isEmpty { line.reserve("meta", .object(under)) }
    }

    /// Adds a field that stands inside others: there, or under its whole name where that would change something else.
    private func place(_ member: JSON.Member, in members: inout [JSON.Member]) {
        if let there = JSON.object(members).member(at: member.key), form.staysInPlace(member.key) {
            let isSameID = member.key.isExactly(form.idField) && there.scalarText == member.value.scalarText
            if isSameID || there == member.value { return }
        }
        if !form.put(member, into: &members) { members.append(member) }
    }

    /// Counts fields inside the data that are read as something else again.
    private mutating func countMisread(_ row: OutgoingRow, _ line: LineMembers) {
        for field in form.metaFields + (form.hasJudgements ? [form.labelField] : [])
        where form.isPath(field) && !form.staysInPlace(field) {
            if !line.inner.contains(where: { $0.key.isExactly(field) }), row.data.member(at: field) != nil {
                losses.add(.readDifferently(field: field))
            }
        }
    }

    private mutating func add(_ member: JSON.Member, to line: inout LineMembers) {
        if let taken = line.value(member.key) {
            let isSameID = member.key.isExactly(form.idField) && taken.scalarText == member.value.scalarText
            let isSame = isSameID || taken == member.value
            if !isSame { losses.add(.leftOut(field: member.key)) }
            if isSame, !form.isShown(member.key) { losses.add(.readDifferently(field: member.key)) }
            if isSame, form.isShown(member.key) { line.replace(member) }
            return
        }
        if !form.isShown(member.key), form.role(of: member.key, value: member.value, form: .json) != .data {
            losses.add(.readDifferently(field: member.key))
        }
        line.members.append(member)
    }

    package mutating func finish() throws -> LossReport {
        try sink.flush()
        return losses
    }
}

/// The members of a line, with places kept for those that come last.
private struct LineMembers {
    var members: [JSON.Member] = []
    /// Fields that stand inside others.
    private(set) var inner: [JSON.Member] = []
    private var reserved: [JSON.Member] = []
    /// Everything that is no data, for data to be held against; data have each key once.
    private var fixed: [JSON.Member] = []

    func value(_ key: String) -> JSON? { fixed.first { $0.key.isExactly(key) }?.value }

    mutating func add(_ key: String, _ value: JSON, isInner: Bool) {
        fixed.append(JSON.Member(key, value))
        if isInner { inner.append(JSON.Member(key, value)) } else { members.append(JSON.Member(key, value)) }
    }

    mutating func reserve(_ key: String, _ value: JSON, isInner: Bool = false) {
        if self.value(key) != nil { return }
        fixed.append(JSON.Member(key, value))
        if isInner { inner.append(JSON.Member(key, value)) } else { reserved.append(JSON.Member(key, value)) }
    }

    /// Writes what stands there already as the data have it.
    mutating func replace(_ member: JSON.Member) {
        if let index = members.firstIndex(where: { $0.key.isExactly(member.key) }) {
            members[index] = member
        } else if inner.contains(where: { $0.key.isExactly(member.key) }) {
            members.append(member)
        }
    }

    mutating func addReserved() {
        members += reserved
    }
}
