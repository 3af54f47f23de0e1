internal import Foundation
internal import WinnowNumerics

/// Rows in half precision of which most may be 0: pages that nobody writes take no memory.
///
/// SAFETY: `@unchecked Sendable` because it is written by whoever made it, before `rows` is handed on, and freed in `deinit`.
final class SparseRows: @unchecked Sendable {
    private let start: UnsafeMutablePointer<UInt16>
    private let rowCount: Int
    private let columnCount: Int

    /// - Throws: `POSIXError` when there is no memory.
    init(rowCount: Int, columnCount: Int) throws {
        guard let memory = calloc(max(rowCount * columnCount, 1), 2) else { throw POSIXError(.ENOMEM) }
        start = memory.assumingMemoryBound(to: UInt16.self)
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    deinit {
        free(start)
    }

    /// The place of a row, to be written.
    subscript(row: Int) -> UnsafeMutableBufferPointer<UInt16> {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return UnsafeMutableBufferPointer(start: start + row * columnCount, count: columnCount)
    }

    /// The rows as they are now.
    var rows: DenseRows {
        DenseRows(rowCount: rowCount, columnCount: columnCount, elements: .half(UnsafePointer(start)), owner: self)
    }
}
