import Foundation
import Testing
import WinnowEncoders

/// A folder that `Tests/Tokenizers/reference.py` has written.
enum TokenizerReference {
    /// What the environment names; nil when it names nothing.
    static let folder = ProcessInfo.processInfo.environment["WINNOW_TOKENIZER_REFERENCE"].map {
        URL(filePath: $0, directoryHint: .isDirectory)
    }

    /// Names of the tokenizers in the folder.
    static let names: [String] = {
        guard let folder else { return [] }
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "ids" }.map { $0.deletingPathExtension().lastPathComponent }.sorted()
    }()

    static func file(_ name: String) throws -> URL {
        try #require(folder).appending(path: name)
    }

    /// A file's JSON strings, one a line.
    static func strings(_ name: String) throws -> [String] {
        try lines(name).map { line in
            guard let text = try ByteJSONReader.read([UInt8](line)).text else { throw CocoaError(.fileReadCorruptFile) }
            return text
        }
    }

    /// A file's lists of ids, one a line; nil where the package itself fails.
    static func ids(_ name: String) throws -> [[Int32]?] {
        try lines(name).map { line in
            if line.first == UInt8(ascii: "!") { return nil }
            return line.split(separator: 0x20).compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
        }
    }

    private static func lines(_ name: String) throws -> [Data.SubSequence] {
        let data = try Data(contentsOf: file(name))
        return data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    }
}
