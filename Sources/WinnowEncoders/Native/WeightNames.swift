/// What tensors are called, without the prefix. The order of a layer is that of `LayerPart`.
struct WeightNames {
    let architecture: EncoderArchitecture

    static let words = "embeddings.word_embeddings.weight"
    static let positions = "embeddings.position_embeddings.weight"
    static let types = "embeddings.token_type_embeddings.weight"
    static let embeddingNorm = "embeddings.LayerNorm"
    static let distances = "encoder.relative_attention_bias.weight"

    /// Parts of a layer; each has a weight and a bias.
    enum Part: CaseIterable {
        case query
        case key
        case value
        case attentionOut
        case attentionNorm
        case inner
        case outer
        case outerNorm
    }

    func layer(_ number: Int, _ part: Part) -> String {
        switch architecture {
        case .distilbert: "transformer.layer.\(number).\(Self.distilled(part))"
        case .mpnet: "encoder.layer.\(number).\(Self.permuted(part))"
        case .bert, .roberta, .xlmRoberta, .camembert: "encoder.layer.\(number).\(Self.usual(part))"
        }
    }

    private static func usual(_ part: Part) -> String {
        switch part {
        case .query: "attention.self.query"
        case .key: "attention.self.key"
        case .value: "attention.self.value"
        case .attentionOut: "attention.output.dense"
        case .attentionNorm: "attention.output.LayerNorm"
        case .inner: "intermediate.dense"
        case .outer: "output.dense"
        case .outerNorm: "output.LayerNorm"
        }
    }

    private static func permuted(_ part: Part) -> String {
        switch part {
        case .query: "attention.attn.q"
        case .key: "attention.attn.k"
        case .value: "attention.attn.v"
        case .attentionOut: "attention.attn.o"
        case .attentionNorm: "attention.LayerNorm"
        case .inner, .outer, .outerNorm: usual(part)
        }
    }

    private static func distilled(_ part: Part) -> String {
        switch part {
        case .query: "attention.q_lin"
        case .key: "attention.k_lin"
        case .value: "attention.v_lin"
        case .attentionOut: "attention.out_lin"
        case .attentionNorm: "sa_layer_norm"
        case .inner: "ffn.lin1"
        case .outer: "ffn.lin2"
        case .outerNorm: "output_layer_norm"
        }
    }
}
