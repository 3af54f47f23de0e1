/// A normalized text cut into pieces, which the model takes one by one.
struct Pieces {
    /// Well-formed UTF-8; more than the pieces when some of it was removed.
    var bytes: [UInt8]
    /// Ascending, none of them empty, at boundaries of scalars.
    var ranges: [Range<Int>]
    /// Whether byte 0 comes from the start of the text that was given.
    var isAtStart: Bool

    init(_ bytes: [UInt8], isAtStart: Bool) {
        self.bytes = bytes
        ranges = bytes.isEmpty ? [] : [0..<bytes.count]
        self.isAtStart = isAtStart
    }

    /// Splits each piece at the matches of a pattern.
    ///
    /// - Parameter firstMatch: The first match in a text from an offset to another one, not empty; nil for none.
    mutating func split(
        _ behavior: SplitBehavior,
        isInverted: Bool = false,
        firstMatch: (Span<UInt8>, Int, Int) -> Range<Int>?
    ) {
        let source = bytes
        let text = source.span
        var result: [Range<Int>] = []
        result.reserveCapacity(ranges.count * 2)
        var stretches: [SplitBehavior.Stretch] = []
        for range in ranges {
            stretches.removeAll(keepingCapacity: true)
            var offset = range.lowerBound
            while let match = firstMatch(text, offset, range.upperBound) {
                if offset < match.lowerBound {
                    stretches.append(.init(range: offset..<match.lowerBound, isMatch: isInverted))
                }
                stretches.append(.init(range: match, isMatch: !isInverted))
                offset = match.upperBound
            }
            if offset < range.upperBound {
                stretches.append(.init(range: offset..<range.upperBound, isMatch: isInverted))
            }
            behavior.append(stretches, to: &result)
        }
        ranges = result
    }

    /// Splits each piece at single scalars with a trait.
    mutating func split(_ behavior: SplitBehavior, at trait: ScalarTraits) {
        split(behavior) { text, start, end in
            var offset = start
            while offset < end {
                let scalar = text.scalar(at: offset)
                if ScalarTraits.of(scalar.value).contains(trait) { return offset..<offset + scalar.byteCount }
                offset += scalar.byteCount
            }
            return nil
        }
    }

    /// Writes each piece anew; it may become several pieces.
    ///
    /// - Parameter write: Appends a piece to the new bytes and its ranges to the new ranges; the last argument says
    ///   whether the piece is at the start of the text.
    mutating func rewrite(_ write: (Span<UInt8>, Range<Int>, inout [UInt8], inout [Range<Int>], Bool) -> Void) {
        let source = bytes
        let text = source.span
        var newBytes: [UInt8] = []
        newBytes.reserveCapacity(text.count + text.count / 2 + 8)
        var newRanges: [Range<Int>] = []
        newRanges.reserveCapacity(ranges.count)
        for range in ranges {
            write(text, range, &newBytes, &newRanges, isAtStart && range.lowerBound == 0)
        }
        isAtStart = isAtStart && ranges.first?.lowerBound == 0
        bytes = newBytes
        ranges = newRanges
    }
}
