package import WinnowDomain

/// Writes an export, row by row, so that an import with the same queue definition reads it unchanged.
package protocol RecordWriter {
    /// - Throws: What the sink throws.
    mutating func write(_ row: OutgoingRow) throws

    /// Hands the rest on to the sink; to be called once, after the last row.
    ///
    /// - Returns: What the format could not say.
    mutating func finish() throws -> LossReport
}
