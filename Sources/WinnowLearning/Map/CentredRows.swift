internal import WinnowNumerics

/// The dense columns of a pool as distances want them: n rows, d columns, in single precision, in an order of choice,
/// with their mean taken away and scaled by a power of two.
///
/// Distances come from `|x|² − 2 x·y + |y|²`, which loses the digits that a far mean takes and overflows where the
/// squares do.
struct CentredRows: Sendable {
    /// `(n, d)`, row-major.
    let rows: DenseRows
    /// The square of each row's length.
    let squaredLengths: [Float]
    private let frame: RowFrame

    /// n.
    var rowCount: Int { rows.rowCount }
    /// d.
    var columnCount: Int { rows.columnCount }

    /// In the pool, from its square here.
    func distance(_ square: Float) -> Float { min(square.squareRoot() / frame.factor, .greatestFiniteMagnitude) }

    /// - Parameters:
    ///   - pool: With dense columns.
    ///   - order: Rows of the pool, as often as they are wanted.
    ///   - frame: Of the pool.
    /// - Complexity: O(n·d), with n·d single-precision numbers of memory.
    init(_ pool: PoolFeatures, order: [Int], frame: RowFrame) {
        let (n, d) = (order.count, pool.denseColumnCount)
        let memory = RowMemory(count: n * d)
        var lengths = [Float](repeating: 0, count: n)
        lengths.withUnsafeMutableBufferPointer { lengths in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let lengths = lengths
            ParallelFor.chunks(of: n, size: 1024) { _, places in
                for place in places {
                    let row = memory.values(place * d..<(place + 1) * d)
                    pool.copyDense(row: order[place], to: row)
                    lengths[place] = frame.move(row)
                }
            }
        }
        squaredLengths = lengths
        rows = DenseRows(rowCount: n, columnCount: d, elements: .single(memory.start), owner: memory)
        self.frame = frame
    }

    /// The numbers of all rows.
    func withValues<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
        guard case .single(let start) = rows.elements else { preconditionFailure("rows in half precision") }
        return withExtendedLifetime(rows) { body(start) }
    }

    /// Some of the rows, padded.
    func selecting(_ wanted: [Int]) -> WideMatrix { WideMatrix(rows.gather(wanted)) }
}

/// Memory that rows are written to once.
///
/// SAFETY: `@unchecked Sendable` because `CentredRows.init` alone writes, each chunk its own rows, before anybody
/// reads.
private final class RowMemory: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Float>

    init(count: Int) {
        buffer = .allocate(capacity: max(count, 1))
        buffer.initialize(repeating: 0)
    }

    deinit { buffer.deallocate() }

    var start: UnsafePointer<Float> {
        guard let start = buffer.baseAddress else { preconditionFailure("no memory") }
        return UnsafePointer(start)
    }

    func values(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(rebasing: buffer[range])
    }
}

extension PoolFeatures {
    /// Writes the dense columns of one row.
    func copyDense(row: Int, to out: UnsafeMutableBufferPointer<Float>) {
        let (block, inside) = position(of: row)
        var start = 0
        for part in dense {
            let target = UnsafeMutableBufferPointer(rebasing: out[start..<start + part.columnCount])
            part.blocks[block].copy(inside..<inside + 1, to: target)
            start += part.columnCount
        }
    }
}
