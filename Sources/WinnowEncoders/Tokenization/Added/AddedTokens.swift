/// The tokens of a file that are not the model's alone.
struct AddedTokens: Sendable {
    let tokens: [AddedToken]
    /// Those looked for in the text as it is.
    let raw: AddedTokenMatcher
    /// Those looked for in the normalized text.
    let normalized: AddedTokenMatcher

    init(_ tokens: [AddedToken], normalizer: TextNormalizer?) throws(TokenizerReason) {
        self.tokens = tokens
        let raw = tokens.filter { !$0.isNormalized }
        self.raw = try AddedTokenMatcher(raw, patterns: raw.map(\.content))
        let normalized = tokens.filter(\.isNormalized)
        let patterns = normalized.map { token in
            var pattern = token.content
            normalizer?.apply(to: &pattern)
            return pattern
        }
        self.normalized = try AddedTokenMatcher(normalized, patterns: patterns)
    }
}

extension AddedTokens {
    /// Reads `added_tokens` of a `tokenizer.json`, whose top is given.
    ///
    /// - Throws: When a token has another id than its content has in the model's vocabulary, or, for a new token, than
    ///   the next free one: the `tokenizers` package goes by these, not by the file's.
    init(_ top: TokenizerNode, model: TokenizerModel, normalizer: TextNormalizer?) throws(EncoderError) {
        let elements = if let node = try top.optional("added_tokens") { try node.elements() } else { [TokenizerNode]() }
        var next = model.size
        var placesByContent: [[UInt8]: Int] = [:]
        var tokens: [AddedToken] = []
        for element in elements {
            let token = try AddedToken(element)
            guard !token.content.isEmpty else { continue }
            let place = placesByContent[token.content] ?? tokens.count
            let isNew = place == tokens.count && model.vocabulary.id(of: token.content) == nil
            let known = place < tokens.count ? tokens[place].id : model.vocabulary.id(of: token.content)
            let expected = known ?? Int32(clamping: next)
            guard token.id == expected else {
                throw element.damaged("its id is \(token.id), and its place in the vocabulary gives \(expected)")
            }
            if isNew { next += 1 }
            placesByContent[token.content] = place
            // Of a token that is there twice, the later one counts.
            tokens.replaceSubrange(place..<min(place + 1, tokens.count), with: [token])
        }
        self = try top.reporting { () throws(TokenizerReason) in try AddedTokens(tokens, normalizer: normalizer) }
    }
}

extension AddedToken {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        content = try node.member("content").bytes()
        id = try node.member("id").id()
        isSingleWord = try node.boolean("single_word")
        stripsLeft = try node.boolean("lstrip")
        stripsRight = try node.boolean("rstrip")
        isNormalized = try node.boolean("normalized")
        isSpecial = try node.boolean("special")
    }
}
