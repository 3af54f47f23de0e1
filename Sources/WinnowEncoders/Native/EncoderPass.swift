internal import CWinnowKernels

/// The network's way through one chunk of sequences, which lie one behind the other.
struct EncoderPass {
    let configuration: EncoderConfiguration
    let weights: EncoderWeights
    let kernels: EncoderKernels
    let workspace: EncoderWorkspace

    /// Leaves the last layer's rows in the workspace.
    ///
    /// - Parameters:
    ///   - ids: All tokens of the call; known ones.
    ///   - offsets: Where each sequence of the chunk begins, and the end of the last.
    ///   - layerCount: Layers from the first on; nil for all.
    func run(ids: UnsafePointer<Int32>, offsets: ArraySlice<Int>, layerCount: Int? = nil) {
        guard let first = offsets.first, let last = offsets.last, last > first else { return }
        embed(ids, offsets, first)
        for layer in weights.layers.prefix(layerCount ?? weights.layers.count) {
            product(layer.projection, workspace.copies, workspace.rowStride, last - first, then: WINNOW_STORE)
            attend(offsets, first)
            product(layer.attentionOut, workspace.context, workspace.rowStride, last - first, then: WINNOW_ADD)
            normalize(layer.attentionNorm, last - first)
            product(layer.inner, workspace.copies, workspace.rowStride, last - first, then: activation)
            product(layer.outer, workspace.inner, workspace.innerStride, last - first, then: WINNOW_ADD)
            normalize(layer.outerNorm, last - first)
        }
    }

    private var activation: Int {
        switch configuration.activation {
        case .gelu: WINNOW_STORE_GELU
        case .geluTanh: WINNOW_STORE_GELU_TANH
        case .relu: WINNOW_STORE_RELU
        }
    }

    private func embed(_ ids: UnsafePointer<Int32>, _ offsets: ArraySlice<Int>, _ first: Int) {
        for (begin, end) in zip(offsets, offsets.dropFirst()) where end > begin {
            kernels.table.pointee.embed(
                end - begin,
                ids + begin,
                weights.words,
                weights.wordFormat,
                configuration.width,
                weights.floats(weights.positions),
                weights.positionStride,
                workspace.rows + (begin - first) * workspace.rowStride,
                workspace.rowStride
            )
        }
        normalize(weights.embeddingNorm, (offsets.last ?? first) - first)
    }

    private func normalize(_ norm: PackedNorm, _ rowCount: Int) {
        kernels.table.pointee.normalize(
            rowCount,
            configuration.width,
            workspace.rows,
            workspace.rowStride,
            weights.floats(norm.scale),
            weights.floats(norm.shift),
            configuration.epsilon,
            kernels.sharesRows ? nil : workspace.copies
        )
    }

    /// Into `rows` where it is added, else into the place of what is between.
    private func product(
        _ product: PackedProduct,
        _ a: UnsafeMutableRawPointer,
        _ stride: Int,
        _ rowCount: Int,
        then: Int
    ) {
        let isAdded = then == WINNOW_ADD
        let outStride = then == WINNOW_STORE ? workspace.projectionStride : workspace.innerStride
        var task = winnow_encoder_linear(
            rows: rowCount,
            inner: product.inputCount,
            outputs: product.outputCount,
            a: a,
            aStride: stride,
            panels: weights.bytes(product.panels),
            bias: weights.floats(product.bias),
            then: Int32(then),
            out: isAdded ? UnsafeMutableRawPointer(workspace.rows) : workspace.projection,
            outStride: isAdded ? workspace.rowStride : outStride,
            rowScales: workspace.byteScales,
            scales: product.scales.map { weights.floats($0) },
            rowZeros: workspace.byteZeros,
            sums: product.sums.map { weights.bytes($0).assumingMemoryBound(to: Int32.self) }
        )
        let table = kernels.table.pointee
        guard kernels.precision == .byte else {
            table.linear(&task)
            return
        }
        table.quantize(
            rowCount,
            product.inputCount,
            a,
            stride,
            workspace.bytes,
            workspace.byteStride,
            workspace.byteScales,
            workspace.byteZeros
        )
        task.a = UnsafeRawPointer(workspace.bytes)
        task.aStride = workspace.byteStride
        table.linear_of_bytes(&task)
    }

    private func attend(_ offsets: ArraySlice<Int>, _ first: Int) {
        let bytes = kernels.table.pointee.activation_bytes
        for (begin, end) in zip(offsets, offsets.dropFirst()) where end > begin {
            var task = winnow_encoder_attention(
                length: end - begin,
                heads: configuration.headCount,
                headWidth: configuration.headWidth,
                rows: workspace.projection + (begin - first) * workspace.projectionStride * bytes,
                stride: workspace.projectionStride,
                keys: configuration.width,
                values: 2 * configuration.width,
                relative: weights.distances.map { weights.floats($0) },
                relativeStride: weights.distanceStride,
                out: workspace.context + (begin - first) * workspace.rowStride * bytes,
                outStride: workspace.rowStride,
                scratch: workspace.scratch
            )
            kernels.table.pointee.attention(&task)
        }
    }
}
