/// Cuts a normalized text into the pieces that the model takes one by one.
///
/// Names and behaviour are those of the `tokenizers` package.
indirect enum PreTokenizer: Sendable {
    case bert
    case byteLevel(addsSpace: Bool, splits: Bool)
    case whitespace
    case whitespaceSplit
    case metaspace(Metaspace)
    case punctuation(SplitBehavior)
    case digits(isSingle: Bool)
    case split(TextPattern, SplitBehavior, isInverted: Bool)
    case sequence([PreTokenizer])

    func apply(to pieces: inout Pieces) {
        switch self {
        case .bert: PreTokenizer.bert(&pieces)
        case .byteLevel(let addsSpace, let splits):
            PreTokenizer.byteLevel(&pieces, addsSpace: addsSpace, splits: splits)
        case .whitespace: PreTokenizer.whitespace(&pieces)
        case .whitespaceSplit: pieces.split(.removed, at: .space)
        case .metaspace(let metaspace): metaspace.apply(to: &pieces)
        case .punctuation(let behavior): pieces.split(behavior, at: .punctuation)
        case .digits(let isSingle): pieces.split(isSingle ? .isolated : .contiguous, at: .numeric)
        case .split(let pattern, let behavior, let isInverted):
            pieces.split(behavior, isInverted: isInverted, firstMatch: pattern.firstMatch(in:from:to:))
        case .sequence(let parts): for part in parts { part.apply(to: &pieces) }
        }
    }

    /// Whether it treats the text's start in its own way.
    var asksForStart: Bool {
        switch self {
        case .metaspace(let metaspace): metaspace.prefix == .first
        case .sequence(let parts): parts.contains(where: \.asksForStart)
        default: false
        }
    }
}

// MARK: - Small ones

extension PreTokenizer {
    /// Words between white space, which is removed, and single punctuation.
    private static func bert(_ pieces: inout Pieces) {
        let source = pieces.bytes
        let text = source.span
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(text.count / 4 + 4)
        for piece in pieces.ranges {
            var start = piece.lowerBound
            var offset = start
            while offset < piece.upperBound {
                let scalar = text.scalar(at: offset)
                let next = offset + scalar.byteCount
                let traits = ScalarTraits.of(scalar.value)
                if !traits.isDisjoint(with: [.space, .punctuation]) {
                    if start < offset { ranges.append(start..<offset) }
                    if !traits.contains(.space) { ranges.append(offset..<next) }
                    start = next
                }
                offset = next
            }
            if start < offset { ranges.append(start..<offset) }
        }
        pieces.ranges = ranges
    }

    /// `\w+|[^\w\s]+`
    private static func whitespace(_ pieces: inout Pieces) {
        pieces.split(.removed, isInverted: true) { text, start, end in
            var offset = start
            var first = start
            var isWord: Bool?
            while offset < end {
                let scalar = text.scalar(at: offset)
                let traits = ScalarTraits.of(scalar.value)
                if let isWord, traits.contains(.space) || traits.contains(.word) != isWord { break }
                offset += scalar.byteCount
                if isWord == nil, traits.contains(.space) { first = offset } else { isWord = traits.contains(.word) }
            }
            return first < offset ? first..<offset : nil
        }
    }

    private static func byteLevel(_ pieces: inout Pieces, addsSpace: Bool, splits: Bool) {
        if addsSpace {
            pieces.rewrite { text, range, bytes, ranges, _ in
                let start = bytes.count
                if text[range.lowerBound] != 0x20 { bytes.append(0x20) }
                bytes.append(text, from: range.lowerBound, to: range.upperBound)
                ranges.append(start..<bytes.count)
            }
        }
        if splits { splitAtGPT2Words(&pieces) }
        pieces.rewrite { text, range, bytes, ranges, _ in
            let start = bytes.count
            ByteAlphabet.append(text, from: range.lowerBound, to: range.upperBound, &bytes)
            ranges.append(start..<bytes.count)
        }
    }

    private static func splitAtGPT2Words(_ pieces: inout Pieces) {
        let source = pieces.bytes
        let text = source.span
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(text.count / 4 + 4)
        for piece in pieces.ranges {
            var offset = piece.lowerBound
            while offset < piece.upperBound {
                let end = text.endOfGPT2Word(at: offset, to: piece.upperBound)
                ranges.append(offset..<end)
                offset = end
            }
        }
        pieces.ranges = ranges
    }
}
