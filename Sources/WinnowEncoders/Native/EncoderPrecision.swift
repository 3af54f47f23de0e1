/// In which precision weights and activations are multiplied; sums are always single precision.
package enum EncoderPrecision: String, Sendable, CaseIterable {
    /// 24 significant bits.
    case single = "f32"
    /// 8 significant bits: half the memory, and twice the speed where the processor multiplies pairs of them.
    case brain = "bf16"
}
