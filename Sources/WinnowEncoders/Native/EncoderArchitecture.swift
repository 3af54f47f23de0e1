/// Networks of the BERT family that Winnow runs: embeddings, then layers of attention and two products, each followed
/// by a normalisation of what went in plus what came out.
package enum EncoderArchitecture: String, Sendable, CaseIterable {
    /// Devlin et al. 2019; MiniLM, BGE, E5 and GTE are of this kind.
    case bert
    /// Liu et al. 2019: positions count from behind the padding token's number.
    case roberta
    /// Conneau et al. 2020: the same network.
    case xlmRoberta = "xlm-roberta"
    /// Martin et al. 2020: the same network.
    case camembert
    /// Song et al. 2020: as RoBERTa, without token types, with a bias by distance added to the scores.
    case mpnet
    /// Sanh et al. 2019: BERT without token types.
    case distilbert

    /// Whether the first position is behind the padding token's number.
    var skipsPadding: Bool {
        switch self {
        case .bert, .distilbert: false
        case .roberta, .xlmRoberta, .camembert, .mpnet: true
        }
    }

    /// The prefixes that checkpoints give to tensors' names.
    var prefixes: [String] {
        switch self {
        case .bert: ["", "bert."]
        case .roberta, .xlmRoberta, .camembert: ["", "roberta."]
        case .mpnet: ["", "mpnet."]
        case .distilbert: ["", "distilbert."]
        }
    }
}
