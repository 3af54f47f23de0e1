extension TokenizerModel {
    private static let known = ["BPE", "Unigram", "WordLevel", "WordPiece"]

    /// Reads `model` of a `tokenizer.json`.
    init(_ node: TokenizerNode) throws(EncoderError) {
        let type =
            if let type = try node.optional("type") { try type.string() } else { try TokenizerModel.impliedType(node) }
        switch type {
        case "BPE": self = .bytePair(try BytePairModel(node))
        case "Unigram": self = .unigram(try UnigramModel(node))
        case "WordLevel": self = .wordLevel(try WordLevelModel(node))
        case "WordPiece": self = .wordPiece(try WordPieceModel(node))
        default: throw try node.member("type").unknown("model", type, known: TokenizerModel.known)
        }
    }

    /// What a file of before 2021 means, which had no types of models.
    private static func impliedType(_ node: TokenizerNode) throws(EncoderError) -> String {
        if try node.optional("merges") != nil { return "BPE" }
        if try node.optional("max_input_chars_per_word") != nil { return "WordPiece" }
        if case .array? = try node.optional("vocab")?.value { return "Unigram" }
        return "WordLevel"
    }
}

extension TokenizerNode {
    /// Does what may fail for a reason that belongs here.
    func reporting<Value>(_ body: () throws(TokenizerReason) -> Value) throws(EncoderError) -> Value {
        do throws(TokenizerReason) {
            return try body()
        } catch {
            throw damaged(error.text)
        }
    }

    /// An object of tokens and ids, not empty.
    fileprivate func vocabulary() throws(EncoderError) -> TokenVocabulary {
        var entries: [TokenVocabulary.Entry] = []
        for member in try members() {
            guard case .number(let text) = member.value, let id = Int32(text), id >= 0 else {
                // Reads it again, for the message.
                _ = try node(of: member).id()
                continue
            }
            entries.append(TokenVocabulary.Entry(token: member.key, id: id))
        }
        guard !entries.isEmpty else { throw damaged("it is empty") }
        return try reporting { () throws(TokenizerReason) in try TokenVocabulary(entries) }
    }
}

extension WordPieceModel {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        let vocabulary = try node.member("vocab").vocabulary()
        let unknown = try node.member("unk_token").bytes()
        let prefix = try node.member("continuing_subword_prefix").bytes()
        let limit = try node.member("max_input_chars_per_word").id()
        self = try node.reporting { () throws(TokenizerReason) in
            try WordPieceModel(vocabulary, unknownToken: unknown, prefix: prefix, scalarLimit: Int(limit))
        }
    }
}

extension WordLevelModel {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        let vocabulary = try node.member("vocab").vocabulary()
        let unknown = try node.member("unk_token").bytes()
        self = try node.reporting { () throws(TokenizerReason) in
            try WordLevelModel(vocabulary, unknownToken: unknown)
        }
    }
}

extension UnigramModel {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        let list = try node.member("vocab")
        var tokens: [[UInt8]] = []
        var scores: [Double] = []
        for element in try list.elements() {
            let pair = try element.elements()
            guard pair.count == 2 else { throw element.damaged("a token and its score were expected") }
            tokens.append(try pair[0].bytes())
            scores.append(try pair[1].double())
        }
        guard !tokens.isEmpty else { throw list.damaged("it is empty") }
        let unknown = try node.optional("unk_id")
        let unknownID = try unknown?.id()
        if let unknown, let unknownID, unknownID >= tokens.count {
            throw unknown.damaged("it is \(unknownID), and there are \(tokens.count) tokens")
        }
        let fallsBack = try node.boolean("byte_fallback", otherwise: false)
        self = try list.reporting { () throws(TokenizerReason) in
            try UnigramModel(tokens: tokens, scores: scores, unknownID: unknownID, fallsBackToBytes: fallsBack)
        }
    }
}

extension BytePairModel {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        if let dropout = try node.optional("dropout"), try dropout.double() != 0 {
            throw dropout.damaged("tokens would be random")
        }
        let vocabulary = try node.member("vocab").vocabulary()
        var options = Options()
        options.unknownToken = try BytePairModel.unknownToken(node, vocabulary)
        options.prefix = try node.optional("continuing_subword_prefix")?.bytes() ?? []
        options.suffix = try node.optional("end_of_word_suffix")?.bytes() ?? []
        options.fusesUnknown = try node.boolean("fuse_unk", otherwise: false)
        options.fallsBackToBytes = try node.boolean("byte_fallback", otherwise: false)
        options.ignoresMerges = try node.boolean("ignore_merges", otherwise: false)
        let merges = try MergeTable(node.member("merges"), vocabulary, prefix: options.prefix)
        self.init(vocabulary, merges: merges, options: options)
    }

    /// The unknown token. One that the vocabulary does not have is none, as long as no text can ask for it.
    private static func unknownToken(
        _ node: TokenizerNode,
        _ vocabulary: TokenVocabulary
    ) throws(EncoderError) -> [UInt8]? {
        guard let unknown = try node.optional("unk_token") else { return nil }
        let token = try unknown.bytes()
        if vocabulary.id(of: token) != nil { return token }
        let hasAllBytes = ByteAlphabet.scalars.allSatisfy { scalar in
            var bytes: [UInt8] = []
            bytes.append(scalar: scalar)
            return vocabulary.id(of: bytes) != nil
        }
        guard hasAllBytes else {
            throw unknown.damaged("the vocabulary has no \"\(String(decoding: token, as: UTF8.self))\"")
        }
        return nil
    }
}
