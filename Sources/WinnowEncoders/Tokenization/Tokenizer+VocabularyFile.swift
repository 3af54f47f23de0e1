package import Foundation

extension Tokenizer {
    /// Reads a `vocab.txt` of BERT: a token a line, its id the line's number from 0.
    ///
    /// - Parameters:
    ///   - file: UTF-8. A token that is there twice has the later id.
    ///   - lowers: Whether words are in lower case and without accents; nil for what `do_lower_case` of a
    ///     `tokenizer_config.json` in the same folder says, or true without one. That file's `strip_accents` and
    ///     `tokenize_chinese_chars` count too.
    /// - Throws: `EncoderError`, also when `[UNK]`, `[CLS]` or `[SEP]` is not there.
    package init(vocabulary file: URL, lowers: Bool? = nil) throws(EncoderError) {
        let bytes = try TokenizerFile.bytes(of: file)
        let folder = file.deletingLastPathComponent()
        let settings = try Tokenizer.settings(folder.appending(path: "tokenizer_config.json"))
        let lowersByFile = try settings?.boolean("do_lower_case", otherwise: true)
        let normalizer = TextNormalizer.bert(
            BertNormalizer(
                cleans: true,
                isolatesIdeographs: try settings?.boolean("tokenize_chinese_chars", otherwise: true) ?? true,
                stripsAccents: try settings?.optional("strip_accents")?.boolean(),
                lowers: lowers ?? lowersByFile ?? true
            )
        )
        do throws(TokenizerReason) {
            try self.init(bertVocabulary: bytes, normalizer: normalizer)
        } catch {
            throw .damaged(file: file.path, place: "the top", reason: error.text)
        }
    }

    private static func settings(_ file: URL) throws(EncoderError) -> TokenizerNode? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try TokenizerFile.top(TokenizerFile.bytes(of: file), file: file.path)
    }

    private init(bertVocabulary bytes: [UInt8], normalizer: TextNormalizer) throws(TokenizerReason) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw TokenizerReason("it is not UTF-8") }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let tokens = lines.map { $0.last == UInt8(ascii: "\r") ? Array($0.dropLast()) : Array($0) }
        let vocabulary = try TokenVocabulary(
            tokens.enumerated().map { TokenVocabulary.Entry(token: $1, id: Int32(clamping: $0)) }
        )
        func id(_ token: String) throws(TokenizerReason) -> Int32 {
            guard let id = vocabulary.id(of: Array(token.utf8)) else { throw TokenizerReason("it has no \(token)") }
            return id
        }
        frame = TokenFrame(before: [try id("[CLS]")], after: [try id("[SEP]")])
        model = .wordPiece(
            try WordPieceModel(
                vocabulary,
                unknownToken: Array("[UNK]".utf8),
                prefix: Array("##".utf8),
                scalarLimit: 100
            )
        )
        self.normalizer = normalizer
        preTokenizer = .bert
        added = try AddedTokens(Tokenizer.specials(of: vocabulary), normalizer: normalizer)
    }

    private static func specials(of vocabulary: TokenVocabulary) -> [AddedToken] {
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { token in
            let content = Array(token.utf8)
            return vocabulary.id(of: content).map { id in
                AddedToken(
                    content: content,
                    id: id,
                    isSingleWord: false,
                    stripsLeft: false,
                    stripsRight: false,
                    isNormalized: false,
                    isSpecial: true
                )
            }
        }
    }
}
