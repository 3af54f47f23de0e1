private import CWinnowKernels

/// Sparse rows of counts with a scale each: n rows, d columns, columns ascending within a row, four bytes an entry.
///
/// With a factor for each count and a weight for each column, `WeightedCounts`, these are rows of real numbers in half the
/// memory. A value type over memory that somebody else keeps alive: arrays on the heap or a mapped file.
///
/// SAFETY: `@unchecked Sendable` because `owner` keeps the memory alive and nothing writes to it after `init`.
package struct CountMatrix: @unchecked Sendable {
    /// A larger count stands for itself no more and is stored as this.
    package static let countLimit = UInt32(1) << UInt32(WINNOW_COUNT_BITS) - 1
    /// One more than the largest d.
    package static let columnLimit = 1 << (32 - Int(WINNOW_COUNT_BITS))

    package let rowCount: Int
    package let columnCount: Int
    /// `rowCount + 1` offsets into `entries`.
    package let rowOffsets: UnsafeBufferPointer<UInt64>
    /// By row.
    package let scales: UnsafeBufferPointer<Float>
    /// See `CountEntry`.
    package let entries: UnsafeBufferPointer<UInt32>
    private let owner: AnyObject

    package init(
        columnCount: Int,
        rowOffsets: UnsafeBufferPointer<UInt64>,
        scales: UnsafeBufferPointer<Float>,
        entries: UnsafeBufferPointer<UInt32>,
        owner: AnyObject
    ) {
        precondition(rowOffsets.count == scales.count + 1, "\(rowOffsets.count) offsets, \(scales.count) scales")
        self.rowCount = scales.count
        self.columnCount = columnCount
        self.rowOffsets = rowOffsets
        self.scales = scales
        self.entries = entries
        self.owner = owner
    }

    /// The stored entries of a row, as a range into `entries`.
    package func range(of row: Int) -> Range<Int> {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return Int(rowOffsets[row])..<Int(rowOffsets[row + 1])
    }
}

/// A column and how often it occurs in a row, in one number.
package struct CountEntry: Hashable, Sendable {
    package let bits: UInt32

    package init(bits: UInt32) {
        self.bits = bits
    }

    /// - Parameters:
    ///   - column: Below `CountMatrix.columnLimit`.
    ///   - count: At least 1; from `CountMatrix.countLimit` on all are that.
    package init(column: UInt32, count: UInt32) {
        bits = column << UInt32(WINNOW_COUNT_BITS) | min(count, CountMatrix.countLimit)
    }

    package var column: UInt32 { bits >> UInt32(WINNOW_COUNT_BITS) }
    package var count: UInt32 { bits & CountMatrix.countLimit }
}
