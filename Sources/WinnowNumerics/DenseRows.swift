private import CWinnowKernels

/// Rows of real numbers that somebody else keeps: n rows, d columns, row-major, in single or half precision.
///
/// A value type over memory on the heap or a mapped file.
///
/// SAFETY: `@unchecked Sendable` because `owner` keeps the memory alive and nothing writes to it after `init`.
public struct DenseRows: @unchecked Sendable {
    /// Where the numbers are, and in which precision.
    public enum Elements {
        case single(UnsafePointer<Float>)
        /// Bits of half precision, see `HalfPrecision`.
        case half(UnsafePointer<UInt16>)
    }

    /// n.
    public let rowCount: Int
    /// d, above 0.
    public let columnCount: Int
    /// Row-major `(n, d)`.
    public let elements: Elements
    private let owner: AnyObject

    /// - Parameters:
    ///   - elements: `rowCount · columnCount` numbers.
    ///   - owner: What keeps them alive.
    public init(rowCount: Int, columnCount: Int, elements: Elements, owner: AnyObject) {
        precondition(rowCount >= 0 && columnCount > 0, "\(rowCount) × \(columnCount)")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.elements = elements
        self.owner = owner
    }

    /// A matrix, copied to the heap in single precision.
    public init(_ matrix: DenseMatrix) {
        let memory = HeapArray(matrix.values)
        self.init(
            rowCount: matrix.rowCount,
            columnCount: matrix.columnCount,
            elements: .single(UnsafePointer(memory.start)),
            owner: memory
        )
    }

    /// - Parameter halves: `rowCount · columnCount` bit patterns.
    public init(rowCount: Int, columnCount: Int, halves: [UInt16]) {
        precondition(halves.count == rowCount * columnCount, "\(halves.count) for \(rowCount) × \(columnCount)")
        let memory = HeapArray(halves)
        self.init(
            rowCount: rowCount,
            columnCount: columnCount,
            elements: .half(UnsafePointer(memory.start)),
            owner: memory
        )
    }

    /// The same numbers in half the memory, with 11 significant bits.
    public func halved() -> DenseRows {
        let values = (0..<rowCount).flatMap { row($0) }
        return DenseRows(rowCount: rowCount, columnCount: columnCount, halves: HalfPrecision.narrow(values))
    }

    /// A row in single precision.
    public func row(_ row: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: columnCount) { buffer, count in
            copy(row..<row + 1, to: buffer)
            count = columnCount
        }
    }

    /// Writes some rows in single precision, `(rows.count, d)`.
    public func copy(_ rows: Range<Int>, to out: UnsafeMutableBufferPointer<Float>) {
        check(rows)
        precondition(out.count >= rows.count * columnCount, "room for \(out.count)")
        guard let target = out.baseAddress else { return }
        switch elements {
        case .single(let start):
            target.update(from: start + rows.lowerBound * columnCount, count: rows.count * columnCount)
        case .half(let start):
            DenseKernels.best.table.pointee.widen(
                rows.count * columnCount,
                start + rows.lowerBound * columnCount,
                target
            )
        }
    }

    /// Some rows, copied to the heap in single precision.
    public func gather(_ rows: some Collection<Int>) -> DenseMatrix {
        let values = [Float](unsafeUninitializedCapacity: rows.count * columnCount) { buffer, count in
            for (place, row) in rows.enumerated() {
                copy(
                    row..<row + 1,
                    to: UnsafeMutableBufferPointer(rebasing: buffer[place * columnCount..<(place + 1) * columnCount])
                )
            }
            count = rows.count * columnCount
        }
        return DenseMatrix(rowCount: rows.count, columnCount: columnCount, values: values)
    }

    func check(_ rows: Range<Int>) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    }
}

/// Memory of its own at an address that does not move.
///
/// SAFETY: written in `init` only, freed in `deinit` only.
final class HeapArray<Element: BitwiseCopyable>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>

    init(_ values: [Element]) {
        start = .allocate(capacity: max(values.count, 1))
        values.withUnsafeBufferPointer { source in
            if let address = source.baseAddress { start.initialize(from: address, count: source.count) }
        }
    }

    deinit {
        start.deallocate()
    }
}
