/// Why a part of a tokenizer cannot be made, for a caller who knows where it stands in the file.
struct TokenizerReason: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}
