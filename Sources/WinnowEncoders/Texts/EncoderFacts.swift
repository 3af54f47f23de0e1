internal import Foundation

/// What a model's folder is, without its vectors.
package struct EncoderFacts: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A network that is computed.
        case network
        /// A table of vectors of tokens.
        case table
    }

    package let kind: Kind
    /// As in "bert".
    package let architecture: String
    package let dimension: Int
    /// Tokens of a text that are read where nobody says otherwise, with special ones.
    package let tokenLimit: Int
    /// Relative paths of the files that vectors hang on, sorted.
    package let files: [String]

    /// Files of a model's folder that say what it is.
    private static let names: Set<String> = [
        "config.json", "config_sentence_transformers.json", "model.safetensors", "modules.json",
        "sentence_bert_config.json", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
    ]

    /// Reads a folder as downloaded from a model hub, and all that it takes to use it.
    ///
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package init(folder: String) throws(EncoderError) {
        let place = ModelFolder(path: folder)
        if try Self.isTable(place) {
            kind = .table
            architecture = "static"
            let encoder = try StaticTextEncoder(folder: folder)
            dimension = encoder.dimension
            tokenLimit = encoder.tokenLimit
        } else {
            let encoder = try NativeTextEncoder(folder: folder, precision: .single).encoder
            kind = .network
            architecture = encoder.configuration.architecture.rawValue
            dimension = encoder.dimension
            tokenLimit = encoder.tokenLimit.count
        }
        files = try Self.files(in: place)
    }

    private static func isTable(_ folder: ModelFolder) throws(EncoderError) -> Bool {
        if let fields = try folder.values(of: "config.json"), try fields.string("model_type") == "model2vec" {
            return true
        }
        guard try StaticTextEncoder.place(folder).path == folder.path else { return true }
        guard try folder.values(of: "modules.json") == nil,
            FileManager.default.fileExists(atPath: folder.path + "/model.safetensors")
        else { return false }
        let tensors = try Safetensors(folder: folder, name: "model.safetensors").tensors
        return tensors["embeddings"] != nil
    }

    /// Those of the folder and of its modules' folders: checkpoints that lie beside are none of the model.
    private static func files(in folder: ModelFolder) throws(EncoderError) -> [String] {
        var places: Set<String> = [""]
        if let modules = try folder.values(of: "modules.json"), case .array(let entries) = modules.value {
            for (number, entry) in entries.enumerated() {
                let fields = JSONFields(file: modules.file, value: entry, place: "[\(number)]")
                guard let path = try fields.string("path"), !path.isEmpty else { continue }
                _ = try folder.folder(path, from: modules.file)
                places.insert((path.hasSuffix("/") ? String(path.dropLast()) : path) + "/")
            }
        }
        return places.flatMap { place in
            let found = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(place)")) ?? []
            return found.filter { names.contains($0) }.map { place + $0 }
        }.sorted()
    }
}
