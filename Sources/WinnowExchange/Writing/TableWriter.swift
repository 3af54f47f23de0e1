package import WinnowDomain

/// Writes CSV or TSV after RFC 4180, with LF at line ends.
///
/// A value that is no string is written as JSON text and counted in the loss report. Values that a spreadsheet takes for
/// a formula (`=`, `+`, `-`, `@` at the start) are written as they are: an export never changes the data. Whoever opens
/// it in a spreadsheet imports the columns as text.
package struct TableWriter: RecordWriter {
    private enum Column {
        case id
        case data(String)
        case label
        case meta(String)
        case annotation(String)
        case consensus(String)
    }

    private let form: RecordForm
    private let delimiter: Delimiter
    private let columns: [Column]
    private let names: [String]
    private let nameSet: Set<ExactText>
    /// Members of a row's data and meta that have a column.
    private let dataNames: Set<ExactText>
    private let metaNames: Set<ExactText>
    private let judged: Set<String>
    private var sink: ByteSink
    private var losses = LossReport()
    private var hasHeader = false

    package init(form: RecordForm, columns: TableColumns, delimiter: Delimiter = .comma, sink: ByteSink) {
        self.form = form
        self.delimiter = delimiter
        self.sink = sink
        var found: [Column] = []
        var names: [String] = []
        var nameSet: Set<ExactText> = []
        for column in TableWriter.all(columns) {
            let name = TableWriter.name(of: column, form: form)
            if !nameSet.insert(ExactText(name)).inserted { continue }
            found.append(column)
            names.append(name)
        }
        self.columns = found
        self.names = names
        self.nameSet = nameSet
        dataNames = Set(found.compactMap { if case .data(let name) = $0 { ExactText(name) } else { nil } })
        metaNames = Set(found.compactMap { if case .meta(let name) = $0 { ExactText(name) } else { nil } })
        judged = Set(["annotation", "consensus"].filter { key in names.contains { $0.hasPrefix(key + ".") } })
    }

    private static func all(_ columns: TableColumns) -> [Column] {
        var all: [Column] = [.id]
        let judged = columns.judgements != .none
        if judged { all.append(.label) }
        all.insert(contentsOf: columns.dataFields.map { .data($0) }, at: 1)
        all += columns.metaFields.map { .meta($0) }
        switch columns.judgements {
        case .none: break
        case .annotations:
            all += ["annotator", "answer", "not", "note", "at", "seconds"].map { .annotation($0) }
        case .consensus: all += ["agreement", "annotators"].map { .consensus($0) }
        }
        return all
    }

    private static func name(of column: Column, form: RecordForm) -> String {
        switch column {
        case .id: form.idField
        case .data(let name): name
        case .label: form.labelField
        case .meta(let name): form.isMeta(name) && !form.isShown(name) ? name : "meta." + name
        case .annotation(let name): "annotation." + name
        case .consensus(let name): "consensus." + name
        }
    }

    package mutating func write(_ row: OutgoingRow) throws {
        writeHeader()
        let parts = RowParts(row.judgement, task: form.task)
        for loss in parts.losses { losses.add(loss) }
        countWithoutColumn(row, parts)
        let (data, meta) = (MemberIndex(row.data), MemberIndex(row.meta))
        for (index, column) in columns.enumerated() {
            if index > 0 { sink.buffer.append(delimiter.rawValue) }
            append(cell(column, name: names[index], row, data, meta, parts))
        }
        sink.buffer.append(UInt8(ascii: "\n"))
        try sink.flushIfFull()
    }

    package mutating func finish() throws -> LossReport {
        writeHeader()
        try sink.flush()
        return losses
    }

    private mutating func writeHeader() {
        if hasHeader { return }
        hasHeader = true
        for (index, name) in names.enumerated() {
            if index > 0 { sink.buffer.append(delimiter.rawValue) }
            append(name)
        }
        sink.buffer.append(UInt8(ascii: "\n"))
    }

    private mutating func cell(
        _ column: Column,
        name: String,
        _ row: OutgoingRow,
        _ data: MemberIndex,
        _ meta: MemberIndex,
        _ parts: RowParts
    ) -> String {
        switch column {
        case .id: return row.externalID
        case .data(let field):
            if field.isExactly(form.labelField), let label = parts.label { return labelCell(label) }
            guard let value = data[field] else {
                losses.add(.missingBecomesEmpty(field: field))
                return ""
            }
            return text(of: value, name)
        case .label: return parts.label.map(labelCell) ?? ""
        case .meta(let field):
            guard let value = meta[field] else { return "" }
            let text = text(of: value, name)
            if text.isEmpty { losses.add(.emptyBecomesMissing(field: name)) }
            return text
        case .annotation(let field):
            guard let value = parts.annotation?.first(where: { $0.key == field })?.value else { return "" }
            if value == "" { losses.add(.emptyBecomesMissing(field: name)) }
            return value.scalarText ?? value.text
        case .consensus(let field):
            return parts.consensus?.first { $0.key == field }?.value.text ?? ""
        }
    }

    /// A list as JSON text, and so is a single name that looks like the start of one.
    private func labelCell(_ label: JSON) -> String {
        guard case .string(let name) = label else { return label.text }
        return name.hasPrefix("[") ? JSON.array([label]).text : name
    }

    private mutating func text(of value: JSON, _ name: String) -> String {
        if case .string(let text) = value { return text }
        losses.add(.writtenAsText(field: name))
        return value.text
    }

    private mutating func countWithoutColumn(_ row: OutgoingRow, _ parts: RowParts) {
        for member in row.data.members {
            let (key, value) = (member.key, member.value)
            if key.isExactly(form.idField) {
                if value.scalarText != row.externalID { losses.add(.leftOut(field: key)) }
            } else if !dataNames.contains(ExactText(key)) {
                losses.add(nameSet.contains(ExactText(key)) ? .leftOut(field: key) : .noColumn(field: key))
            } else if key.isExactly(form.labelField), let label = parts.label, value != label {
                losses.add(.leftOut(field: key))
            } else if key.isEmpty || !form.isShown(key) && form.role(of: key, value: value, form: .table) != .data {
                losses.add(.readDifferently(field: key))
            }
        }
        for member in row.meta?.members ?? [] where !metaNames.contains(ExactText(member.key)) {
            losses.add(.noColumn(field: "meta." + member.key))
        }
        for (key, part) in [("annotation", parts.annotation), ("consensus", parts.consensus)] where part != nil {
            if !judged.contains(key) { losses.add(.noColumn(field: key)) }
        }
    }

    /// Quotes whatever could be taken for a delimiter, also for another one: the reader sees it from the header.
    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let needsQuotes =
                bytes.first == 0x20 || bytes.last == 0x20
                || bytes.contains { Delimiter(rawValue: $0) != nil || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }
            guard needsQuotes else { return sink.buffer.append(contentsOf: bytes) }
            sink.buffer.append(UInt8(ascii: "\""))
            for byte in bytes {
                if byte == UInt8(ascii: "\"") { sink.buffer.append(byte) }
                sink.buffer.append(byte)
            }
            sink.buffer.append(UInt8(ascii: "\""))
        }
    }
}
