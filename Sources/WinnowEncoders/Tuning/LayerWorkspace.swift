/// Room for a chunk's way through the last layer and back.
final class LayerWorkspace {
    let hidden: FloatRows
    let query: FloatRows
    let value: FloatRows
    /// Of attention.
    let context: FloatRows
    /// Normal rows of the first and of the second normalisation.
    let middle: FloatRows
    let last: FloatRows
    /// What comes out of these.
    let attended: FloatRows
    let out: FloatRows
    /// Between the two products: the derivative of the function, and its value.
    let slope: FloatRows
    let inner: FloatRows
    let innerGradient: FloatRows
    let innerScratch: FloatRows
    /// Derivatives by rows.
    let gradient: FloatRows
    let contextGradient: FloatRows
    let valueGradient: FloatRows
    /// 1 / deviation of the two normalisations, by row.
    let factors: FloatRows
    let attention: HeadAttention.Scratch
    /// Of all sequences of the chunk.
    var probabilities: [Float]
    /// By adapter.
    let ranks: [FloatRows]
    let rankScratch: FloatRows

    init(_ layer: FrozenLayer, rankStride: Int, _ chunks: [TextChunk]) {
        let count = chunks.reduce(1) { max($0, $1.tokenCount) }
        let (width, innerWidth) = (layer.configuration.width, layer.configuration.innerWidth)
        func rows(_ width: Int) -> FloatRows { FloatRows(zeros: count, width) }
        hidden = rows(width)
        query = rows(width)
        value = rows(width)
        context = rows(width)
        middle = rows(width)
        last = rows(width)
        attended = rows(width)
        out = rows(width)
        slope = rows(innerWidth)
        inner = rows(innerWidth)
        innerGradient = rows(innerWidth)
        innerScratch = FloatRows(zeros: 1, innerWidth)
        gradient = rows(width)
        contextGradient = rows(width)
        valueGradient = rows(width)
        factors = FloatRows(zeros: 2, count)
        let longest = chunks.reduce(1) { max($0, $1.longest) }
        attention = HeadAttention.Scratch(length: longest, headWidth: layer.configuration.headWidth)
        let most = chunks.reduce(0) { most, chunk in
            max(most, chunk.texts.reduce(0) { $0 + layer.attention.scoreCount(length: $1.tokens.count) })
        }
        probabilities = [Float](repeating: 0, count: most)
        ranks = TunedPart.allCases.map { _ in rows(rankStride) }
        rankScratch = rows(rankStride)
    }
}
