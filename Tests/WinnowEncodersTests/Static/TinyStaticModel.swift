import Foundation
import WinnowEncoders
import WinnowNumerics

/// A folder of a static encoder for a test, removed with the value's last owner.
final class TinyStaticModel: Sendable {
    static let words = ["[UNK]", "a", "b", "c", "##a", "##b", "the", "card", "!"]

    let url = FileManager.default.temporaryDirectory.appending(path: "winnow-static-\(UUID().uuidString)")
    var path: String { url.path }

    init(_ tensors: TensorFile, settings: String = #"{"model_type": "model2vec", "normalize": true}"#) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try write(tensors.bytes, "model.safetensors")
        try write(Array(settings.utf8), "config.json")
        let members = Self.words.enumerated().map {
            ByteJSON.Member(key: Array($1.utf8), value: .integer($0))
        }
        let tokenizer = ByteJSON.object([
            "added_tokens": .array([]), "normalizer": .object(["type": .text("Lowercase")]),
            "pre_tokenizer": .object(["type": .text("BertPreTokenizer")]),
            "model": .object([
                "type": .text("WordPiece"), "unk_token": .text("[UNK]"), "continuing_subword_prefix": .text("##"),
                "max_input_chars_per_word": .integer(100), "vocab": .object(members),
            ]),
        ])
        try write(tokenizer.serialized, "tokenizer.json")
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: url.appending(path: name))
    }

    func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appending(path: name)))
    }

    /// Seeded numbers between −1 and 1.
    static func table(rows: Int, columns: Int, seed: UInt64 = 1) -> DenseMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "tiny table")
        let values = (0..<rows * columns).map { _ in Float(2 * generator.uniform() - 1) }
        return DenseMatrix(rowCount: rows, columnCount: columns, values: values)
    }
}
