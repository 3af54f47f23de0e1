package import Foundation

extension Tokenizer {
    /// Reads a `tokenizer.json` of the `tokenizers` package.
    ///
    /// - Throws: `EncoderError` with the file, the path of keys and the reason; `unknown` for a part of another kind.
    package init(contentsOf file: URL) throws(EncoderError) {
        try self.init(json: TokenizerFile.bytes(of: file), file: file.path)
    }

    /// - Parameter file: What the messages call it.
    package init(json bytes: [UInt8], file: String) throws(EncoderError) {
        let top = try TokenizerFile.top(bytes, file: file)
        if let version = try top.optional("version"), try version.string() != "1.0" {
            throw version.unknown("version", try version.string(), known: ["1.0"])
        }
        normalizer = try top.optional("normalizer").map(TextNormalizer.init)
        preTokenizer = try top.optional("pre_tokenizer").map(PreTokenizer.init)
        frame = try top.optional("post_processor").map(TokenFrame.init) ?? TokenFrame()
        model = try TokenizerModel(top.member("model"))
        added = try AddedTokens(top, model: model, normalizer: normalizer)
    }
}

/// Reading files of tokenizers.
enum TokenizerFile {
    /// A file's bytes, which are well-formed UTF-8.
    static func bytes(of file: URL) throws(EncoderError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: file))
        } catch {
            throw .unreadable(file: file.path, reason: error.localizedDescription)
        }
    }

    /// The value that JSON of well-formed UTF-8 is.
    static func top(_ bytes: [UInt8], file: String) throws(EncoderError) -> TokenizerNode {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .damaged(file: file, place: "the top", reason: "it is not UTF-8")
        }
        do throws(ByteJSONReader.Failure) {
            return TokenizerNode(value: try ByteJSONReader.read(bytes), place: "", file: file)
        } catch {
            throw .damaged(file: file, place: "byte \(error.offset)", reason: error.reason)
        }
    }
}
