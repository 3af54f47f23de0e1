import Foundation
import WinnowEncoders
import WinnowNumerics

/// A folder with a BERT of one layer and random weights, for a test; removed with the value's last owner.
final class DistillableNetwork: Sendable {
    /// With tokens that are hard to write: quotes, a control character, and two that are canonically the same text.
    static let vocabulary = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused1]", "card", "bank", "new", "york", "is", "my", "the", "here",
        "##s",
        "##ing", "##card", "\"", "\\", "\u{1}\u{1f}", "e\u{301}", "\u{e9}", "</script>", "a", "b", "##a", "##b", "!",
        ".",
    ]
    static let width = 16

    let url = FileManager.default.temporaryDirectory.appending(path: "winnow-network-\(UUID().uuidString)")
    var path: String { url.path }

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try write(Self.configuration, "config.json")
        try write(Self.tokenizer, "tokenizer.json")
        try Data(Self.weights.bytes).write(to: url.appending(path: "model.safetensors"))
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    private func write(_ value: ByteJSON, _ name: String) throws {
        try Data(value.serialized).write(to: url.appending(path: name))
    }

    private static var configuration: ByteJSON {
        .object([
            "model_type": .text("bert"), "vocab_size": .integer(vocabulary.count), "hidden_size": .integer(width),
            "num_hidden_layers": .integer(1), "num_attention_heads": .integer(2), "intermediate_size": .integer(32),
            "max_position_embeddings": .integer(64), "type_vocab_size": .integer(1),
        ])
    }

    private static var tokenizer: ByteJSON {
        let members = vocabulary.enumerated().map { ByteJSON.Member(key: Array($1.utf8), value: .integer($0)) }
        let special = vocabulary.prefix(4).enumerated().map { id, content in
            ByteJSON.object([
                "id": .integer(id), "content": .text(content), "single_word": .boolean(false),
                "lstrip": .boolean(false), "rstrip": .boolean(false), "normalized": .boolean(false),
                "special": .boolean(true),
            ])
        }
        return .object([
            "version": .text("1.0"), "truncation": .object(["max_length": .integer(8)]), "padding": .null,
            "added_tokens": .array(special),
            "normalizer": .object([
                "type": .text("BertNormalizer"), "clean_text": .boolean(true), "handle_chinese_chars": .boolean(true),
                "strip_accents": .null, "lowercase": .boolean(true),
            ]),
            "pre_tokenizer": .object(["type": .text("BertPreTokenizer")]),
            "post_processor": .object([
                "type": .text("BertProcessing"), "sep": .array([.text("[SEP]"), .integer(3)]),
                "cls": .array([.text("[CLS]"), .integer(2)]),
            ]),
            "model": .object([
                "type": .text("WordPiece"), "unk_token": .text("[UNK]"), "continuing_subword_prefix": .text("##"),
                "max_input_chars_per_word": .integer(100), "vocab": .object(members),
            ]),
        ])
    }

    private static var weights: TensorFile {
        var file = TensorFile()
        func append(_ name: String, _ rows: Int, _ columns: Int? = nil, around centre: Float = 0) {
            let table = TinyStaticModel.table(rows: rows, columns: columns ?? 1, seed: UInt64(name.utf8.count))
            let values = table.values.map { centre + 0.4 * $0 }
            file.append(singles: values, shape: columns.map { [rows, $0] } ?? [rows], as: name)
        }
        append("embeddings.word_embeddings.weight", vocabulary.count, width)
        append("embeddings.position_embeddings.weight", 64, width)
        append("embeddings.token_type_embeddings.weight", 1, width)
        for norm in [
            "embeddings.LayerNorm", "encoder.layer.0.attention.output.LayerNorm", "encoder.layer.0.output.LayerNorm",
        ] {
            append(norm + ".weight", width, around: 1)
            append(norm + ".bias", width)
        }
        for part in ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"] {
            append("encoder.layer.0.\(part).weight", width, width)
            append("encoder.layer.0.\(part).bias", width)
        }
        append("encoder.layer.0.intermediate.dense.weight", 32, width)
        append("encoder.layer.0.intermediate.dense.bias", 32)
        append("encoder.layer.0.output.dense.weight", width, 32)
        append("encoder.layer.0.output.dense.bias", width)
        return file
    }
}
