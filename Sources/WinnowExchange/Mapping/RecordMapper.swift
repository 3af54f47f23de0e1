import Foundation
package import WinnowDomain

/// Makes items of records.
///
/// The data are all members but the id, the label, the meta fields and the objects `meta` and `annotation`, which
/// may stand inside others; what the template reads stays in the data in any case. Whether the labels exist is not looked at.
package struct RecordMapper: Sendable {
    /// The longest id, in bytes.
    package static let idByteLimit = 500
    /// The longest text of an item, in bytes of UTF-8, if nothing else is asked for.
    package static let defaultTextByteLimit = 1_000_000

    let form: RecordForm
    private let textByteLimit: Int

    package init(form: RecordForm, textByteLimit: Int = defaultTextByteLimit) {
        self.form = form
        self.textByteLimit = textByteLimit
    }

    /// The item that a record makes, or why it makes none.
    ///
    /// - Complexity: O(record); hashes it only when it has no id.
    package func map(_ record: RawRecord) -> MappedRecord {
        do {
            return .record(try item(of: record))
        } catch {
            return .rejected(RejectedRecord(place: record.place, reason: error.reason))
        }
    }

    /// The items' records that a record of another tool makes, one for each annotation; one that cannot be is alone.
    func map(_ record: PeerRecord) -> [MappedRecord] {
        var form = form
        form.hasJudgements = false
        do {
            let parts = try RecordParts(record.rest, form: form)
            var item = try item(of: parts, at: record.rest.place, id: record.id)
            if record.annotations.isEmpty { return [.record(item)] }
            return record.annotations.map { annotation in
                item.annotation = annotation
                return .record(item)
            }
        } catch {
            return [.rejected(RejectedRecord(place: record.rest.place, reason: error.reason))]
        }
    }

    private func item(of record: RawRecord) throws(Refusal) -> IncomingRecord {
        let parts = try RecordParts(record, form: form)
        var item = try item(of: parts, at: record.place)
        item.annotation = try annotation(label: parts.label, members: parts.annotation, form: record.form)
        return item
    }

    /// - Parameter id: Of an item whose record names none.
    private func item(
        of parts: RecordParts,
        at place: Place,
        id: String? = nil
    ) throws(Refusal) -> IncomingRecord {
        let data = JSON.object(parts.data)
        let text: String
        do { text = try form.template.text(of: data) } catch { throw Refusal(error, data: parts.data) }
        let byteCount = text.utf8.count
        if byteCount > textByteLimit {
            throw Refusal("the text has \(byteCount) bytes, more than the limit of \(textByteLimit); split the record")
        }
        return IncomingRecord(
            place: place,
            externalID: try externalID(parts, else: id),
            data: data,
            meta: parts.meta.isEmpty ? nil : .object(parts.meta),
            text: text
        )
    }

    private func externalID(_ parts: RecordParts, else other: String?) throws(Refusal) -> String {
        let id: String
        switch parts.id {
        case nil, .null: return other ?? RecordMapper.madeID(parts)
        case .string(let text), .number(let text): id = text
        case .some(let value):
            throw Refusal("the id in `\(form.idField)` is \(value.kindName); it must be a string or a number")
        }
        if id.isEmpty { throw Refusal("the id in `\(form.idField)` is empty; give it one or leave the field out") }
        if id.utf8.count > RecordMapper.idByteLimit {
            let sizes = "\(id.utf8.count) bytes, more than \(RecordMapper.idByteLimit)"
            throw Refusal("the id in `\(form.idField)` has \(sizes); shorten it")
        }
        if id.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) }) {
            throw Refusal("the id in `\(form.idField)` contains a control character; remove it")
        }
        return id
    }

    /// The id of a record that has none: the same for records that say the same, whatever the order of their fields. Labels
    /// do not count, so that a file can be imported again when they are there.
    private static func madeID(_ parts: RecordParts) -> String {
        let members = (parts.data + parts.meta.map { JSON.Member("meta." + $0.key, $0.value) })
            .sorted { left, right in
                if left.key != right.key { return left.key < right.key }
                return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
            }
        return "record-" + Digest(of: JSON.object(members).bytes).description.prefix(16)
    }
}

/// The members of a record, sorted by what they are.
struct RecordParts {
    var id: JSON?
    var label: JSON?
    var data: [JSON.Member] = []
    var meta: [JSON.Member] = []
    /// nil: the record says nothing about an annotation.
    var annotation: [JSON.Member]?

    /// - Throws: When a meta field is there twice.
    init(_ record: RawRecord, form: RecordForm) throws(Refusal) {
        data.reserveCapacity(record.members.count)
        var members = record.members
        let inner = record.form == .json ? form.takePaths(from: &members) : []
        let isConsensus = RecordParts.isConsensus(record)
        for member in members {
            if isConsensus, form.role(of: member.key, value: member.value, form: .table) == .consensus { continue }
            try add(member, form: form, in: record.form)
        }
        for member in inner { try addInner(member, form: form) }
    }

    /// Whether the columns of a table say what an export says about a consensus.
    private static func isConsensus(_ record: RawRecord) -> Bool {
        guard record.form == .table else { return false }
        let columns = record.members.filter { $0.key.hasPrefix("consensus.") }
        return RecordForm.isConsensus(columns.map { JSON.Member(String($0.key.dropFirst(10)), $0.value) })
    }

    private mutating func addInner(_ member: JSON.Member, form: RecordForm) throws(Refusal) {
        if member.key.isExactly(form.idField) {
            id = member.value
        } else if member.key.isExactly(form.labelField) {
            label = member.value
        } else {
            try addMeta(member)
        }
    }

    private mutating func add(_ member: JSON.Member, form: RecordForm, in file: RawRecord.Form) throws(Refusal) {
        switch form.role(of: member.key, value: member.value, form: file) {
        case .data: data.append(member)
        case .id:
            id = member.value
            if form.isShown(member.key) { data.append(member) }
        case .label:
            label = member.value
            if form.isShown(member.key) { data.append(member) }
        case .meta:
            if file == .json || member.value != "" { try addMeta(member) }
        case .metaObject:
            guard case .object(let members) = member.value else { return }
            for member in members { try addMeta(member) }
        case .metaColumn(let name):
            if member.value != "" { try addMeta(JSON.Member(name, member.value)) }
        case .annotationObject:
            guard case .object(let members) = member.value else { return }
            annotation = members
        case .annotationColumn(let name):
            if member.value != "" {
                if annotation == nil { annotation = [] }
                annotation?.append(JSON.Member(name, member.value))
            }
        // A table's columns are looked at together.
        case .consensus: if file == .table { data.append(member) }
        }
    }

    private var metaNames: Set<ExactText> = []

    private mutating func addMeta(_ member: JSON.Member) throws(Refusal) {
        if !metaNames.insert(ExactText(member.key)).inserted {
            throw Refusal("the meta field `\(member.key)` is there twice, under meta and beside it; remove one")
        }
        meta.append(member)
    }
}
