internal import CWinnowKernels

/// The encoder kernels of one kind of processor in one precision. `best` is what this one can do; the others are there
/// for tests to compare.
///
/// SAFETY: `@unchecked Sendable` because the table is a constant of the program.
package struct EncoderKernels: @unchecked Sendable {
    let table: UnsafePointer<winnow_encoder_kernels>
    /// From 0, the plainest.
    package let level: Int
    package let precision: EncoderPrecision

    /// What this processor can run, the plainest first.
    package static func all(_ precision: EncoderPrecision) -> [EncoderKernels] {
        (0..<Int(WINNOW_ENCODER_LEVELS)).compactMap { level in
            winnow_encoder_kernels_at(Int32(level), precision.isSingle ? 0 : 1).map {
                EncoderKernels(table: $0, level: level, precision: precision)
            }
        }
    }

    /// The last of `all`.
    package static func best(_ precision: EncoderPrecision) -> EncoderKernels {
        let all = all(precision)
        return all[all.count - 1]
    }

    /// As part of what a vector's bits depend on.
    package var name: String {
        let names = ["plain", "avx2", "avx512", "avx512bf16"]
        return "\(names[level])-\(precision.rawValue)"
    }

    /// Whether activations are the single precision rows themselves.
    var sharesRows: Bool { precision.isSingle }

    /// Numbers between two rows of `width`: padded, and an odd number of cache lines, so that rows one below the other
    /// do not fall into the same sets of the first cache.
    static func stride(_ width: Int, elementByteCount: Int) -> Int {
        let pad = Int(WINNOW_ENCODER_PAD)
        let padded = (width + pad - 1) / pad * pad
        let line = 64 / elementByteCount
        return padded / line % 2 == 0 ? padded + line : padded
    }
}
