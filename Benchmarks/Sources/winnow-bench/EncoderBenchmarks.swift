import Foundation
import WinnowEncoders
import WinnowLearning
import WinnowNumerics

/// Texts in, vectors out, by the network in `FOLDER/model`, in the precision and of the set that the variant names.
@Sendable func encodeBenchmark(_ folder: URL, _ variant: String) async throws {
    let texts = try encoderTexts(variant)
    var encoders: [(name: String, encoder: NativeTextEncoder)] = []
    for precision in [EncoderPrecision.single, .brain] {
        let encoder = try NativeTextEncoder(folder: folder.appending(path: "model").path, precision: precision)
        encoders.append((precision.rawValue, encoder))
    }
    try await takeTurns(prepared: ["texts": Double(texts.count)]) {
        var figures: [String: Double] = [:]
        for (name, encoder) in encoders {
            let (time, vectors) = try seconds { try encoder.vectors(of: texts) }
            figures[name] = time
            // So that both sides can tell whether they did the same.
            if name == "f32" { try SharedArrays(folder: folder).write(vectors.values, "vectors") }
        }
        return figures
    }
}

/// Texts to tokens by `FOLDER/model/tokenizer.json`.
@Sendable func tokenizeBenchmark(_ folder: URL, _ variant: String) async throws {
    let texts = try encoderTexts(variant)
    let tokenizer = try Tokenizer(contentsOf: folder.appending(path: "model/tokenizer.json"))
    try await takeTurns(prepared: ["texts": Double(texts.count)]) {
        let (time, tokens) = seconds { texts.map { tokenizer.tokens(of: $0, limit: 256).ids } }
        return ["seconds": time, "sum": tokens.joined().reduce(0) { $0 + Double($1) }]
    }
}

/// Texts in, vectors out, by a table that is made of the network and written to `FOLDER/static` for the peer.
@Sendable func staticBenchmark(_ folder: URL, _ variant: String) async throws {
    let texts = try encoderTexts(variant)
    let table = folder.appending(path: "static").path
    if !FileManager.default.fileExists(atPath: table) {
        try StaticDistillation(folder: folder.appending(path: "model").path).model().write(to: table)
    }
    let encoder = try StaticTextEncoder(folder: table)
    try await takeTurns(prepared: ["texts": Double(texts.count)]) {
        let (time, vectors) = try seconds { try encoder.vectors(of: texts) }
        try SharedArrays(folder: folder).write(vectors.values, "vectors")
        return ["seconds": time]
    }
}

/// A map of the vectors that the network in `FOLDER/model` makes of texts.
@Sendable func mapBenchmark(_ folder: URL, _ variant: String) async throws {
    let texts = try encoderTexts(variant)
    let vectors = try NativeTextEncoder(folder: folder.appending(path: "model").path).vectors(of: texts)
    try SharedArrays(folder: folder).write(vectors.values, "vectors")
    let part = PoolFeatures.DensePart(columnCount: vectors.columnCount, blocks: [DenseRows(vectors)])
    let pool = PoolFeatures(dense: [part])
    try await takeTurns(prepared: ["texts": Double(texts.count)]) {
        let (time, map) = try seconds { try UMAP().fit(pool, seed: 0) }
        try SharedArrays(folder: folder).write(map.coordinates, "map")
        return ["seconds": time]
    }
}

/// `SET/SPLIT`, or `SET/SPLIT/N` for every Nth text of it.
private func encoderTexts(_ variant: String) throws -> [String] {
    let parts = variant.split(separator: "/").map(String.init)
    guard parts.count >= 2 else { throw CocoaError(.featureUnsupported) }
    let texts = try LabelledTexts(parts[0], [parts[1]]).texts
    let step = parts.count > 2 ? Int(parts[2]) ?? 1 : 1
    return stride(from: 0, to: texts.count, by: step).map { texts[$0] }
}
