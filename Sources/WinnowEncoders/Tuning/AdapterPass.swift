/// An adapter beside a product, over the rows of a chunk.
struct AdapterPass {
    let step: AdapterStep
    let part: TunedPart
    let kernels: TuningKernels
    /// `x · down`, `(t, r)`, kept from the way forth to the way back.
    let middle: FloatRows
    /// Of derivatives, `(t, r)`.
    let scratch: FloatRows

    private typealias Table = TuningKernels.Table

    private var adapter: AdapterLayout.Adapter { step.layout[part] }
    private var rank: Int { step.layout.rankStride }

    /// `out += x · down · up`.
    func forward(_ x: FloatRows, rowCount: Int, onto out: FloatRows) {
        step.parameters.withUnsafeBufferPointer { parameters in
            guard let start = parameters.baseAddress else { return }
            let adapter = adapter
            kernels.multiply(
                Table(x.start, stride: x.stride),
                Table(start + adapter.down, stride: rank),
                shape: (rowCount, adapter.inputCount, rank),
                into: middle.start,
                stride: middle.stride,
                adds: false
            )
            kernels.multiply(
                Table(middle.start, stride: middle.stride),
                Table(start + adapter.up, stride: adapter.stride),
                shape: (rowCount, rank, adapter.stride),
                into: out.start,
                stride: out.stride,
                adds: true
            )
        }
    }

    /// Adds the derivatives by `down` and by `up`, and the derivative by x onto `out` where there is one.
    ///
    /// - Parameters:
    ///   - g: By the output, `(t, m)`.
    ///   - x: As on the way forth.
    ///   - gradient: Of all parameters.
    func backward(
        _ g: FloatRows,
        x: FloatRows,
        rowCount: Int,
        onto out: FloatRows?,
        gradient: UnsafeMutablePointer<Float>
    ) {
        let adapter = adapter
        kernels.multiply(
            Table(middle.start, stride: middle.stride, isTurned: true),
            Table(g.start, stride: g.stride),
            shape: (rank, rowCount, adapter.stride),
            into: gradient + adapter.up,
            stride: adapter.stride,
            adds: true
        )
        step.ups[part.rawValue].withUnsafeBufferPointer { up in
            guard let start = up.baseAddress else { return }
            kernels.multiply(
                Table(g.start, stride: g.stride),
                Table(start, stride: rank),
                shape: (rowCount, adapter.outputCount, rank),
                into: scratch.start,
                stride: scratch.stride,
                adds: false
            )
        }
        kernels.multiply(
            Table(x.start, stride: x.stride, isTurned: true),
            Table(scratch.start, stride: scratch.stride),
            shape: (adapter.inputCount, rowCount, rank),
            into: gradient + adapter.down,
            stride: rank,
            adds: true
        )
        guard let out else { return }
        step.downs[part.rawValue].withUnsafeBufferPointer { down in
            guard let start = down.baseAddress else { return }
            let stride = (adapter.inputCount + 15) / 16 * 16
            kernels.multiply(
                Table(scratch.start, stride: scratch.stride),
                Table(start, stride: stride),
                shape: (rowCount, rank, stride),
                into: out.start,
                stride: out.stride,
                adds: true
            )
        }
    }
}
