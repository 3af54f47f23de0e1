import Foundation
import Testing
import WinnowEncoders

/// The small tokenizers of `Tests/Fixtures/tokenizers` and what the `tokenizers` package makes of some strings.
enum TokenizerFixtures {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Fixtures/tokenizers")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.map { $0.deletingPathExtension().lastPathComponent }.filter { $0 != "vectors" }.sorted()
    }()

    static func file(_ name: String) -> URL {
        folder.appending(path: "\(name).json")
    }

    static func tokenizer(_ name: String) throws -> Tokenizer {
        try Tokenizer(contentsOf: file(name))
    }

    struct Vectors {
        let strings: [String]
        let ids: [String: [[Int32]]]
    }

    static func vectors() throws -> Vectors {
        let top = try ByteJSONReader.read([UInt8](Data(contentsOf: file("vectors"))))
        let ids = try #require(top["ids"]?.members)
        return Vectors(
            strings: try #require(top["strings"]?.elements).compactMap(\.text),
            ids: Dictionary(
                uniqueKeysWithValues: ids.map { name, lists in
                    (name, (lists.elements ?? []).map { list in (list.elements ?? []).compactMap(\.integer) })
                }
            )
        )
    }

    /// A tokenizer from the parts that differ between tests, in JSON.
    static func tokenizer(
        model: String,
        normalizer: String = "null",
        preTokenizer: String = "null",
        postProcessor: String = "null",
        added: String = "[]"
    ) throws(EncoderError) -> Tokenizer {
        let json = """
            {"version": "1.0", "added_tokens": \(added), "normalizer": \(normalizer), "pre_tokenizer": \(preTokenizer),
            "post_processor": \(postProcessor), "model": \(model)}
            """
        return try Tokenizer(json: Array(json.utf8), file: "tokenizer.json")
    }
}

extension ByteJSON {
    var members: [(String, ByteJSON)]? {
        guard case .object(let members) = self else { return nil }
        return members.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
    }

    var elements: [ByteJSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var text: String? {
        guard case .string(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    var integer: Int32? {
        guard case .number(let text) = self else { return nil }
        return Int32(text)
    }

    subscript(key: String) -> ByteJSON? {
        members?.first { $0.0 == key }?.1
    }
}

/// A text as a JSON string.
func quoted(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return result + "\""
}
