internal import Foundation
package import WinnowNumerics

/// A static encoder that is not in a folder yet.
package struct DistilledEncoder: Sendable {
    /// By token, weights in it, `(V, d)`.
    package let table: DenseMatrix
    /// `tokenizer.json`.
    package let tokenizer: [UInt8]
    package let weighting: DistillationSettings.Weighting

    /// Files by name, as `StaticTextEncoder` and the model2vec package (0.10) read them; the table is in half
    /// precision.
    package var files: [(name: String, bytes: [UInt8])] {
        var tensors = TensorFile()
        tensors.append(halves: table, as: "embeddings")
        return [
            (name: "config.json", bytes: configuration.serialized),
            (name: "model.safetensors", bytes: tensors.bytes),
            (name: "tokenizer.json", bytes: tokenizer),
        ]
    }

    private var configuration: ByteJSON {
        let coefficient: ByteJSON =
            switch weighting {
            case .none: .null
            case .zipf(let coefficient), .pool(let coefficient): .number("\(coefficient)")
            }
        return .object([
            "model_type": .text("model2vec"), "architectures": .array([.text("StaticModel")]),
            "apply_pca": .integer(table.columnCount), "sif_coefficient": coefficient,
            "hidden_dim": .integer(table.columnCount),
            // What the package writes for "no limit of its own"; it and Winnow read so many tokens as `max_length`
            // says.
            "seq_length": .integer(1_000_000), "max_length": .integer(StaticTextEncoder.usualTokenLimit),
            "normalize": .boolean(true), "pooling": .text("mean"), "embedding_dtype": .text("float16"),
        ])
    }

    /// Writes a new folder: it is there with all files, or not at all.
    ///
    /// - Throws: `EncoderError.unwritable`, also when there is something at the path.
    package func write(to folder: String) throws(EncoderError) {
        let manager = FileManager.default
        let place = URL(filePath: folder, directoryHint: .isDirectory)
        let draft = place.deletingLastPathComponent().appending(path: ".\(UUID().uuidString).draft")
        do {
            try manager.createDirectory(at: draft, withIntermediateDirectories: true)
            for (name, bytes) in files { try Data(bytes).write(to: draft.appending(path: name)) }
            try manager.moveItem(at: draft, to: place)
        } catch {
            try? manager.removeItem(at: draft)
            throw .unwritable(file: folder, reason: error.localizedDescription)
        }
    }
}
