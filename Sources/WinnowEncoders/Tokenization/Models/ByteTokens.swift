/// The tokens `<0x00>`…`<0xFF>` that stand for single bytes.
enum ByteTokens {
    /// By byte: its token's id; −1 where the vocabulary has none.
    static func ids(in vocabulary: TokenVocabulary) -> [Int32] {
        (0..<256).map { (byte: Int) in
            let digits = String(byte, radix: 16, uppercase: true)
            let token = "<0x\(digits.count < 2 ? "0" : "")\(digits)>"
            return vocabulary.id(of: Array(token.utf8)) ?? -1
        }
    }
}
