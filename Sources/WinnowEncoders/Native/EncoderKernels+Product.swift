internal import CWinnowKernels

// See `EncoderKernels+Parts.swift`.
extension EncoderKernels {
    /// `f(A · Wᵀ + bias)` in the precision of activations, or in single precision added onto rows.
    ///
    /// - Parameters:
    ///   - a: `(n, d)`.
    ///   - weights: W, `(m, d)`.
    ///   - target: `(n, m)`; with it there is no `activation`.
    package func product(
        _ a: [[Float]],
        weights: [[Float]],
        bias: [Float],
        activation: EncoderConfiguration.Activation? = nil,
        onto target: [[Float]]? = nil
    ) -> [[Float]] {
        let isBytes = precision == .byte
        let inner = weights[0].count
        let packed = pack(weights)
        let source = activations(a, width: inner)
        let bytes = Self.stride(inner, elementByteCount: 1)
        let quantized = AlignedMemory(byteCount: a.count * bytes)
        let rowScales = AlignedMemory(byteCount: a.count * 4)
        let rowZeros = AlignedMemory(byteCount: a.count * 4)
        let outWidth = target == nil ? table.pointee.activation_bytes : 4
        let outStride = Self.stride(weights.count, elementByteCount: outWidth)
        let out = AlignedMemory(byteCount: a.count * outStride * outWidth)
        if let target { Self.write(target, to: out, stride: outStride) }
        let then =
            switch activation {
            case nil: target == nil ? WINNOW_STORE : WINNOW_ADD
            case .gelu: WINNOW_STORE_GELU
            case .geluTanh: WINNOW_STORE_GELU_TANH
            case .relu: WINNOW_STORE_RELU
            }
        let shift = bias + [Float](repeating: 0, count: Self.stride(bias.count, elementByteCount: 4) - bias.count)
        shift.withUnsafeBufferPointer { shift in
            var task = winnow_encoder_linear(
                rows: a.count,
                inner: inner,
                outputs: weights.count,
                a: isBytes ? quantized.start : source.memory.start,
                aStride: isBytes ? bytes : source.stride,
                panels: packed.panels.start,
                bias: shift.baseAddress,
                then: Int32(then),
                out: out.start,
                outStride: outStride,
                rowScales: rowScales.start.assumingMemoryBound(to: Float.self),
                scales: packed.scales.start.assumingMemoryBound(to: Float.self),
                rowZeros: rowZeros.start.assumingMemoryBound(to: Int32.self),
                sums: packed.sums.start.assumingMemoryBound(to: Int32.self)
            )
            guard isBytes else {
                table.pointee.linear(&task)
                return
            }
            table.pointee.quantize(
                a.count,
                inner,
                source.memory.start,
                source.stride,
                quantized.start.assumingMemoryBound(to: UInt8.self),
                bytes,
                rowScales.start.assumingMemoryBound(to: Float.self),
                rowZeros.start.assumingMemoryBound(to: Int32.self)
            )
            table.pointee.linear_of_bytes(&task)
        }
        if target != nil { return Self.read(out, a.count, weights.count, stride: outStride) }
        return rows(out, a.count, weights.count, stride: outStride)
    }

    private func pack(_ weights: [[Float]]) -> (panels: AlignedMemory, scales: AlignedMemory, sums: AlignedMemory) {
        let inner = weights[0].count
        let panel = table.pointee.panel
        let outputs = (weights.count + panel - 1) / panel * panel
        let panels = AlignedMemory(byteCount: outputs * (inner + 4) * 4)
        let scales = AlignedMemory(byteCount: outputs * 4)
        let sums = AlignedMemory(byteCount: outputs * 4)
        let format = Int32(WINNOW_FORMAT_F32)
        weights.flatMap(\.self).withUnsafeBytes {
            guard precision == .byte else {
                _ = table.pointee.pack(0, weights.count, inner, $0.baseAddress, format, 1, panels.start)
                return
            }
            _ = table.pointee.pack_bytes(
                0,
                weights.count,
                inner,
                $0.baseAddress,
                format,
                1,
                panels.start,
                scales.start.assumingMemoryBound(to: Float.self),
                sums.start.assumingMemoryBound(to: Int32.self)
            )
        }
        return (panels, scales, sums)
    }
}
