import Foundation

/// A folder of a model that goes when the object does.
final class ModelFiles {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-encoder-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    /// A copy of a stored model.
    convenience init(copyOf fixture: String) throws {
        try self.init()
        for file in ["config.json", "model.safetensors"] {
            try FileManager.default.copyItem(atPath: "\(Self.fixtures)/\(fixture)/\(file)", toPath: "\(path)/\(file)")
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        try write(Data(text.utf8), to: name)
    }

    func write(_ data: Data, to name: String) throws {
        let file = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try data.write(to: file)
    }

    func read(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
    }

    /// The modules of sentence-transformers, with one way of pooling.
    func writeModules(pooling: String, isNormalized: Bool = true) throws {
        var modules = ["Transformer", "Pooling"]
        if isNormalized { modules.append("Normalize") }
        let entries = modules.enumerated().map { number, name in
            let folder = number == 0 ? "" : "\(number)_\(name)"
            return "{\"idx\": \(number), \"path\": \"\(folder)\", \"type\": \"sentence_transformers.models.\(name)\"}"
        }
        try write("[\(entries.joined(separator: ", "))]", to: "modules.json")
        try write("{\"pooling_mode_\(pooling)\": true}", to: "1_Pooling/config.json")
    }

    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/encoders").path
}
