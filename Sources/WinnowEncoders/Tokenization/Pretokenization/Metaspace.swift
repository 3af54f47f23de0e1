/// SentencePiece's way with spaces: a visible mark in their place, and one before the text.
struct Metaspace: Sendable {
    /// Which pieces have a mark put before them when they do not start with one.
    enum Prefix: String, Sendable, CaseIterable {
        case always
        /// Only the piece at the text's start.
        case first
        case never
    }

    /// The mark, mostly U+2581.
    let mark: [UInt8]
    let prefix: Prefix
    /// Whether a piece starts at each mark.
    let splits: Bool

    func apply(to pieces: inout Pieces) {
        pieces.rewrite { text, range, bytes, ranges, isAtStart in
            var start = bytes.count
            let hasMark =
                text[range.lowerBound] == 0x20 || text.starts(with: mark, at: range.lowerBound, to: range.upperBound)
            if !hasMark, prefix == .always || prefix == .first && isAtStart { bytes.append(contentsOf: mark) }
            var offset = range.lowerBound
            while offset < range.upperBound {
                let isSpace = text[offset] == 0x20
                let isMark = isSpace || text.starts(with: mark, at: offset, to: range.upperBound)
                if isMark, splits, bytes.count > start {
                    ranges.append(start..<bytes.count)
                    start = bytes.count
                }
                if isMark { bytes.append(contentsOf: mark) } else { bytes.append(text[offset]) }
                offset += isMark && !isSpace ? mark.count : 1
            }
            ranges.append(start..<bytes.count)
        }
    }
}
