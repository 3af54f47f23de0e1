internal import CWinnowKernels

/// A product by weights that stay: rows forth, `x · Wᵀ + bias`, and derivatives back, `g · W`.
///
/// SAFETY: `@unchecked Sendable` because the memory is written in `init` only.
struct FrozenProduct: @unchecked Sendable {
    /// Weights by panels, with a bias.
    private struct Packed {
        let panels: AlignedMemory
        let bias: AlignedMemory
        let inner: Int
        let outputs: Int
    }

    private let forth: Packed
    private let back: Packed
    private let kernels: EncoderKernels

    /// - Parameters:
    ///   - weight: W, `(m, d)`.
    ///   - bias: `(m)`.
    init(_ weight: [Float], bias: [Float], kernels: EncoderKernels) {
        self.kernels = kernels
        let outputs = bias.count
        let inner = weight.count / outputs
        var turned = [Float](repeating: 0, count: weight.count)
        for output in 0..<outputs {
            for column in 0..<inner { turned[column * outputs + output] = weight[output * inner + column] }
        }
        forth = Self.pack(weight, bias, kernels)
        back = Self.pack(turned, [Float](repeating: 0, count: inner), kernels)
    }

    private static func pack(_ weight: [Float], _ bias: [Float], _ kernels: EncoderKernels) -> Packed {
        let table = kernels.table.pointee
        let outputs = bias.count
        let inner = weight.count / outputs
        let width = (outputs + table.panel - 1) / table.panel * table.panel
        let depth = (inner + table.unit - 1) / table.unit * table.unit
        let panels = AlignedMemory(byteCount: width * depth * table.weight_bytes)
        let shift = AlignedMemory(byteCount: width * MemoryLayout<Float>.stride)
        for (place, value) in bias.enumerated() {
            shift.start.storeBytes(of: value, toByteOffset: 4 * place, as: Float.self)
        }
        weight.withUnsafeBytes {
            _ = table.pack(0, outputs, inner, $0.baseAddress, Int32(WINNOW_FORMAT_F32), 1, panels.start)
        }
        return Packed(panels: panels, bias: shift, inner: inner, outputs: outputs)
    }

    /// `out = x · Wᵀ + bias` of the first rows, or added to it.
    func forward(_ x: FloatRows, rowCount: Int, into out: FloatRows, adds: Bool = false) {
        run(forth, x, rowCount, out, adds)
    }

    /// `out = g · W` of the first rows, or added to it.
    func backward(_ g: FloatRows, rowCount: Int, into out: FloatRows, adds: Bool = false) {
        run(back, g, rowCount, out, adds)
    }

    private func run(_ packed: Packed, _ x: FloatRows, _ rowCount: Int, _ out: FloatRows, _ adds: Bool) {
        guard rowCount > 0 else { return }
        var task = winnow_encoder_linear(
            rows: rowCount,
            inner: packed.inner,
            outputs: packed.outputs,
            a: x.start,
            aStride: x.stride,
            panels: packed.panels.start,
            bias: packed.bias.start.assumingMemoryBound(to: Float.self),
            then: Int32(adds ? WINNOW_ADD : WINNOW_STORE),
            out: out.start,
            outStride: out.stride,
            rowScales: nil,
            scales: nil,
            rowZeros: nil,
            sums: nil
        )
        kernels.table.pointee.linear(&task)
    }
}
