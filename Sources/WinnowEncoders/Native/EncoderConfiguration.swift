/// What `config.json` says of a network, checked for plausibility.
package struct EncoderConfiguration: Sendable, Equatable {
    /// What is between the two products of a layer.
    package enum Activation: String, Sendable, CaseIterable {
        /// x Φ(x).
        case gelu
        /// The form with tanh.
        case geluTanh = "gelu_new"
        case relu
    }

    package var architecture: EncoderArchitecture
    package var vocabularySize: Int
    /// h.
    package var width: Int
    package var layerCount: Int
    /// Even parts of h.
    package var headCount: Int
    package var innerWidth: Int
    /// Rows of the table of positions.
    package var positionCount: Int
    /// The row of the first token.
    package var firstPosition: Int
    /// Rows of the table of token types, of which the first is used; 0 without.
    package var typeCount: Int
    /// Kinds of distance between a query and a key; 0 where distance does not matter.
    package var distanceCount: Int
    package var activation: Activation
    package var epsilon: Float

    /// The longest sequence that the positions allow.
    package var longestSequence: Int { positionCount - firstPosition }
    package var headWidth: Int { width / headCount }

    static let file = "config.json"
    private static let sizes = 1...1 << 24
}

extension EncoderConfiguration {
    init(folder: ModelFolder) throws(EncoderError) {
        guard let fields = try folder.values(of: Self.file) else {
            let hint = "give the folder that holds the model's config.json, model.safetensors and tokenizer.json"
            throw .missingFile(name: Self.file, folder: folder.path, hint: hint)
        }
        try self.init(fields)
    }

    init(_ fields: JSONFields) throws(EncoderError) {
        architecture = try Self.architecture(fields)
        let isDistilled = architecture == .distilbert
        vocabularySize = try fields.integer("vocab_size", in: Self.sizes)
        width = try fields.integer(isDistilled ? "dim" : "hidden_size", in: 1...1 << 16)
        layerCount = try fields.integer(isDistilled ? "n_layers" : "num_hidden_layers", in: 1...1024)
        headCount = try fields.integer(isDistilled ? "n_heads" : "num_attention_heads", in: 1...4096)
        innerWidth = try fields.integer(isDistilled ? "hidden_dim" : "intermediate_size", in: 1...1 << 16)
        positionCount = try fields.integer("max_position_embeddings", in: Self.sizes)
        let padding = try fields.integer("pad_token_id", in: 0...1 << 24, default: architecture.skipsPadding ? 1 : 0)
        firstPosition = architecture.skipsPadding ? padding + 1 : 0
        let hasTypes = !isDistilled && architecture != .mpnet
        typeCount = hasTypes ? try fields.integer("type_vocab_size", in: 0...1024, default: 2) : 0
        let isRelative = architecture == .mpnet
        distanceCount =
            isRelative ? try fields.integer("relative_attention_num_buckets", in: 4...508, default: 32) : 0
        activation = try Self.activation(fields, key: isDistilled ? "activation" : "hidden_act")
        epsilon = isDistilled ? 1e-12 : Float(try fields.number("layer_norm_eps", default: 1e-12))
        try check(fields)
    }

    private static func architecture(_ fields: JSONFields) throws(EncoderError) -> EncoderArchitecture {
        guard let name = try fields.string("model_type") else { throw fields.failure("model_type", "it is missing") }
        guard let architecture = EncoderArchitecture(rawValue: name) else {
            let known = EncoderArchitecture.allCases.map(\.rawValue)
            throw .unknown(kind: "architecture", name: name, file: fields.file, known: known)
        }
        return architecture
    }

    private static func activation(_ fields: JSONFields, key: String) throws(EncoderError) -> Activation {
        let name = try fields.string(key) ?? "gelu"
        // Two more names of the form with tanh.
        if name == "gelu_pytorch_tanh" || name == "gelu_fast" { return .geluTanh }
        guard let activation = Activation(rawValue: name) else {
            let known = Activation.allCases.map(\.rawValue)
            throw .unknown(kind: "activation", name: name, file: fields.file, known: known)
        }
        return activation
    }

    private func check(_ fields: JSONFields) throws(EncoderError) {
        guard width % (2 * headCount) == 0 else {
            throw fields.failure("num_attention_heads", "\(headCount) heads do not part \(width) into even numbers")
        }
        guard innerWidth % 2 == 0 else { throw fields.failure("intermediate_size", "\(innerWidth) is odd") }
        guard longestSequence > 0 else {
            throw fields.failure("max_position_embeddings", "\(positionCount) leave none from \(firstPosition) on")
        }
        guard epsilon.isFinite, epsilon >= 0 else { throw fields.failure("layer_norm_eps", "\(epsilon)") }
        let positions = try fields.string("position_embedding_type") ?? "absolute"
        guard positions == "absolute" else {
            throw .unknown(kind: "kind of positions", name: positions, file: fields.file, known: ["absolute"])
        }
        guard try !fields.bool("is_decoder", default: false) else {
            throw fields.failure("is_decoder", "a decoder, whose tokens do not see those that follow")
        }
    }
}
