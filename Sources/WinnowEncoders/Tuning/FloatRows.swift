/// Rows of single precision in memory of their own, padded and so far apart as the kernels want it. What lies behind
/// the numbers of a row is 0 at first.
struct FloatRows {
    let width: Int
    let rowCount: Int
    /// Numbers between the beginnings of two rows, a multiple of 16.
    let stride: Int
    let start: UnsafeMutablePointer<Float>
    private let memory: AlignedMemory

    init(zeros rowCount: Int, _ width: Int) {
        self.width = width
        self.rowCount = rowCount
        stride = EncoderKernels.stride(width, elementByteCount: 4)
        memory = AlignedMemory(byteCount: max(1, rowCount) * stride * MemoryLayout<Float>.stride)
        start = memory.start.assumingMemoryBound(to: Float.self)
    }

    func row(_ row: Int) -> UnsafeMutablePointer<Float> { start + row * stride }

    /// A row by vectors of 16; see `vectorCount`.
    func vectors(_ row: Int) -> UnsafeMutablePointer<SIMD16<Float>> {
        UnsafeMutableRawPointer(self.row(row)).assumingMemoryBound(to: SIMD16<Float>.self)
    }

    /// Vectors that hold the numbers of a row.
    var vectorCount: Int { (width + 15) / 16 }

    /// Numbers of these vectors.
    var paddedWidth: Int { 16 * vectorCount }

    /// The first rows, without what lies between them.
    func values(_ rowCount: Int) -> [Float] {
        (0..<rowCount).flatMap { UnsafeBufferPointer(start: row($0), count: width) }
    }
}
