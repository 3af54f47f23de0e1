package import Foundation

/// Writes a small model of `static.v1`: a vector for each of some words.
package enum StaticModel {
    /// - Parameters:
    ///   - words: In lower case, without `[UNK]`.
    ///   - seed: Other seeds give other vectors.
    package static func write(to folder: URL, words: [String], dimension: Int = 12, seed: UInt64 = 1) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tokens = ["[UNK]"] + words
        var vocabulary: [String: Int] = [:]
        for (number, token) in tokens.enumerated() { vocabulary[token] = number }
        let tokenizer: [String: Any] = [
            "version": "1.0", "added_tokens": [],
            "normalizer": [
                "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": NSNull(),
                "lowercase": true,
            ] as [String: Any],
            "pre_tokenizer": ["type": "BertPreTokenizer"],
            "model": [
                "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100, "vocab": vocabulary,
            ] as [String: Any],
        ]
        try JSONSerialization.data(withJSONObject: tokenizer).write(to: folder.appending(path: "tokenizer.json"))
        try Data(#"{"model_type": "model2vec", "normalize": true}"#.utf8)
            .write(to: folder.appending(path: "config.json"))
        try safetensors(rows: tokens.count, dimension, seed).write(to: folder.appending(path: "model.safetensors"))
    }

    private static func safetensors(rows: Int, _ columns: Int, _ seed: UInt64) -> Data {
        var state = seed
        var numbers = Data()
        for _ in 0..<rows * columns {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Float(Int64(bitPattern: state) >> 40) / Float(1 << 23)
            withUnsafeBytes(of: value.bitPattern.littleEndian) { numbers.append(contentsOf: $0) }
        }
        let header =
            #"{"embeddings":{"dtype":"F32","shape":[\#(rows),\#(columns)],"data_offsets":[0,\#(numbers.count)]}}"#
        var data = Data()
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
        return data + Data(header.utf8) + numbers
    }
}
