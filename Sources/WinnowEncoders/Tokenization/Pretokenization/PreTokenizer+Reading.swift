extension PreTokenizer {
    private static let known = [
        "BertPreTokenizer", "ByteLevel", "Digits", "Metaspace", "Punctuation", "Sequence", "Split", "Whitespace",
        "WhitespaceSplit",
    ]

    /// Reads `pre_tokenizer` of a `tokenizer.json`.
    init(_ node: TokenizerNode) throws(EncoderError) {
        let type = try node.type()
        switch type {
        case "BertPreTokenizer": self = .bert
        case "ByteLevel":
            self = .byteLevel(
                addsSpace: try node.boolean("add_prefix_space"),
                splits: try node.boolean("use_regex", otherwise: true)
            )
        case "Digits": self = .digits(isSingle: try node.boolean("individual_digits"))
        case "Metaspace": self = .metaspace(try Metaspace(node))
        case "Punctuation":
            self = .punctuation(try node.optional("behavior").map(SplitBehavior.init) ?? .isolated)
        case "Split":
            self = .split(
                try TextPattern(node.member("pattern")),
                try SplitBehavior(node.member("behavior")),
                isInverted: try node.boolean("invert")
            )
        case "Whitespace": self = .whitespace
        case "WhitespaceSplit": self = .whitespaceSplit
        case "Sequence":
            var parts: [PreTokenizer] = []
            for part in try node.member("pretokenizers").elements() { parts.append(try PreTokenizer(part)) }
            self = .sequence(parts)
        default: throw try node.member("type").unknown("pre-tokenizer", type, known: PreTokenizer.known)
        }
    }
}

extension SplitBehavior {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        let name = try node.string()
        guard let behavior = SplitBehavior(rawValue: name) else {
            throw node.unknown("split behaviour", name, known: SplitBehavior.allCases.map(\.rawValue))
        }
        self = behavior
    }
}

extension Metaspace {
    fileprivate init(_ node: TokenizerNode) throws(EncoderError) {
        var mark: [UInt8] = []
        mark.append(scalar: try node.member("replacement").scalar())
        var prefix = Prefix.always
        if let scheme = try node.optional("prepend_scheme") {
            let name = try scheme.string()
            guard let known = Prefix(rawValue: name) else {
                throw scheme.unknown("prepend scheme", name, known: Prefix.allCases.map(\.rawValue))
            }
            prefix = known
        }
        // Files of before 2024 have only this key. Both are there in some, and then have to agree.
        if try !node.boolean("add_prefix_space", otherwise: true) {
            let hasScheme = try node.optional("prepend_scheme") != nil
            guard !hasScheme || prefix == .never else {
                throw try node.member("add_prefix_space").damaged("it contradicts prepend_scheme")
            }
            prefix = .never
        }
        self.init(mark: mark, prefix: prefix, splits: try node.boolean("split", otherwise: true))
    }
}
