public import WinnowNumerics

/// `EncodedColumns` with what the pool is like.
public struct FittedColumns: Sendable, Equatable {
    /// What was fitted.
    public let configuration: EncodedColumns
    /// The pool's axes, `(encoderCount, columnCount)`; nil where columns stay as they are.
    public let basis: WideMatrix?
    /// By kept column; empty where nobody asks.
    public let variances: [Float]

    /// - Parameters: A basis if and only if columns are turned, variances if and only if something is fitted.
    public init(configuration: EncodedColumns, basis: WideMatrix?, variances: [Float]) {
        precondition(configuration.isTurned == (basis != nil), "a basis that is not asked for, or none")
        precondition(variances.count == (configuration.isFitted ? configuration.columnCount : 0), "other variances")
        self.configuration = configuration
        self.basis = basis
        self.variances = variances
    }

    /// The same columns, learned from in another way.
    ///
    /// - Parameters: Tempering only where columns are turned.
    public func learned(scale: Float, tempering: Tempering) -> FittedColumns {
        var columns = configuration
        columns.scale = scale
        if columns.isTurned { columns.tempering = tempering }
        return FittedColumns(configuration: columns, basis: basis, variances: variances)
    }

    /// Kept columns.
    public var columnCount: Int { configuration.columnCount }

    /// The kept columns of an encoder's rows, `(n, columnCount)`, in half precision.
    ///
    /// A row is the same whatever it is made beside.
    public func rows(of encoded: DenseMatrix) -> DenseRows {
        guard let basis else {
            return DenseRows(
                rowCount: encoded.rowCount,
                columnCount: columnCount,
                halves: HalfPrecision.narrow(encoded.values)
            )
        }
        let table = DenseTable(columnCount: basis.rowCount, outputCount: columnCount) { basis[$0, $1] }
        let source = DenseRows(encoded)
        // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
        let values = [Float](unsafeUninitializedCapacity: encoded.rowCount * columnCount) { buffer, count in
            nonisolated(unsafe) let out = buffer
            ParallelFor.chunks(of: encoded.rowCount, size: 256) { _, rows in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * table.outStride) { products in
                    source.times(rows: rows, table, into: products)
                    for (place, row) in rows.enumerated() {
                        for column in 0..<columnCount {
                            out[row * columnCount + column] = products[place * table.outStride + column]
                        }
                    }
                }
            }
            count = encoded.rowCount * columnCount
        }
        return DenseRows(
            rowCount: encoded.rowCount,
            columnCount: columnCount,
            halves: HalfPrecision.narrow(values)
        )
    }

    /// What columns are multiplied by when n labels are learned from.
    public func scales(labelCount: Int) -> [Float] {
        let variances = variances.map(Double.init)
        let scales =
            if configuration.isStandardized {
                // Whatever n is: a power of -1/2 makes variances alike.
                Tempering(power: -0.5).scales(variances: variances, labelCount: 0)
            } else if configuration.tempering.power != 0 {
                configuration.tempering.scales(variances: variances, labelCount: labelCount)
            } else {
                [Float](repeating: 1, count: columnCount)
            }
        return scales.map { configuration.scale * $0 }
    }
}
