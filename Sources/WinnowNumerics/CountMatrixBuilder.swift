/// Collects rows one by one into a `CountMatrix` on the heap.
public struct CountMatrixBuilder {
    /// d.
    public let columnCount: Int
    /// One more than rows so far.
    public private(set) var rowOffsets: [UInt64] = [0]
    /// By row.
    public private(set) var scales: [Float] = []
    /// See `CountEntry`.
    public private(set) var entries: [UInt32] = []

    /// - Parameter columnCount: 1…`CountMatrix.columnLimit`.
    public init(columnCount: Int) {
        precondition(columnCount > 0 && columnCount <= CountMatrix.columnLimit, "columnCount \(columnCount)")
        self.columnCount = columnCount
    }

    /// Rows so far.
    public var rowCount: Int { scales.count }

    /// Makes room for so many rows, but not for their entries.
    public mutating func reserve(rows: Int) {
        rowOffsets.reserveCapacity(rows + 1)
        scales.reserveCapacity(rows)
    }

    /// Appends one row; its columns ascend and are below `columnCount`.
    public mutating func append(_ row: some Sequence<CountEntry>, scale: Float) {
        for entry in row { entries.append(entry.bits) }
        scales.append(scale)
        rowOffsets.append(UInt64(entries.count))
    }

    /// Appends one row that somebody writes behind the others.
    ///
    /// - Parameter write: Appends the bits of entries, see `CountEntry`, whose columns ascend and are below `columnCount`; returns
    ///   the row's scale.
    public mutating func append(_ write: (inout [UInt32]) -> Float) {
        scales.append(write(&entries))
        rowOffsets.append(UInt64(entries.count))
    }

    /// Appends the rows of another of as many columns.
    public mutating func append(_ other: CountMatrixBuilder) {
        precondition(columnCount == other.columnCount, "\(columnCount) and \(other.columnCount) columns")
        let first = UInt64(entries.count)
        rowOffsets += other.rowOffsets.dropFirst().lazy.map { first + $0 }
        scales += other.scales
        entries += other.entries
    }

    /// The matrix, copied to addresses that do not move.
    public consuming func build() -> CountMatrix {
        let arrays = CountArrays(rowOffsets: rowOffsets, scales: scales, entries: entries)
        return CountMatrix(
            columnCount: columnCount,
            rowOffsets: UnsafeBufferPointer(arrays.rowOffsets),
            scales: UnsafeBufferPointer(arrays.scales),
            entries: UnsafeBufferPointer(arrays.entries),
            owner: arrays
        )
    }
}

/// Heap memory of a built matrix, at addresses that do not move.
///
/// SAFETY: written in `init` only, freed in `deinit` only.
private final class CountArrays: @unchecked Sendable {
    let rowOffsets: UnsafeMutableBufferPointer<UInt64>
    let scales: UnsafeMutableBufferPointer<Float>
    let entries: UnsafeMutableBufferPointer<UInt32>

    init(rowOffsets: [UInt64], scales: [Float], entries: [UInt32]) {
        self.rowOffsets = .copy(of: rowOffsets)
        self.scales = .copy(of: scales)
        self.entries = .copy(of: entries)
    }

    deinit {
        rowOffsets.deallocate()
        scales.deallocate()
        entries.deallocate()
    }
}
