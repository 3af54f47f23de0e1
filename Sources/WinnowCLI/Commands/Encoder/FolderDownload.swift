internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders

/// Downloads a model's folder from an address, a file at a time.
struct FolderDownload {
    let from: String
    let to: URL
    let console: Console

    /// What a model's folder has to have, and what it may have.
    private static let needed = ["config.json", "model.safetensors"]
    private static let possible = [
        "tokenizer.json", "vocab.txt", "tokenizer_config.json", "special_tokens_map.json", "modules.json",
        "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling/config.json",
    ]

    /// - Throws: `Problem`.
    /// - Returns: The folder.
    func run() async throws -> URL {
        guard let base = URL(string: from.hasSuffix("/") ? from : from + "/"),
            ["http", "https"].contains(base.scheme), base.host != nil
        else {
            throw Problem.usage("--from is \"\(from)\"; write an address as in https://models.example.org/my-model")
        }
        for file in Self.needed + Self.possible {
            let target = to.appending(path: file)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let progress = ProgressLine(file, console: console)
            defer { progress.finish() }
            do {
                try await FileDownload(base.appending(path: file), to: target).run { done, total in
                    progress.show(
                        total.map { Double(done) / Double(max($0, 1)) },
                        NumberText.bytes(done) + (total.map { " of \(NumberText.bytes($0))" } ?? "")
                    )
                }
            } catch let error as DownloadError {
                if case .status(404) = error, Self.possible.contains(file) { continue }
                throw Problem(.unreachable, "\(base.appending(path: file).absoluteString): \(error)")
            }
        }
        return to
    }
}
