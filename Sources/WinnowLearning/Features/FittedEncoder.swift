public import WinnowNumerics

/// An encoder and what becomes of its columns in a pool.
public struct FittedEncoder: Sendable {
    /// What turns texts into rows.
    public let encoder: any TextEncoder
    /// What becomes of its columns.
    public let columns: FittedColumns

    /// - Parameter columns: Of as many encoder's columns as it has.
    public init(_ encoder: any TextEncoder, columns: FittedColumns) {
        precondition(encoder.columnCount == columns.configuration.encoderCount, "an encoder of other columns")
        self.encoder = encoder
        self.columns = columns
    }

    /// The kept columns of texts, `(n, d)`, in half precision.
    ///
    /// - Throws: `LearningError.encoder`.
    public func rows(of texts: [String]) throws(LearningError) -> DenseRows {
        columns.rows(of: try encoder.rows(of: texts))
    }
}
