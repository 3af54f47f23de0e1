/// Where the rows of an export go, in item order: a format over a file or a connection. The counterpart of `RecordSource`.
package protocol RecordSink: SendableMetatype {
    /// What there is to say when all rows are written.
    associatedtype Report: Sendable

    /// Whether every row has to be shown before the first is written, as for the columns of a table.
    var wantsPreview: Bool { get }
    mutating func preview(_ row: OutgoingRow)
    mutating func write(_ row: OutgoingRow) throws
    /// To be called once, after the last row.
    mutating func finish() throws -> Report
}
