package import WinnowDomain

/// Writes an export in one of the formats; looks first at all rows where the format has to know its columns.
package struct ExportWriter: RecordSink {
    private let format: ExportFormat
    private let form: RecordForm
    private let definition: QueueDefinition
    private let sink: ByteSink
    private var columns = TableColumns()
    /// nil until the first row.
    private var writer: (any RecordWriter)?

    package init(format: ExportFormat, definition: QueueDefinition, sink: ByteSink) {
        self.format = format
        self.definition = definition
        form = RecordForm(item: definition.item, task: definition.task)
        self.sink = sink
    }

    package var wantsPreview: Bool { format == .csv || format == .tsv }

    package mutating func preview(_ row: OutgoingRow) {
        columns.include(row)
    }

    package mutating func write(_ row: OutgoingRow) throws {
        begin()
        try writer?.write(row)
    }

    package mutating func finish() throws -> LossReport {
        begin()
        return try writer?.finish() ?? LossReport()
    }

    private mutating func begin() {
        guard writer == nil else { return }
        switch format {
        case .jsonLines: writer = JSONLinesWriter(form: form, sink: sink)
        case .csv: writer = TableWriter(form: form, columns: columns, delimiter: .comma, sink: sink)
        case .tsv: writer = TableWriter(form: form, columns: columns, delimiter: .tab, sink: sink)
        case .peer(let peer): writer = PeerWriter(peer, form: form, definition: definition, sink: sink)
        }
    }
}
