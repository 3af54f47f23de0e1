internal import Foundation

extension Tokenizer {
    /// The tokenizer in a model's folder: `tokenizer.json`, or BERT's `vocab.txt`.
    ///
    /// - Throws: `EncoderError`.
    init(folder: ModelFolder) throws(EncoderError) {
        let file = folder.path + "/tokenizer.json"
        if FileManager.default.fileExists(atPath: file) {
            try self.init(contentsOf: URL(filePath: file))
            return
        }
        let vocabulary = folder.path + "/vocab.txt"
        guard FileManager.default.fileExists(atPath: vocabulary) else {
            let hint = "a tokenizer in another form has to be saved as tokenizer.json first"
            throw .missingFile(name: "tokenizer.json", folder: folder.path, hint: hint)
        }
        try self.init(vocabulary: URL(filePath: vocabulary))
    }
}
