internal import WinnowNumerics

/// The last layer without adapters, ready for products.
struct FrozenLayer {
    let configuration: EncoderConfiguration
    let pipeline: SentencePipeline
    let kernels: TuningKernels
    let query: FrozenProduct
    let key: FrozenProduct
    let value: FrozenProduct
    let attentionOut: FrozenProduct
    let attentionNorm: RowNorm
    let inner: FrozenProduct
    let outer: FrozenProduct
    let outerNorm: RowNorm
    let attention: HeadAttention
    let activation: RowActivation

    init(_ weights: LayerWeights, _ pipeline: SentencePipeline) {
        configuration = weights.configuration
        self.pipeline = pipeline
        let kernels = TuningKernels(.best(.single))
        func product(_ product: LayerWeights.Product) -> FrozenProduct {
            FrozenProduct(product.weight, bias: product.bias, kernels: kernels.encoder)
        }
        query = product(weights.query)
        key = product(weights.key)
        value = product(weights.value)
        attentionOut = product(weights.attentionOut)
        inner = product(weights.inner)
        outer = product(weights.outer)
        attentionNorm = RowNorm(weights.attentionNorm, epsilon: configuration.epsilon)
        outerNorm = RowNorm(weights.outerNorm, epsilon: configuration.epsilon)
        attention = HeadAttention(
            headCount: configuration.headCount,
            headWidth: configuration.headWidth,
            kernels: kernels,
            distances: weights.distances,
            distanceStride: weights.distanceStride
        )
        activation = RowActivation(activation: configuration.activation, kernels: kernels)
        self.kernels = kernels
    }
}

/// What stays the same in all steps: what goes into the last layer, and its queries, keys and values without adapters.
struct TuningStates {
    /// Of texts, one sequence each.
    let sequences: TokenBatch
    /// `(t, h)` each.
    let hidden: FloatRows
    let query: FloatRows
    let key: FloatRows
    let value: FloatRows

    init(_ hidden: FloatRows, of sequences: TokenBatch, _ layer: FrozenLayer) {
        self.sequences = sequences
        self.hidden = hidden
        let results = [layer.query, layer.key, layer.value].map { product in
            let rows = FloatRows(zeros: hidden.rowCount, hidden.width)
            product.forward(hidden, rowCount: hidden.rowCount, into: rows)
            return rows
        }
        (query, key, value) = (results[0], results[1], results[2])
    }

    /// Texts that go through the layer together: consecutive ones of those given, of at most `most` tokens together.
    func chunks(_ texts: [Int], of most: Int = 128) -> [TextChunk] {
        var chunks: [TextChunk] = []
        var chunk = TextChunk()
        for (place, text) in texts.enumerated() {
            let range = sequences.range(text)
            if chunk.tokenCount + range.count > most, !chunk.texts.isEmpty {
                chunks.append(chunk)
                chunk = TextChunk()
            }
            chunk.texts.append(TextChunk.Text(place: place, tokens: range, first: chunk.tokenCount))
        }
        if !chunk.texts.isEmpty { chunks.append(chunk) }
        return chunks
    }
}

/// Texts whose rows lie one behind the other.
struct TextChunk {
    struct Text {
        /// Among the texts asked for.
        var place: Int
        /// Rows of the states.
        var tokens: Range<Int>
        /// The first row in the chunk.
        var first: Int
    }

    var texts: [Text] = []

    var tokenCount: Int { texts.last.map { $0.first + $0.tokens.count } ?? 0 }
    var longest: Int { texts.reduce(0) { max($0, $1.tokens.count) } }
}
