/// Parameters at one step, with the tables that derivatives need turned.
struct AdapterStep: Sendable {
    let layout: AdapterLayout
    let parameters: [Float]
    /// By adapter, `down` as `(r, stride)` and `up` as `(m, r)`.
    let downs: [[Float]]
    let ups: [[Float]]
    /// The head as `(labelStride, width)`, padded.
    let head: [Float]
    let headStride: Int

    init(_ layout: AdapterLayout, _ parameters: [Float]) {
        self.layout = layout
        self.parameters = parameters
        let rank = layout.rankStride
        downs = layout.adapters.map { adapter in
            Self.turned(parameters[adapter.down...], rows: adapter.inputCount, columns: rank, stride: rank)
        }
        ups = layout.adapters.map { adapter in
            Self.turned(parameters[adapter.up...], rows: rank, columns: adapter.outputCount, stride: adapter.stride)
        }
        head = Self.turned(
            parameters[layout.head...],
            rows: layout.width,
            columns: layout.labelStride,
            stride: layout.labelStride
        )
        headStride = (layout.width + 15) / 16 * 16
    }

    /// `(columns, rows padded to 16)` of `(rows, stride)`.
    private static func turned(_ table: ArraySlice<Float>, rows: Int, columns: Int, stride: Int) -> [Float] {
        let outStride = (rows + 15) / 16 * 16
        var turned = [Float](repeating: 0, count: columns * outStride)
        table.withUnsafeBufferPointer { table in
            for row in 0..<rows {
                for column in 0..<columns { turned[column * outStride + row] = table[row * stride + column] }
            }
        }
        return turned
    }
}
