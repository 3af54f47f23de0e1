/// Turns a text into the tokens that an encoder was trained with.
///
/// Does what the `tokenizers` package does with the same file, token for token; see `ScalarTraits` on its versions of
/// Unicode. The file's own truncation and padding are ignored: the caller knows how long the encoder's input may be.
/// Values are immutable, and all functions may be called from any number of threads.
package struct Tokenizer: Sendable {
    /// Rises when the same file may give other tokens than before: a part of the key of anything made from tokens.
    package static let revision = 1

    let model: TokenizerModel
    let normalizer: TextNormalizer?
    let preTokenizer: PreTokenizer?
    let added: AddedTokens
    let frame: TokenFrame

    /// The tokens of a text with special ones around them.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - limit: How many tokens at most, special ones included; a text that has more loses its end. A limit below the
    ///     count of special tokens cuts these too.
    package func tokens(of text: String, limit: Int) -> TokenSequence {
        precondition(limit >= 0, "a limit of \(limit) tokens")
        var ids = frame.before
        append(text, to: &ids)
        let uncutCount = ids.count + frame.after.count
        let room = max(limit - frame.after.count, min(limit, frame.before.count))
        if ids.count > room { ids.removeSubrange(room...) }
        ids.append(contentsOf: frame.after.prefix(limit - ids.count))
        return TokenSequence(ids: ids, uncutCount: uncutCount)
    }

    /// All tokens of a text, without special ones around them. Special ones that the text itself spells are there.
    package func rawTokens(of text: String) -> [Int32] {
        var ids: [Int32] = []
        append(text, to: &ids)
        return ids
    }
}

// MARK: - Vocabulary

extension Tokenizer {
    /// How many different tokens there are, added ones included.
    package var vocabularyCount: Int {
        model.vocabulary.count + added.tokens.count { model.vocabulary.id(of: $0.content) == nil }
    }

    /// The highest id that a text can have: an encoder's table of tokens needs a row for it.
    package var highestID: Int32 {
        let specials = (frame.before + frame.after).max() ?? -1
        return max(model.vocabulary.highestID, added.tokens.map(\.id).max() ?? -1, specials)
    }

    /// What stands for unknown words or scalars; nil when these are left out.
    package var unknownID: Int32? { model.unknownID }

    /// The id of a token as it is written in the file, byte by byte; nil when there is none.
    package func id(of token: String) -> Int32? {
        let bytes = Array(token.utf8)
        return added.tokens.first { $0.content == bytes }?.id ?? model.vocabulary.id(of: bytes)
    }

    /// The token with an id; nil when there is none.
    package func token(of id: Int32) -> String? {
        let bytes = added.tokens.first { $0.id == id }?.content ?? model.vocabulary.token(of: id)
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }
}

// MARK: - Tokenizing

extension Tokenizer {
    private func append(_ text: String, to ids: inout [Int32]) {
        let bytes = text.utf8.span
        ids.reserveCapacity(ids.count + bytes.count / 3 + 4)
        var scratch = ModelScratch()
        guard let parts = added.raw.isEmpty ? nil : added.raw.parts(of: bytes) else {
            return appendNormalized(bytes, 0..<bytes.count, to: &ids, &scratch)
        }
        for part in parts {
            switch part {
            case .token(let id): ids.append(id)
            case .text(let range): appendNormalized(bytes, range, to: &ids, &scratch)
            }
        }
    }

    private func appendNormalized(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        to ids: inout [Int32],
        _ scratch: inout ModelScratch
    ) {
        guard !range.isEmpty else { return }
        var bytes = text.extracting(range).withUnsafeBufferPointer { Array($0) }
        var isAtStart = range.lowerBound == 0
        if isAtStart, preTokenizer?.asksForStart == true { isAtStart = normalizer?.keepsStart(of: bytes) ?? true }
        normalizer?.apply(to: &bytes)
        guard let parts = added.normalized.isEmpty ? nil : added.normalized.parts(of: bytes.span) else {
            return appendPieces(bytes, isAtStart: isAtStart, to: &ids, &scratch)
        }
        for part in parts {
            switch part {
            case .token(let id): ids.append(id)
            case .text(let range):
                let isFirst = isAtStart && range.lowerBound == 0
                appendPieces(Array(bytes[range]), isAtStart: isFirst, to: &ids, &scratch)
            }
        }
    }

    private func appendPieces(
        _ bytes: [UInt8],
        isAtStart: Bool,
        to ids: inout [Int32],
        _ scratch: inout ModelScratch
    ) {
        var pieces = Pieces(bytes, isAtStart: isAtStart)
        preTokenizer?.apply(to: &pieces)
        let text = pieces.bytes.span
        for range in pieces.ranges { model.append(text, range, to: &ids, &scratch) }
    }
}
