private import CWinnowKernels

/// Sparse rows of counts with a scale each: n rows, d columns, columns ascending within a row, four bytes an entry.
///
/// With a factor for each count and a weight for each column, `WeightedCounts`, these are rows of real numbers in half the
/// memory. A value type over memory that somebody else keeps alive: arrays on the heap or a mapped file.
///
/// SAFETY: `@unchecked Sendable` because `owner` keeps the memory alive and nothing writes to it after `init`.
public struct CountMatrix: @unchecked Sendable {
    /// A larger count stands for itself no more and is stored as this.
    public static let countLimit = UInt32(1) << UInt32(WINNOW_COUNT_BITS) - 1
    /// One more than the largest d.
    public static let columnLimit = 1 << (32 - Int(WINNOW_COUNT_BITS))

    /// n.
    public let rowCount: Int
    /// d.
    public let columnCount: Int
    /// `rowCount + 1` offsets into `entries`.
    public let rowOffsets: UnsafeBufferPointer<UInt64>
    /// By row.
    public let scales: UnsafeBufferPointer<Float>
    /// See `CountEntry`.
    public let entries: UnsafeBufferPointer<UInt32>
    private let owner: AnyObject

    /// - Parameters:
    ///   - rowOffsets: One more than rows.
    ///   - scales: By row.
    ///   - entries: Columns ascending within a row.
    ///   - owner: What keeps the memory alive.
    public init(
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
    public func range(of row: Int) -> Range<Int> {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return Int(rowOffsets[row])..<Int(rowOffsets[row + 1])
    }
}

/// A column and how often it occurs in a row, in one number.
public struct CountEntry: Hashable, Sendable {
    /// The column, and below it the count in `WINNOW_COUNT_BITS` bits.
    public let bits: UInt32

    /// An entry as it is stored.
    public init(bits: UInt32) {
        self.bits = bits
    }

    /// - Parameters:
    ///   - column: Below `CountMatrix.columnLimit`.
    ///   - count: At least 1; from `CountMatrix.countLimit` on all are that.
    public init(column: UInt32, count: UInt32) {
        bits = column << UInt32(WINNOW_COUNT_BITS) | min(count, CountMatrix.countLimit)
    }

    /// Below `CountMatrix.columnLimit`.
    public var column: UInt32 { bits >> UInt32(WINNOW_COUNT_BITS) }
    /// At most `CountMatrix.countLimit`.
    public var count: UInt32 { bits & CountMatrix.countLimit }
}
