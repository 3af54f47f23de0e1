extension TextNormalizer {
    private static let known = [
        "BertNormalizer", "ByteLevel", "Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Precompiled", "Prepend",
        "Replace", "Sequence", "Strip", "StripAccents",
    ]

    /// Reads `normalizer` of a `tokenizer.json`.
    init(_ node: TokenizerNode) throws(EncoderError) {
        let type = try node.type()
        switch type {
        case "BertNormalizer": self = .bert(try BertNormalizer(node))
        case "ByteLevel": self = .byteLevel
        case "Lowercase": self = .lowercase
        case "Nmt": self = .nmt
        case "Precompiled": self = .charsMap(try CharsMap(node.member("precompiled_charsmap")))
        case "Prepend": self = .prepend(try node.member("prepend").bytes())
        case "Replace": self = .replace(try Replacement(node))
        case "StripAccents": self = .stripAccents
        case "Strip":
            self = .strip(left: try node.boolean("strip_left"), right: try node.boolean("strip_right"))
        case "Sequence":
            var parts: [TextNormalizer] = []
            for part in try node.member("normalizers").elements() { parts.append(try TextNormalizer(part)) }
            self = .sequence(parts)
        default:
            guard let form = UnicodeForm(rawValue: type) else {
                throw try node.member("type").unknown("normalizer", type, known: TextNormalizer.known)
            }
            self = .form(form)
        }
    }
}

extension BertNormalizer {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        self.init(
            cleans: try node.boolean("clean_text"),
            isolatesIdeographs: try node.boolean("handle_chinese_chars"),
            stripsAccents: try node.optional("strip_accents")?.boolean(),
            lowers: try node.boolean("lowercase")
        )
    }
}

extension CharsMap {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        let text = try node.string()
        do throws(TokenizerReason) {
            try self.init(base64: text)
        } catch {
            throw node.damaged(error.text)
        }
    }
}

extension Replacement {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        pattern = try TextPattern(node.member("pattern"))
        content = try node.member("content").bytes()
    }
}
