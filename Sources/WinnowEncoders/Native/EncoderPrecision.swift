/// In which precision weights and activations are multiplied; sums are single precision, of bytes integers.
package enum EncoderPrecision: String, Sendable, CaseIterable {
    /// 24 significant bits.
    case single = "f32"
    /// 8 significant bits: half the memory, and twice the speed where the processor multiplies pairs of them.
    case brain = "bf16"
    /// Products by 8 bits, scaled by row and by output, the rest as `brain`. A quarter of the memory, and faster where
    /// the processor multiplies quads of bytes (level 3, much slower elsewhere); but vectors turn by up to some
    /// degrees, so nearest neighbours change: for those who measured that it does not matter to them.
    case byte = "int8"

    /// Precision of what is not a product by weights.
    var isSingle: Bool { self == .single }
}
