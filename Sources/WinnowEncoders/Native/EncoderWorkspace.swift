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
    /// Between the two products of a layer, `(tokens, innerStride)`: in the place of `projection` and `context`, which are
    /// not needed any more then.
    var inner: UnsafeMutableRawPointer { projection }
    let scratch: UnsafeMutableRawPointer
    private let memory: AlignedMemory

    init(_ configuration: EncoderConfiguration, _ kernels: EncoderKernels, tokenCount: Int) {
        self.tokenCount = tokenCount
        let table = kernels.table.pointee
        let bytes = table.activation_bytes
        rowStride = EncoderKernels.stride(configuration.width, elementByteCount: bytes)
        projectionStride = EncoderKernels.stride(3 * configuration.width, elementByteCount: bytes)
        innerStride = EncoderKernels.stride(configuration.innerWidth, elementByteCount: bytes)
        var plan = MemoryPlan()
        let rows = plan.takeFloats(tokenCount * rowStride)
        let copies = kernels.sharesRows ? rows : plan.take(tokenCount * rowStride * bytes)
        let attention = tokenCount * (projectionStride + rowStride) * bytes
        let projection = plan.take(max(attention, tokenCount * innerStride * bytes))
        let scratch = plan.take(table.attention_bytes(tokenCount, configuration.headWidth))
        memory = AlignedMemory(byteCount: plan.byteCount)
        self.rows = (memory.start + rows).assumingMemoryBound(to: Float.self)
        self.copies = memory.start + copies
        self.projection = memory.start + projection
        context = memory.start + projection + tokenCount * projectionStride * bytes
        self.scratch = memory.start + scratch
    }
}
