internal import CWinnowKernels

extension EncoderPrecision {
    /// What this processor is fastest with: 8 bits where it multiplies pairs of such numbers, which changes no decision that
    /// we could measure; else single precision.
    package static let best: EncoderPrecision = EncoderKernels.best(.brain).multipliesPairs ? .brain : .single
}

extension EncoderKernels {
    /// Whether the processor has instructions for the precision: the kernels of the last level.
    fileprivate var multipliesPairs: Bool { level == Int(WINNOW_ENCODER_LEVELS) - 1 }
}
