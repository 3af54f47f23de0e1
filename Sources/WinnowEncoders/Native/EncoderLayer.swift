/// Where a layer's packed weights lie, in bytes from the beginning of all.
struct EncoderLayer {
    /// Queries, keys and values side by side.
    var projection: PackedProduct
    var attentionOut: PackedProduct
    var attentionNorm: PackedNorm
    var inner: PackedProduct
    var outer: PackedProduct
    var outerNorm: PackedNorm
}

/// A product's weights by panels, and its bias.
struct PackedProduct {
    var panels: Int
    var bias: Int
    /// Of bytes: the scale of each output, and the sum of its weights.
    var scales: Int?
    var sums: Int?
    var inputCount: Int
    var outputCount: Int
}

/// Scale and shift of a normalisation, padded with zeros.
struct PackedNorm {
    var scale: Int
    var shift: Int
}
