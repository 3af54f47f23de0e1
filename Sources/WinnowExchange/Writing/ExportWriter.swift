package import WinnowDomain

/// Writes an export in one of the formats; looks first at all rows where the format has to know its columns.
package struct ExportWriter: RecordSink {
    private let format: ExportFormat
    private let form: RecordForm
    private let sink: ByteSink
    private var columns = TableColumns()
    /// nil until the first row.
    private var writer: (any RecordWriter)?

    package init(format: ExportFormat, form: RecordForm, sink: ByteSink) {
        self.format = format
        self.form = form
        self.sink = sink
    }

    package var wantsPreview: Bool { format != .jsonLines }

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
        }
    }
}
