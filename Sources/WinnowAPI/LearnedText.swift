package import WinnowDomain

/// A text that a model has learned from.
package struct LearnedText: Hashable, Sendable, Codable {
    /// The first 16 bytes of the SHA-256 of its UTF-8, in hexadecimal.
    package let hash: String

    package init(_ hash: ContentHash) {
        self.hash = hash.description
    }
}
