/// Each piece is one token, or the unknown one.
struct WordLevelModel: Sendable {
    let vocabulary: TokenVocabulary
    let unknownID: Int32?
    private let unknown: Int32

    /// - Throws: A reason when the vocabulary does not have the unknown token.
    init(_ vocabulary: TokenVocabulary, unknownToken: [UInt8]) throws(TokenizerReason) {
        guard let unknown = vocabulary.id(of: unknownToken) else {
            throw TokenizerReason("the vocabulary has no \(String(decoding: unknownToken, as: UTF8.self))")
        }
        self.vocabulary = vocabulary
        self.unknown = unknown
        unknownID = unknown
    }

    func append(_ text: Span<UInt8>, _ range: Range<Int>, to ids: inout [Int32]) {
        ids.append(vocabulary.id(of: text, from: range.lowerBound, to: range.upperBound) ?? unknown)
    }
}
