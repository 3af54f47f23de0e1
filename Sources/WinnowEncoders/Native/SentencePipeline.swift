/// What becomes of a network's rows, in sentence-transformers' files: one vector of a text, and its length.
package struct SentencePipeline: Sendable, Equatable {
    /// Ways to make one vector of the rows of a text's tokens.
    package enum Pooling: String, Sendable, CaseIterable {
        case mean
        /// The row of the first token, `[CLS]` or `<s>`.
        case first = "cls"
        case max
    }

    package var pooling = Pooling.mean
    /// Whether vectors are brought to length 1.
    package var isNormalized = false
    /// What is put before a text, by purpose, as `"query": "query: "`.
    package var prompts: [String: String] = [:]
    /// The purpose that texts have unless another is named.
    package var defaultPrompt: String?
    /// The limit that the folder's files give, in tokens with the special ones, and which one did.
    package var storedLimit: StoredLimit?

    /// Tokens that a file says a text may have.
    package struct StoredLimit: Sendable, Equatable {
        package var count: Int
        package var file: String
    }
}

extension SentencePipeline {
    /// - Returns: The pipeline, and the folder that the network is in.
    static func read(_ folder: ModelFolder) throws(EncoderError) -> (SentencePipeline, ModelFolder) {
        var pipeline = SentencePipeline()
        var network = folder
        if let modules = try folder.values(of: "modules.json") {
            network = try pipeline.read(modules, folder)
        }
        try pipeline.readLimit(network)
        if let fields = try folder.values(of: "config_sentence_transformers.json") {
            try pipeline.readPrompts(fields)
        }
        return (pipeline, network)
    }

    /// - Returns: The network's folder.
    private mutating func read(_ modules: JSONFields, _ folder: ModelFolder) throws(EncoderError) -> ModelFolder {
        guard case .array(let entries) = modules.value else {
            throw .damaged(file: modules.file, place: "the top", reason: "a list was expected")
        }
        let known = ["Transformer", "Pooling", "Normalize"]
        var network: ModelFolder?
        for (number, entry) in entries.enumerated() {
            let fields = JSONFields(file: modules.file, value: entry, place: "[\(number)]")
            let type = try fields.string("type") ?? ""
            let place = try folder.folder(try fields.string("path") ?? "", from: modules.file)
            // The last part alone: the library has moved its modules more than once.
            let name = type.split(separator: ".").last.map(String.init) ?? type
            guard known.contains(name) else {
                throw .unknown(kind: "module", name: type, file: modules.file, known: known)
            }
            guard name == (number < known.count ? known[number] : "") else {
                throw fields.failure(
                    "type",
                    "\(name) was not expected here; the order is \(known.joined(separator: ", "))"
                )
            }
            switch name {
            case "Transformer": network = place
            case "Pooling": pooling = try Self.pooling(place)
            default: isNormalized = true
            }
        }
        guard let network else { throw .damaged(file: modules.file, place: "the top", reason: "there are no modules") }
        return network
    }

    private static func pooling(_ folder: ModelFolder) throws(EncoderError) -> Pooling {
        guard let fields = try folder.values(of: "config.json") else {
            let hint = "modules.json names a module whose settings are there"
            throw .missingFile(name: "config.json", folder: folder.path, hint: hint)
        }
        guard try fields.bool("include_prompt", default: true) else {
            throw fields.failure("include_prompt", "vectors that leave out the prompt's tokens are not supported")
        }
        let names = try modes(fields)
        guard names.count == 1 else {
            throw fields.failure("pooling_mode", "one way was expected, and there are \(names.count)")
        }
        guard let pooling = Pooling(rawValue: names[0]) else {
            throw .unknown(kind: "pooling", name: names[0], file: fields.file, known: Pooling.allCases.map(\.rawValue))
        }
        return pooling
    }

    /// The ways that are switched on, in the newer form or in the older.
    private static func modes(_ fields: JSONFields) throws(EncoderError) -> [String] {
        switch try fields["pooling_mode"] {
        case .string(let name): return [name]
        case .array(let values):
            return values.map { if case .string(let name) = $0 { name } else { "" } }
        default: break
        }
        let older = [
            ("cls", "cls_token"), ("mean", "mean_tokens"), ("max", "max_tokens"), ("lasttoken", "lasttoken"),
            ("mean_sqrt_len_tokens", "mean_sqrt_len_tokens"), ("weightedmean", "weightedmean_tokens"),
        ]
        var names: [String] = []
        for (name, key) in older where try fields.bool("pooling_mode_\(key)", default: false) { names.append(name) }
        return names
    }

    /// sentence-transformers' own rule: its file, else the tokenizer's.
    private mutating func readLimit(_ network: ModelFolder) throws(EncoderError) {
        for (file, key) in [
            ("sentence_bert_config.json", "max_seq_length"), ("tokenizer_config.json", "model_max_length"),
        ] {
            guard let fields = try network.values(of: file) else { continue }
            switch try fields[key] {
            case nil: continue
            case .integer(let count) where count >= 1:
                storedLimit = StoredLimit(count: count, file: file)
                return
            // Tokenizers without a limit say 10³⁰.
            case .number(let count) where count >= 1: continue
            default: throw fields.failure(key, "an integer from 1 on was expected")
            }
        }
    }

    private mutating func readPrompts(_ fields: JSONFields) throws(EncoderError) {
        defaultPrompt = try fields.string("default_prompt_name")
        switch try fields["prompts"] {
        case nil: break
        case .object(let entries):
            for (name, value) in entries {
                switch value {
                case .string(let prompt): prompts[name] = prompt
                case .null: prompts[name] = ""
                default: throw fields.failure("prompts.\(name)", "a string was expected")
                }
            }
        default: throw fields.failure("prompts", "an object was expected")
        }
        if let defaultPrompt, prompts[defaultPrompt] == nil {
            throw fields.failure("default_prompt_name", "there is no prompt \"\(defaultPrompt)\"")
        }
    }
}
