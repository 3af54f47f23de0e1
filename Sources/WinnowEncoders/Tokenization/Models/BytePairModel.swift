/// Starts with a piece's scalars and merges pairs of tokens in the order in which training found them.
///
/// Source: Sennrich, Haddow and Birch 2016; details as in the `tokenizers` package.
struct BytePairModel: Sendable {
    struct Options {
        var unknownToken: [UInt8]?
        /// Put before a scalar that does not start a piece.
        var prefix: [UInt8] = []
        /// Put after the last scalar of a piece.
        var suffix: [UInt8] = []
        /// Whether unknown scalars in a row are one token.
        var fusesUnknown = false
        /// Whether an unknown scalar becomes tokens such as `<0xC3>`, one for each byte.
        var fallsBackToBytes = false
        /// Whether a piece that is a token is that token, whatever the merges say.
        var ignoresMerges = false
    }

    /// A token in a piece that is being merged.
    struct Symbol {
        var id: Int32
        /// The neighbours' positions; −1 for none.
        var previous: Int32
        var next: Int32
        /// What it and the next one merge into; −1 for nothing.
        var mergedID: Int32 = -1
        /// False when it was merged into the one before.
        var isAlive = true
    }

    private static let tableSize: UInt32 = 0x800
    /// Pieces of fewer bytes are mostly words, which are not worth a look at their seams.
    private static let longPiece = 24

    let vocabulary: TokenVocabulary
    let unknownID: Int32?
    let merges: MergeTable
    let options: Options
    /// By byte: the token that stands for it; empty without fallback, −1 where there is none.
    let byteIDs: [Int32]
    /// By scalar below `tableSize`: its token; −1 where there is none. Empty with a prefix or suffix.
    private let scalarIDs: [Int32]
    /// By token: whether the merges make this token of a piece that is this token. Empty with a prefix or suffix.
    private var isWhole: [Bool] = []
    /// Nil with a prefix or suffix.
    private let pairs: ScalarPairs?

    init(_ vocabulary: TokenVocabulary, merges: MergeTable, options: Options) {
        self.vocabulary = vocabulary
        self.merges = merges
        self.options = options
        unknownID = options.unknownToken.flatMap { vocabulary.id(of: $0) }
        byteIDs = options.fallsBackToBytes ? ByteTokens.ids(in: vocabulary) : []
        let isPlain = options.prefix.isEmpty && options.suffix.isEmpty
        scalarIDs = (0..<(isPlain ? BytePairModel.tableSize : 0)).map { scalar in
            var bytes: [UInt8] = []
            bytes.append(scalar: scalar)
            return vocabulary.id(of: bytes) ?? -1
        }
        pairs = isPlain ? ScalarPairs(of: vocabulary) : nil
        guard isPlain else { return }
        // What the merges make of each token by itself: most words of a text are tokens.
        var scratch = ModelScratch()
        isWhole = (0..<vocabulary.count).map { number in
            let token = vocabulary.token(number: number)
            var ids: [Int32] = []
            appendMerged(token.span, 0..<token.count, to: &ids, &scratch)
            return ids == [vocabulary.id(number: number)]
        }
    }

    func append(_ text: Span<UInt8>, _ range: Range<Int>, to ids: inout [Int32], _ scratch: inout ModelScratch) {
        if options.ignoresMerges, let id = vocabulary.id(of: text, from: range.lowerBound, to: range.upperBound) {
            return ids.append(id)
        }
        guard range.count >= BytePairModel.longPiece, let pairs else { return appendWord(text, range, &ids, &scratch) }
        var start = range.lowerBound
        var offset = start
        var previous: UInt32?
        while offset < range.upperBound {
            let scalar = text.scalar(at: offset)
            let isKnown = scalarID(text, scalar, at: offset, of: range) != nil
            // Unknown scalars stay with their neighbours, so that one token stands for many.
            if isKnown, let previous, !pairs.contains(previous, scalar.value) {
                appendWord(text, start..<offset, &ids, &scratch)
                start = offset
            }
            previous = isKnown ? scalar.value : nil
            offset += scalar.byteCount
        }
        appendWord(text, start..<range.upperBound, &ids, &scratch)
    }

    /// Appends what the merges make of a piece, or of a part of one that no merge reaches out of.
    private func appendWord(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        _ ids: inout [Int32],
        _ scratch: inout ModelScratch
    ) {
        if !isWhole.isEmpty,
            let number = vocabulary.number(of: text, from: range.lowerBound, to: range.upperBound), isWhole[number]
        {
            return ids.append(vocabulary.id(number: number))
        }
        appendMerged(text, range, to: &ids, &scratch)
    }

    private func appendMerged(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        to ids: inout [Int32],
        _ scratch: inout ModelScratch
    ) {
        scratch.symbols.removeAll(keepingCapacity: true)
        appendSymbols(text, range, to: &scratch.symbols)
        mergeAll(&scratch.symbols, &scratch.queue)
        for symbol in scratch.symbols where symbol.isAlive { ids.append(symbol.id) }
    }

    /// The token of the scalar in a range of a piece; nil when there is none.
    @inline(__always)
    func scalarID(_ text: Span<UInt8>, _ scalar: DecodedScalar, at offset: Int, of piece: Range<Int>) -> Int32? {
        if scalar.value < scalarIDs.count {
            let id = scalarIDs[Int(scalar.value)]
            return id < 0 ? nil : id
        }
        let end = offset + scalar.byteCount
        if !scalarIDs.isEmpty { return vocabulary.id(of: text, from: offset, to: end) }
        return vocabulary.id(of: dressed(text, offset..<end, of: piece))
    }

    /// A scalar with the prefix and the suffix that its place in a piece asks for.
    func dressed(_ text: Span<UInt8>, _ range: Range<Int>, of piece: Range<Int>) -> [UInt8] {
        var bytes = range.lowerBound > piece.lowerBound ? options.prefix : []
        bytes.append(text, from: range.lowerBound, to: range.upperBound)
        if range.upperBound == piece.upperBound { bytes.append(contentsOf: options.suffix) }
        return bytes
    }
}
