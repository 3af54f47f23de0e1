/// Collects rows one by one into a `CountMatrix` on the heap.
package struct CountMatrixBuilder {
    package let columnCount: Int
    package private(set) var rowOffsets: [UInt64] = [0]
    package private(set) var scales: [Float] = []
    package private(set) var entries: [UInt32] = []

    package init(columnCount: Int) {
        precondition(columnCount > 0 && columnCount <= CountMatrix.columnLimit, "columnCount \(columnCount)")
        self.columnCount = columnCount
    }

    package var rowCount: Int { scales.count }

    package mutating func reserve(rows: Int) {
        rowOffsets.reserveCapacity(rows + 1)
        scales.reserveCapacity(rows)
    }

    /// Appends one row; its columns ascend and are below `columnCount`.
    package mutating func append(_ row: some Sequence<CountEntry>, scale: Float) {
        for entry in row { entries.append(entry.bits) }
        scales.append(scale)
        rowOffsets.append(UInt64(entries.count))
    }

    package consuming func build() -> CountMatrix {
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
