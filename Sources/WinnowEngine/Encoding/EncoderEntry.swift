internal import Foundation
package import WinnowDomain

/// An encoder that was added to a data folder: what is known of it without loading it.
package struct EncoderEntry: Codable, Hashable, Sendable {
    /// What queue files call it, and its folder.
    package let name: String
    package let kind: EncoderDefinition.Kind
    /// As in "bert".
    package let architecture: String
    /// d.
    package let columnCount: Int
    /// Tokens of a text that it reads where nobody says otherwise; nil for any number.
    package let tokenLimit: Int?
    /// Of the files that its vectors hang on.
    package let digest: Digest
    package let byteCount: Int

    package init(
        name: String,
        kind: EncoderDefinition.Kind,
        architecture: String,
        columnCount: Int,
        tokenLimit: Int?,
        digest: Digest,
        byteCount: Int
    ) {
        self.name = name
        self.kind = kind
        self.architecture = architecture
        self.columnCount = columnCount
        self.tokenLimit = tokenLimit
        self.digest = digest
        self.byteCount = byteCount
    }

    static let fileName = "encoder.json"

    /// nil where a folder has none, or one that cannot be.
    init?(in folder: URL) { self.init(in: folder, named: folder.lastPathComponent) }

    /// The same of a folder that does not have its name yet.
    init?(in folder: URL, named name: String) {
        guard let data = try? Data(contentsOf: folder.appending(path: Self.fileName)),
            let entry = try? JSONDecoder().decode(EncoderEntry.self, from: data),
            entry.name == name, (1...1 << 20).contains(entry.columnCount),
            (1...1 << 20).contains(entry.tokenLimit ?? 1)
        else { return nil }
        self = entry
    }

    func write(to folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: folder.appending(path: Self.fileName), options: .atomic)
    }

    /// Whether a text can be a name: that of a folder beside others, and what a person can type.
    package static func isName(_ text: String) -> Bool {
        let others = Set("._-".unicodeScalars)
        return (1...100).contains(text.unicodeScalars.count) && text.first != "." && text.first != "-"
            && text.unicodeScalars.allSatisfy {
                others.contains($0) || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
            }
    }
}
