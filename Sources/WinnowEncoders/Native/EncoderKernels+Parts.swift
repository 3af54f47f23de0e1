internal import CWinnowKernels

// Parts of a network on rows of their own, for tests to compare with naive twins: what the network itself does is in
// `EncoderPass`, on memory that is already there.
extension EncoderKernels {
    /// Attention of one sequence.
    ///
    /// - Parameters:
    ///   - projection: Queries, keys and values, `(n, 3h)`; powers of 2 are taken of the scores.
    ///   - relative: By head, what is added for the distances from `1 - n` to `n - 1`.
    package func attention(_ projection: [[Float]], headCount: Int, relative: [[Float]]? = nil) -> [[Float]] {
        let length = projection.count
        let width = projection[0].count / 3
        let source = activations(projection, width: 3 * width)
        let outStride = Self.stride(width, elementByteCount: table.pointee.activation_bytes)
        let out = AlignedMemory(byteCount: length * outStride * table.pointee.activation_bytes)
        let scratch = AlignedMemory(byteCount: table.pointee.attention_bytes(length, width / headCount))
        let distances = (relative ?? []).flatMap(\.self)
        distances.withUnsafeBufferPointer { distances in
            var task = winnow_encoder_attention(
                length: length,
                heads: headCount,
                headWidth: width / headCount,
                rows: source.memory.start,
                stride: source.stride,
                keys: width,
                values: 2 * width,
                relative: relative == nil ? nil : distances.baseAddress.map { $0 + length - 1 },
                relativeStride: 2 * length - 1,
                out: out.start,
                outStride: outStride,
                scratch: scratch.start
            )
            table.pointee.attention(&task)
        }
        return rows(out, length, width, stride: outStride)
    }

    /// Rows to mean 0 and variance 1, times `scale`, plus `shift`: in single precision, and in that of activations.
    package func normalized(
        _ x: [[Float]],
        scale: [Float],
        shift: [Float],
        epsilon: Float
    ) -> (rows: [[Float]], copies: [[Float]]) {
        let width = scale.count
        let stride = Self.stride(width, elementByteCount: 4)
        let padding = [Float](repeating: 0, count: stride - width)
        let memory = AlignedMemory(byteCount: x.count * stride * 4)
        let copies = AlignedMemory(byteCount: x.count * stride * table.pointee.activation_bytes)
        Self.write(x, to: memory, stride: stride)
        let start = memory.start.assumingMemoryBound(to: Float.self)
        table.pointee.normalize(x.count, width, start, stride, scale + padding, shift + padding, epsilon, copies.start)
        return (Self.read(memory, x.count, width, stride: stride), rows(copies, x.count, width, stride: stride))
    }

    /// One vector of a sequence's rows.
    package func pooled(_ x: [[Float]], _ pooling: SentencePipeline.Pooling, isNormalized: Bool) -> [Float] {
        let width = x[0].count
        let stride = Self.stride(width, elementByteCount: 4)
        let memory = AlignedMemory(byteCount: x.count * stride * 4)
        Self.write(x, to: memory, stride: stride)
        let start = memory.start.assumingMemoryBound(to: Float.self)
        var vector = [Float](repeating: 0, count: width)
        table.pointee.pool(x.count, width, start, stride, pooling.kernelValue, isNormalized ? 1 : 0, &vector)
        return vector
    }
}

extension EncoderKernels {
    func activations(_ rows: [[Float]], width: Int) -> (memory: AlignedMemory, stride: Int) {
        let bytes = table.pointee.activation_bytes
        let stride = Self.stride(width, elementByteCount: bytes)
        let memory = AlignedMemory(byteCount: rows.count * stride * bytes)
        guard bytes == 2 else {
            Self.write(rows, to: memory, stride: stride)
            return (memory, stride)
        }
        let halves = memory.start.assumingMemoryBound(to: UInt16.self)
        for (row, values) in rows.enumerated() {
            for (column, value) in values.enumerated() {
                halves[row * stride + column] = UInt16(value.bitPattern >> 16)
            }
        }
        return (memory, stride)
    }

    func rows(_ memory: AlignedMemory, _ rowCount: Int, _ width: Int, stride: Int) -> [[Float]] {
        guard table.pointee.activation_bytes == 2 else {
            return Self.read(memory, rowCount, width, stride: stride)
        }
        let halves = memory.start.assumingMemoryBound(to: UInt16.self)
        return (0..<rowCount).map { row in
            (0..<width).map { Float(bitPattern: UInt32(halves[row * stride + $0]) << 16) }
        }
    }

    static func write(_ rows: [[Float]], to memory: AlignedMemory, stride: Int) {
        let start = memory.start.assumingMemoryBound(to: Float.self)
        for (row, values) in rows.enumerated() {
            for (column, value) in values.enumerated() { start[row * stride + column] = value }
        }
    }

    static func read(_ memory: AlignedMemory, _ rowCount: Int, _ width: Int, stride: Int) -> [[Float]] {
        let start = memory.start.assumingMemoryBound(to: Float.self)
        return (0..<rowCount).map { row in (0..<width).map { start[row * stride + $0] } }
    }
}
