/// The way of a chunk through the last layer with adapters, and back.
struct LayerPass {
    let layer: FrozenLayer
    let states: TuningStates
    let chunk: TextChunk
    let workspace: LayerWorkspace
    let step: AdapterStep

    private var rowCount: Int { chunk.tokenCount }

    private func adapter(_ part: TunedPart) -> AdapterPass {
        AdapterPass(
            step: step,
            part: part,
            kernels: layer.kernels,
            middle: workspace.ranks[part.rawValue],
            scratch: workspace.rankScratch
        )
    }

    /// Leaves the layer's rows in `workspace.out`.
    func forward() {
        let room = workspace
        for text in chunk.texts where !text.tokens.isEmpty {
            copy(states.hidden, text, to: room.hidden)
            copy(states.query, text, to: room.query)
            copy(states.value, text, to: room.value)
        }
        adapter(.query).forward(room.hidden, rowCount: rowCount, onto: room.query)
        adapter(.value).forward(room.hidden, rowCount: rowCount, onto: room.value)
        attend { layer.attention.forward($0, into: room.context, room.attention) }
        room.middle.start.update(from: room.hidden.start, count: rowCount * room.hidden.stride)
        layer.attentionOut.forward(room.context, rowCount: rowCount, into: room.middle, adds: true)
        layer.attentionNorm.forward(
            room.middle,
            rowCount: rowCount,
            factors: room.factors.row(0),
            into: room.attended
        )
        layer.inner.forward(room.attended, rowCount: rowCount, into: room.slope)
        adapter(.inner).forward(room.attended, rowCount: rowCount, onto: room.slope)
        layer.activation.forward(room.slope, rowCount: rowCount, into: room.inner, scratch: room.innerScratch)
        room.last.start.update(from: room.attended.start, count: rowCount * room.attended.stride)
        layer.outer.forward(room.inner, rowCount: rowCount, into: room.last, adds: true)
        adapter(.outer).forward(room.inner, rowCount: rowCount, onto: room.last)
        layer.outerNorm.forward(room.last, rowCount: rowCount, factors: room.factors.row(1), into: room.out)
    }

    /// From derivatives by the layer's rows in `workspace.gradient`, which are overwritten.
    ///
    /// - Parameter gradient: Of all parameters; it is added to.
    func backward(_ gradient: UnsafeMutablePointer<Float>) {
        let room = workspace
        layer.outerNorm.backward(
            room.gradient,
            normal: room.last,
            rowCount: rowCount,
            factors: room.factors.row(1)
        )
        layer.outer.backward(room.gradient, rowCount: rowCount, into: room.innerGradient)
        adapter(.outer)
            .backward(
                room.gradient,
                x: room.inner,
                rowCount: rowCount,
                onto: room.innerGradient,
                gradient: gradient
            )
        for row in 0..<rowCount {
            let (g, slope) = (room.innerGradient.vectors(row), room.slope.vectors(row))
            for index in 0..<room.slope.vectorCount { g[index] *= slope[index] }
        }
        layer.inner.backward(room.innerGradient, rowCount: rowCount, into: room.gradient, adds: true)
        adapter(.inner)
            .backward(
                room.innerGradient,
                x: room.attended,
                rowCount: rowCount,
                onto: room.gradient,
                gradient: gradient
            )
        layer.attentionNorm.backward(
            room.gradient,
            normal: room.middle,
            rowCount: rowCount,
            factors: room.factors.row(0)
        )
        layer.attentionOut.backward(room.gradient, rowCount: rowCount, into: room.contextGradient)
        // Nothing asks for queries any more once a head is done: its derivatives go where they were.
        attend {
            layer.attention.backward(
                $0,
                g: room.contextGradient,
                query: room.query,
                value: room.valueGradient,
                room.attention
            )
        }
        for (part, g) in [(TunedPart.query, room.query), (.value, room.valueGradient)] {
            adapter(part).backward(g, x: room.hidden, rowCount: rowCount, onto: nil, gradient: gradient)
        }
    }

    private func copy(_ source: FloatRows, _ text: TextChunk.Text, to target: FloatRows) {
        target.row(text.first).update(
            from: source.row(text.tokens.lowerBound),
            count: text.tokens.count * source.stride
        )
    }

    private func attend(_ body: (HeadAttention.Rows) -> Void) {
        workspace.probabilities.withUnsafeMutableBufferPointer { probabilities in
            guard var place = probabilities.baseAddress else { return }
            for text in chunk.texts where !text.tokens.isEmpty {
                body(
                    HeadAttention.Rows(
                        length: text.tokens.count,
                        first: text.first,
                        query: workspace.query,
                        value: workspace.value,
                        key: states.key,
                        firstKey: text.tokens.lowerBound,
                        probabilities: place
                    )
                )
                place += layer.attention.scoreCount(length: text.tokens.count)
            }
        }
    }
}
