extension TokenChange {
    /// Moves insertions and deletions to where sentences begin.
    ///
    /// `It was good. It was long.` with a sentence put in between is, for an alignment, as well `bad. It was` after `It was` as
    /// `It was bad.` after `good.`; a person reads the second.
    static func alignedToSentences(
        _ changes: [TokenChange],
        _ original: TokenizedText,
        _ revised: TokenizedText
    ) -> [TokenChange] {
        var aligned: [TokenChange] = []
        for change in changes {
            // A token has to stay between two changes: they share no gap.
            let limit = change.original.lowerBound - (aligned.last.map { $0.original.upperBound + 1 } ?? 0)
            let shift: Int
            if change.original.isEmpty {
                shift = bestShift(change.revised, in: revised, limit: limit)
            } else if change.revised.isEmpty {
                shift = bestShift(change.original, in: original, limit: limit)
            } else {
                shift = 0
            }
            aligned.append(
                TokenChange(
                    original: change.original.lowerBound - shift..<change.original.upperBound - shift,
                    revised: change.revised.lowerBound - shift..<change.revised.upperBound - shift
                )
            )
        }
        return aligned
    }

    /// How far to the left the nearest beginning of a sentence is that the tokens can start at; 0 where there is none.
    private static func bestShift(_ range: Range<Int>, in text: TokenizedText, limit: Int) -> Int {
        for shift in 0...max(limit, 0) {
            let start = range.lowerBound - shift
            if start <= 0 || [".", "!", "?"].contains(text.tokens[start - 1].text) { return shift }
            // One further is the same text only if the token that comes in is the one that goes out.
            let (comes, goes) = (text.tokens[start - 1], text.tokens[range.upperBound - shift - 1])
            guard comes.text.utf8.elementsEqual(goes.text.utf8) else { return 0 }
        }
        return 0
    }
}
