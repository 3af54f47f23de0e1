internal import CWinnowKernels

/// Room for the activations of a chunk of tokens.
///
/// SAFETY: `@unchecked Sendable` because it is handed from one chunk's work to the next under a lock, and one at a time
/// has it.
final class EncoderWorkspace: @unchecked Sendable {
    let tokenCount: Int
    let rowStride: Int
    let projectionStride: Int
    let innerStride: Int
    /// `(tokens, rowStride)`, single precision.
    let rows: UnsafeMutablePointer<Float>
    /// The same as activations; in single precision it is the same memory.
    let copies: UnsafeMutableRawPointer
    /// Queries, keys and values, `(tokens, projectionStride)`.
    let projection: UnsafeMutableRawPointer
    /// Of attention, `(tokens, rowStride)`.
    let context: UnsafeMutableRawPointer
    /// Between the two products of a layer, `(tokens, innerStride)`: in the place of `projection` and `context`, which
    /// are not needed any more then.
    var inner: UnsafeMutableRawPointer { projection }
    let scratch: UnsafeMutableRawPointer
    /// What is multiplied as bytes, `(tokens, byteStride)`, with the scale of each row and its byte of 0; nowhere in
    /// other precisions.
    let bytes: UnsafeMutablePointer<UInt8>
    let byteScales: UnsafeMutablePointer<Float>
    let byteZeros: UnsafeMutablePointer<Int32>
    let byteStride: Int
    private let memory: AlignedMemory

    init(_ configuration: EncoderConfiguration, _ kernels: EncoderKernels, tokenCount: Int) {
        self.tokenCount = tokenCount
        let table = kernels.table.pointee
        let bytes = table.activation_bytes
        let isBytes = kernels.precision == .byte
        byteStride = EncoderKernels.stride(max(configuration.width, configuration.innerWidth), elementByteCount: 1)
        rowStride = EncoderKernels.stride(configuration.width, elementByteCount: bytes)
        projectionStride = EncoderKernels.stride(3 * configuration.width, elementByteCount: bytes)
        innerStride = EncoderKernels.stride(configuration.innerWidth, elementByteCount: bytes)
        var plan = MemoryPlan()
        let rows = plan.takeFloats(tokenCount * rowStride)
        let copies = kernels.sharesRows ? rows : plan.take(tokenCount * rowStride * bytes)
        let attention = tokenCount * (projectionStride + rowStride) * bytes
        let projection = plan.take(max(attention, tokenCount * innerStride * bytes))
        let scratch = plan.take(table.attention_bytes(tokenCount, configuration.headWidth))
        let quantized = plan.take(isBytes ? tokenCount * byteStride : 0)
        let scales = plan.takeFloats(isBytes ? tokenCount : 0)
        let zeros = plan.takeFloats(isBytes ? tokenCount : 0)
        memory = AlignedMemory(byteCount: plan.byteCount)
        self.bytes = (memory.start + quantized).assumingMemoryBound(to: UInt8.self)
        byteScales = (memory.start + scales).assumingMemoryBound(to: Float.self)
        byteZeros = (memory.start + zeros).assumingMemoryBound(to: Int32.self)
        self.rows = (memory.start + rows).assumingMemoryBound(to: Float.self)
        self.copies = memory.start + copies
        self.projection = memory.start + projection
        context = memory.start + projection + tokenCount * projectionStride * bytes
        self.scratch = memory.start + scratch
    }
}
