/// What each Unicode scalar does to words, see `NormalizedText`: as ranges, for whoever reads texts in another language.
public struct CharacterRanges: Sendable {
    /// What a scalar does to words; those of no kind separate them.
    public enum Kind: Sendable, CaseIterable {
        /// Belongs to a word.
        case part
        /// Is a word by itself.
        case whole
        /// Is left out, and parts nothing.
        case unseen
    }

    /// By Swift's tables of Unicode.
    public static let shared = CharacterRanges()

    private var ranges: [Kind: [ClosedRange<UInt32>]] = [:]

    /// - Complexity: O(scalars), some tens of milliseconds.
    private init() {
        var (start, last) = (UInt32(0), Kind?.none)
        // One more, which is no scalar and ends the last range.
        for value in 0...UInt32(0x11_0000) {
            let kind = Unicode.Scalar(value).flatMap { Kind(WordClass($0)) }
            if kind == last { continue }
            if let last { ranges[last, default: []].append(start...value - 1) }
            (start, last) = (value, kind)
        }
    }

    /// Of all scalars of a kind, ascending.
    public subscript(kind: Kind) -> [ClosedRange<UInt32>] { ranges[kind] ?? [] }
}

extension CharacterRanges.Kind {
    /// nil for what separates.
    fileprivate init?(_ word: WordClass) {
        switch word {
        case .part: self = .part
        case .whole: self = .whole
        case .unseen: self = .unseen
        case .separator: return nil
        }
    }
}
