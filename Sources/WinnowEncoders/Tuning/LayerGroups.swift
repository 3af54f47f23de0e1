internal import WinnowNumerics

/// Chunks in groups that may run at the same time, each with room of its own. Groups depend on the texts alone.
struct LayerGroups {
    let layer: FrozenLayer
    let states: TuningStates
    let count: Int
    private let groups: [[TextChunk]]
    private let rooms: [LayerWorkspace]

    /// More would need more memory than they save time on machines of today.
    private static let mostGroups = 8

    /// - Parameter texts: Of the states.
    init(_ layer: FrozenLayer, _ states: TuningStates, texts: [Int], rankStride: Int) {
        let chunks = states.chunks(texts)
        let size = max(1, (chunks.count + Self.mostGroups - 1) / Self.mostGroups)
        groups = stride(from: 0, to: chunks.count, by: size).map { Array(chunks[$0..<min(chunks.count, $0 + size)]) }
        rooms = groups.map { LayerWorkspace(layer, rankStride: rankStride, $0) }
        (self.layer, self.states, count) = (layer, states, texts.count)
    }

    /// Vectors with adapters, `(n, h)`.
    func vectors(_ step: AdapterStep) -> DenseMatrix {
        let width = layer.configuration.width
        let pooling = TextPooling(pipeline: layer.pipeline, width: width)
        var vectors = DenseMatrix(zeros: count, width)
        vectors.values.withUnsafeMutableBufferPointer { out in
            guard let start = out.baseAddress else { return }
            ParallelFor.chunks(of: groups.count, size: 1) { group, _ in
                for chunk in groups[group] {
                    let pass = pass(chunk, group, step)
                    pass.forward()
                    for text in chunk.texts {
                        let target = start + text.place * width
                        _ = pooling.forward(
                            rooms[group].out,
                            first: text.first,
                            count: text.tokens.count,
                            into: target
                        )
                    }
                }
            }
        }
        return vectors
    }

    /// The loss of a head over vectors with adapters, and its gradient.
    func evaluate(_ step: AdapterStep, _ head: LinearHead) -> (loss: Double, gradient: [Float]) {
        let results = ParallelFor.map(groups.count) { group in
            var loss = 0.0
            var gradient = [Float](repeating: 0, count: step.layout.count)
            gradient.withUnsafeMutableBufferPointer { gradient in
                guard let start = gradient.baseAddress else { return }
                for chunk in groups[group] { loss += evaluate(chunk, group, step, head, start) }
            }
            return (loss, gradient)
        }
        // In one order, so that the number of threads does not matter.
        var (loss, gradient) = (0.0, [Float](repeating: 0, count: step.layout.count))
        for (part, derivatives) in results {
            loss += part
            for index in gradient.indices { gradient[index] += derivatives[index] }
        }
        return (loss, gradient)
    }

    private func evaluate(
        _ chunk: TextChunk,
        _ group: Int,
        _ step: AdapterStep,
        _ head: LinearHead,
        _ gradient: UnsafeMutablePointer<Float>
    ) -> Double {
        let pass = pass(chunk, group, step)
        pass.forward()
        let room = rooms[group]
        let width = layer.configuration.width
        let pooling = TextPooling(pipeline: layer.pipeline, width: width)
        let pooled = FloatRows(zeros: chunk.texts.count, width)
        let vectors = FloatRows(zeros: chunk.texts.count, width)
        let features = FloatRows(zeros: chunk.texts.count, step.layout.width)
        let logits = FloatRows(zeros: chunk.texts.count, step.layout.labelStride)
        var factors: [Float] = []
        for (row, text) in chunk.texts.enumerated() {
            factors.append(
                pooling.forward(room.out, first: text.first, count: text.tokens.count, into: pooled.row(row))
            )
            vectors.row(row).update(from: pooled.row(row), count: width)
        }
        let loss = head.run(
            vectors,
            features: features,
            places: chunk.texts.map(\.place),
            step: step,
            logits: logits,
            gradient: gradient
        )
        for (row, text) in chunk.texts.enumerated() {
            pooling.backward(
                vectors.row(row),
                vector: pooled.row(row),
                factor: factors[row],
                rows: room.out,
                first: text.first,
                count: text.tokens.count,
                into: room.gradient
            )
        }
        pass.backward(gradient)
        return loss
    }

    private func pass(_ chunk: TextChunk, _ group: Int, _ step: AdapterStep) -> LayerPass {
        LayerPass(layer: layer, states: states, chunk: chunk, workspace: rooms[group], step: step)
    }
}
