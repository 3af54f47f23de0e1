/// What of a text is read.
package struct TextReading: Hashable, Sendable {
    /// What is put before each text.
    package let prompt: String
    /// Tokens that are read, with the special ones; nil for as many as the model takes.
    package let limit: Int?
    /// Whether what is beyond the limit is read in pieces, whose vectors are averaged, instead of cut off.
    package let isChunked: Bool

    package init(prompt: String = "", limit: Int? = nil, isChunked: Bool = false) {
        self.prompt = prompt
        self.limit = limit
        self.isChunked = isChunked
    }
}

extension TextReading: CustomStringConvertible {
    /// Equal for equal readings, and for no others.
    package var description: String {
        "limit \(limit.map { "\($0)" } ?? "none"), \(isChunked ? "chunked" : "cut"), prompt \(prompt)"
    }
}
