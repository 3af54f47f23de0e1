package import Foundation

/// Writes a small random model of `encoder.v1`: BERT with one layer and a token for each of some words.
package enum NetworkModel {
    private static let width = 16
    private static let innerWidth = 32
    private static let positionCount = 32

    /// - Parameter words: In lower case, without special tokens.
    package static func write(to folder: URL, words: [String]) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + words
        try Data(tokens.joined(separator: "\n").utf8).write(to: folder.appending(path: "vocab.txt"))
        let configuration: [String: Any] = [
            "model_type": "bert", "vocab_size": tokens.count, "hidden_size": width, "num_hidden_layers": 1,
            "num_attention_heads": 2, "intermediate_size": innerWidth, "max_position_embeddings": positionCount,
            "type_vocab_size": 1,
        ]
        try JSONSerialization.data(withJSONObject: configuration).write(to: folder.appending(path: "config.json"))
        try safetensors(tokens.count).write(to: folder.appending(path: "model.safetensors"))
    }

    private static func shapes(_ tokenCount: Int) -> [(name: String, shape: [Int])] {
        var shapes: [(name: String, shape: [Int])] = [
            ("embeddings.word_embeddings.weight", [tokenCount, width]),
            ("embeddings.position_embeddings.weight", [positionCount, width]),
            ("embeddings.token_type_embeddings.weight", [1, width]),
        ]
        let layer = "encoder.layer.0."
        for norm in ["embeddings.LayerNorm", layer + "attention.output.LayerNorm", layer + "output.LayerNorm"] {
            shapes += [(norm + ".weight", [width]), (norm + ".bias", [width])]
        }
        for (part, outputs, inputs) in [
            ("attention.self.query", width, width), ("attention.self.key", width, width),
            ("attention.self.value", width, width), ("attention.output.dense", width, width),
            ("intermediate.dense", innerWidth, width), ("output.dense", width, innerWidth),
        ] {
            shapes += [(layer + part + ".weight", [outputs, inputs]), (layer + part + ".bias", [outputs])]
        }
        return shapes
    }

    private static func safetensors(_ tokenCount: Int) throws -> Data {
        var state: UInt64 = 1
        var numbers = Data()
        var header: [String: Any] = [:]
        for (name, shape) in shapes(tokenCount) {
            let begin = numbers.count
            let centre: Float = name.hasSuffix("LayerNorm.weight") ? 1 : 0
            for _ in 0..<shape.reduce(1, *) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let value = centre + 0.4 * Float(Int64(bitPattern: state) >> 40) / Float(1 << 23)
                withUnsafeBytes(of: value.bitPattern.littleEndian) { numbers.append(contentsOf: $0) }
            }
            header[name] = ["dtype": "F32", "shape": shape, "data_offsets": [begin, numbers.count]] as [String: Any]
        }
        let text = try JSONSerialization.data(withJSONObject: header)
        var data = Data()
        withUnsafeBytes(of: UInt64(text.count).littleEndian) { data.append(contentsOf: $0) }
        return data + text + numbers
    }
}
