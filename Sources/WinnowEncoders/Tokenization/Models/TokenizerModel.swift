/// Turns a piece of a text into the ids of its tokens.
enum TokenizerModel: Sendable {
    case wordPiece(WordPieceModel)
    case bytePair(BytePairModel)
    case unigram(UnigramModel)
    case wordLevel(WordLevelModel)

    /// Appends the tokens of a piece: a range, not empty, of well-formed UTF-8.
    @inline(__always)
    func append(_ text: Span<UInt8>, _ range: Range<Int>, to ids: inout [Int32], _ scratch: inout ModelScratch) {
        switch self {
        case .wordPiece(let model): model.append(text, range, to: &ids)
        case .bytePair(let model): model.append(text, range, to: &ids, &scratch)
        case .unigram(let model): model.append(text, range, to: &ids, &scratch)
        case .wordLevel(let model): model.append(text, range, to: &ids)
        }
    }

    var vocabulary: TokenVocabulary {
        switch self {
        case .wordPiece(let model): model.vocabulary
        case .bytePair(let model): model.vocabulary
        case .unigram(let model): model.vocabulary
        case .wordLevel(let model): model.vocabulary
        }
    }

    /// What the `tokenizers` package takes as the count of tokens: the next added one has it as its id.
    var size: Int {
        if case .unigram(let model) = self { model.size } else { vocabulary.count }
    }

    var unknownID: Int32? {
        switch self {
        case .wordPiece(let model): model.unknownID
        case .bytePair(let model): model.unknownID
        case .unigram(let model): model.unknownID
        case .wordLevel(let model): model.unknownID
        }
    }
}
