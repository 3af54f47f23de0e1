internal import CWinnowKernels

/// The dense kernels of one kind of processor. `best` is what this one can do; the others are there for tests to compare.
///
/// Every level sums in the same order. Where the processor multiplies and adds with one rounding they give the same bits.
///
/// SAFETY: `@unchecked Sendable` because the table is a constant of the program.
public struct DenseKernels: @unchecked Sendable {
    let table: UnsafePointer<winnow_dense_kernels>
    /// From 0, the plainest.
    public let level: Int
    /// Whether a product is added without being rounded first.
    public let isFused: Bool

    /// What this processor can run, the plainest first.
    public static let all: [DenseKernels] = (0..<Int(WINNOW_DENSE_LEVELS)).compactMap { level in
        winnow_dense_kernels_at(Int32(level)).map {
            DenseKernels(table: $0, level: level, isFused: $0.pointee.is_fused != 0)
        }
    }

    /// The last of `all`.
    public static let best = all[all.count - 1]

    /// Numbers of a vector: strides of tables are multiples of it, half of it in double precision.
    public static let width = 16

    /// The next multiple of the width.
    public static func padded(_ count: Int, to width: Int = width) -> Int {
        (count + width - 1) / width * width
    }
}

extension DenseKernels {
    /// `e^x` of each number, in place, to 2 units in the last place.
    public func exp(_ values: UnsafeMutableBufferPointer<Float>) {
        table.pointee.exp_f32(values.count, values.baseAddress)
    }

    /// Replaces rows of logits by `softmax(factor · z)`.
    ///
    /// - Parameter values: Row-major `(n, outputCount)`.
    public func softmax(_ values: UnsafeMutableBufferPointer<Float>, outputCount: Int, factor: Float = 1) {
        precondition(outputCount > 0 && values.count % outputCount == 0, "\(values.count) values by \(outputCount)")
        table.pointee.softmax_f32(values.count / outputCount, outputCount, values.baseAddress, factor)
    }

    /// Replaces rows of logits by `weight · softmax(z)`.
    ///
    /// - Parameters:
    ///   - values: Row-major `(n, stride)`; what lies behind the outputs of a row becomes 0.
    ///   - weights: By row.
    ///   - highest: By row, its highest logit.
    ///   - sums: By row, `Σ e^(z − highest)`.
    public func weightedSoftmax(
        _ values: UnsafeMutableBufferPointer<Float>,
        outputCount: Int,
        stride: Int,
        weights: UnsafeBufferPointer<Float>,
        highest: UnsafeMutableBufferPointer<Float>,
        sums: UnsafeMutableBufferPointer<Float>
    ) {
        let rowCount = weights.count
        precondition(outputCount > 0 && stride >= outputCount, "\(outputCount) outputs by \(stride)")
        precondition(values.count == rowCount * stride, "\(values.count) values of \(rowCount) rows")
        precondition(highest.count == rowCount && sums.count == rowCount, "\(highest.count) and \(sums.count) rows")
        table.pointee.weighted_softmax_f32(
            rowCount,
            outputCount,
            stride,
            weights.baseAddress,
            values.baseAddress,
            highest.baseAddress,
            sums.baseAddress
        )
    }

    /// Shannon's entropy of rows of probabilities, in nats.
    ///
    /// - Parameters:
    ///   - values: Row-major `(n, outputCount)`; a row with what is no number has no number.
    ///   - out: By row.
    public func entropies(
        _ values: UnsafeBufferPointer<Float>,
        outputCount: Int,
        into out: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(outputCount > 0 && values.count == outputCount * out.count, "\(values.count) values")
        table.pointee.entropy_f32(out.count, outputCount, values.baseAddress, out.baseAddress)
    }
}

/// Half precision (IEEE 754 binary16), as bits: Swift's `Float16` is not there on every platform.
public enum HalfPrecision {
    /// To the nearest, ties to even; what is too large becomes infinite.
    public static func narrow(_ values: some Collection<Float>) -> [UInt16] {
        let source = Array(values)
        return [UInt16](unsafeUninitializedCapacity: source.count) { buffer, count in
            winnow_narrow(source.count, source, buffer.baseAddress)
            count = source.count
        }
    }

    /// To single precision, exactly.
    public static func widen(_ bits: [UInt16], kernels: DenseKernels = .best) -> [Float] {
        [Float](unsafeUninitializedCapacity: bits.count) { buffer, count in
            kernels.table.pointee.widen(bits.count, bits, buffer.baseAddress)
            count = bits.count
        }
    }
}
