/// A network's tokenizer with more tokens: what becomes `tokenizer.json` of a static encoder, and what each of its rows
/// is.
///
/// Words go into a WordPiece vocabulary, whose longest match finds them at no cost. Phrases, and words of other models,
/// are added tokens between scalars that are not of words: as the model2vec package adds phrases, so it finds the same
/// ones.
struct DistilledTokenizer {
    enum Row: Hashable {
        /// A token of the network.
        case token(Int32)
        /// A token that the network has several for.
        case term([UInt8])
        /// An id that the file gives to no token.
        case nothing
    }

    /// What `tokenizer.json` says.
    let file: ByteJSON
    /// By id.
    let rows: [Row]

    /// - Parameters:
    ///   - file: The network's `tokenizer.json`, which `tokenizer` was made of.
    ///   - name: What messages call it.
    /// - Throws: `EncoderError.damaged` when the file's ids have gaps, and there are terms that would need the next
    ///   ones.
    init(_ file: ByteJSON, _ tokenizer: Tokenizer, _ terms: PoolTerms, name: String) throws(EncoderError) {
        let model = tokenizer.model
        let size = model.size
        let old = tokenizer.added.tokens.filter { $0.id >= size }.sorted { $0.id < $1.id }
        let isNew: ([UInt8]) -> Bool = { term in
            model.vocabulary.id(of: term) == nil && !tokenizer.added.tokens.contains { $0.content == term }
        }
        let words = terms.words.filter { isNew($0) && tokenizer.isWordPiece($0) }
        let addedWords = terms.words.filter { isNew($0) && !tokenizer.isWordPiece($0) }
        let phrases = addedWords + terms.phrases.filter(isNew)
        guard words.count + phrases.count == 0 || Int(model.vocabulary.highestID) < size else {
            throw .damaged(
                file: name,
                place: "vocabulary",
                reason: "\(size) tokens have ids up to \(model.vocabulary.highestID); there is no place for more"
            )
        }
        let hasGaps = Int(model.vocabulary.highestID) >= size
        // With gaps, added tokens may have ids among the others and beyond them.
        let last = Int(hasGaps ? tokenizer.highestID : model.vocabulary.highestID)
        var rows = (0...max(last, 0)).map { id -> Row in
            let isThere = model.vocabulary.token(of: Int32(id)) != nil || hasGaps && old.contains { Int($0.id) == id }
            return isThere ? .token(Int32(id)) : .nothing
        }
        rows += words.map(Row.term)
        if !hasGaps { rows += old.map { .token($0.id) } }
        let firstPhrase = rows.count
        rows += phrases.map(Row.term)
        var members = Self.withWords(file, words, size: size, shift: words.count)
        members = Self.withPhrases(members, phrases, first: firstPhrase, stripsLeft: !model.isWordPiece)
        // Static encoders have no special tokens around texts, and who reads the text knows how much of it.
        self.file = members.replacing(["truncation": .null, "padding": .null, "post_processor": .null])
        self.rows = rows
    }

    /// With words in the vocabulary, and the ids of added tokens behind them.
    private static func withWords(_ file: ByteJSON, _ words: [[UInt8]], size: Int, shift: Int) -> ByteJSON {
        guard !words.isEmpty, let model = file["model"], case .object(var vocabulary)? = model["vocab"] else {
            return file
        }
        for (number, word) in words.enumerated() {
            vocabulary.append(ByteJSON.Member(key: word, value: .integer(size + number)))
        }
        var result = file.replacing(["model": model.replacing(["vocab": .object(vocabulary)])])
        if case .array(let tokens)? = file["added_tokens"] {
            let moved = tokens.map { token in
                guard case .number(let text)? = token["id"], let id = Int(text), id >= size else { return token }
                return token.replacing(["id": .integer(id + shift)])
            }
            result = result.replacing(["added_tokens": .array(moved)])
        }
        return result
    }

    private static func withPhrases(_ file: ByteJSON, _ phrases: [[UInt8]], first: Int, stripsLeft: Bool) -> ByteJSON {
        guard !phrases.isEmpty else { return file }
        var tokens: [ByteJSON] = []
        if case .array(let old)? = file["added_tokens"] { tokens = old }
        for (number, phrase) in phrases.enumerated() {
            tokens.append(
                .object([
                    "id": .integer(first + number), "content": .string(phrase), "single_word": .boolean(true),
                    "lstrip": .boolean(stripsLeft), "rstrip": .boolean(false), "normalized": .boolean(true),
                    "special": .boolean(false),
                ])
            )
        }
        return file.replacing(["added_tokens": .array(tokens)])
    }
}

extension ByteJSON {
    /// The member with a key; nil when there is none, or the value is no object.
    fileprivate subscript(key: String) -> ByteJSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key.elementsEqual(key.utf8) }?.value
    }
}

extension TokenizerModel {
    fileprivate var isWordPiece: Bool {
        if case .wordPiece = self { true } else { false }
    }
}

extension Tokenizer {
    /// Whether a term would be found in a WordPiece vocabulary: as one piece before the model sees it.
    fileprivate func isWordPiece(_ term: [UInt8]) -> Bool {
        guard model.isWordPiece else { return false }
        var pieces = Pieces(term, isAtStart: true)
        preTokenizer?.apply(to: &pieces)
        return pieces.ranges.count == 1 && pieces.bytes == term
    }
}
