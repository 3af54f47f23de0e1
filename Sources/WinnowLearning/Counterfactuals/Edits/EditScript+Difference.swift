extension EditScript {
    /// What turns one text into another, as a person would mark it: whole words, neighbouring changes as one.
    ///
    /// `apply(to:)` gives the revised text byte for byte, also where only white space or case was changed. The script is not
    /// always the shortest: changes with little between them are joined, and texts that have little in common are compared
    /// less finely when they are long (see `TokenAlignment`).
    ///
    /// - Complexity: O((n + m) · d) for d changed tokens of n and m, bounded: two different texts of 1 MB take two seconds.
    public init(from original: String, to revised: String) {
        self.init(from: TokenizedText(original), to: TokenizedText(revised))
    }

    /// The same of texts that were read before.
    public init(from original: TokenizedText, to revised: TokenizedText) {
        let runs = TokenAlignment(.exact(original, revised)).runs
        var changes = TokenChange.between(
            runs,
            originalCount: original.tokens.count,
            revisedCount: revised.tokens.count
        )
        changes = TokenChange.alignedToSentences(TokenChange.joined(changes), original, revised)
        var writer = ScriptWriter(original: original, revised: revised)
        for change in changes { writer.append(change) }
        writer.appendRest()
        self.init(ascending: writer.edits)
    }
}

/// Writes the edits of changed tokens, and of white space that alone was changed between tokens that were not.
private struct ScriptWriter {
    let original: TokenizedText
    let revised: TokenizedText
    private(set) var edits: [TextEdit] = []
    /// Of the gap to look at next.
    private var gap = (original: 0, revised: 0)

    init(original: TokenizedText, revised: TokenizedText) {
        self.original = original
        self.revised = revised
    }

    mutating func append(_ change: TokenChange) {
        appendGaps(before: change.original.lowerBound)
        appendChange(change)
        gap = (change.original.upperBound + 1, change.revised.upperBound + 1)
    }

    mutating func appendRest() {
        appendGaps(before: original.tokens.count + 1)
    }

    private mutating func appendGaps(before end: Int) {
        while gap.original < end {
            let (old, new) = (original.gap(before: gap.original), revised.gap(before: gap.revised))
            if !old.isSame(as: new) {
                append(original.gapScalars(before: gap.original), new)
            }
            gap = (gap.original + 1, gap.revised + 1)
        }
    }

    /// Replaces the changed tokens, and the gaps before and behind them where these are not the same.
    private mutating func appendChange(_ change: TokenChange) {
        let isOneSided = change.original.isEmpty || change.revised.isEmpty
        let keepsLeading = original.gap(before: change.original.lowerBound)
            .isSame(as: revised.gap(before: change.revised.lowerBound))
        // With no tokens on one side its two gaps are one, which can be kept once.
        let keepsTrailing =
            !(isOneSided && keepsLeading)
            && original.gap(before: change.original.upperBound)
                .isSame(as: revised.gap(before: change.revised.upperBound))
        let (first, last) = (
            original.gapScalars(before: change.original.lowerBound),
            original.gapScalars(before: change.original.upperBound)
        )
        let (leading, trailing) = (
            revised.gap(before: change.revised.lowerBound), revised.gap(before: change.revised.upperBound)
        )
        let start = keepsLeading ? first.upperBound : first.lowerBound
        let end = keepsTrailing ? last.lowerBound : last.upperBound
        let text = revised.text[
            (keepsLeading ? leading.endIndex : leading.startIndex)..<(keepsTrailing
                ? trailing.startIndex : trailing.endIndex)
        ]
        append(start..<end, text)
    }

    private mutating func append(_ scalars: Range<Int>, _ text: Substring) {
        edits.append(TextEdit(start: scalars.lowerBound, end: scalars.upperBound, text: String(text)))
    }
}

extension Substring {
    /// Whether the bytes are the same: equal texts may be written in different ones.
    fileprivate func isSame(as other: Substring) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
