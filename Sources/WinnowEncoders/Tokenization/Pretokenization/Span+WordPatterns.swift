/// The words of GPT-2's regular expression and of its heirs. Each takes at least one scalar from `start` < `end`.
extension Span<UInt8> {
    private static var classes: ScalarTraits { [.space, .letter, .number] }

    @inline(__always)
    private func traits(at offset: Int) -> ScalarTraits {
        ScalarTraits.of(scalar(at: offset).value)
    }

    /// The end of the scalars in a row that have one of some traits.
    @inline(__always)
    private func endOfRun(of traits: ScalarTraits, from start: Int, to end: Int, limit: Int = .max) -> Int {
        var offset = start
        var count = 0
        while offset < end, count < limit {
            let scalar = scalar(at: offset)
            guard !ScalarTraits.of(scalar.value).isDisjoint(with: traits) else { break }
            offset += scalar.byteCount
            count += 1
        }
        return offset
    }

    /// The end of `[^\s\p{L}\p{N}]*`.
    @inline(__always)
    private func endOfOthers(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset < end {
            let scalar = scalar(at: offset)
            guard ScalarTraits.of(scalar.value).isDisjoint(with: Self.classes) else { break }
            offset += scalar.byteCount
        }
        return offset
    }

    /// The end of `\s+(?!\S)|\s+`: white space but for the last one before something else.
    private func endOfSpace(from start: Int, to end: Int) -> Int {
        let runEnd = endOfRun(of: .space, from: start, to: end)
        guard runEnd < end else { return runEnd }
        let last = scalarStart(endingAt: runEnd)
        return last > start ? last : runEnd
    }

    /// The end of `\s*[\r\n]+`: after the last line break of the white space; nil when it has none.
    private func endOfLineBreaks(from start: Int, to end: Int) -> Int? {
        var offset = endOfRun(of: .space, from: start, to: end)
        while offset > start {
            if isLineBreak(at: offset - 1) { return offset }
            offset = scalarStart(endingAt: offset)
        }
        return nil
    }

    @inline(__always)
    private func isLineBreak(at offset: Int) -> Bool {
        self[offset] == 0x0a || self[offset] == 0x0d
    }

    /// The end of `'s|'t|'re|'ve|'m|'ll|'d`; nil when there is none.
    @inline(__always)
    private func endOfContraction(at start: Int, to end: Int, foldsCase: Bool) -> Int? {
        guard start + 1 < end, self[start] == UInt8(ascii: "'") else { return nil }
        let fold: UInt8 = foldsCase ? 0x20 : 0
        let first = self[start + 1]
        switch first < 0x80 ? first | fold : 0 {
        case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start + 2
        case UInt8(ascii: "r"), UInt8(ascii: "v"), UInt8(ascii: "l"):
            guard start + 2 < end, self[start + 2] < 0x80 else { return nil }
            let second = self[start + 2] | fold
            let isL = first | fold == UInt8(ascii: "l")
            return second == (isL ? UInt8(ascii: "l") : UInt8(ascii: "e")) ? start + 3 : nil
        default:
            // The long s folds to an s.
            return foldsCase && starts(with: [0xc5, 0xbf], at: start + 1, to: end) ? start + 3 : nil
        }
    }
}

// MARK: - GPT-2 and CLIP

extension Span<UInt8> {
    /// `'s|…| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
    func endOfGPT2Word(at start: Int, to end: Int) -> Int {
        if let contraction = endOfContraction(at: start, to: end, foldsCase: false) { return contraction }
        let first = self[start] == 0x20 && start + 1 < end ? start + 1 : start
        let traits = traits(at: first)
        if traits.contains(.letter) { return endOfRun(of: .letter, from: first, to: end) }
        if traits.contains(.number) { return endOfRun(of: .number, from: first, to: end) }
        if !traits.contains(.space) { return endOfOthers(from: first, to: end) }
        return endOfSpace(from: start, to: end)
    }

    /// `'s|…|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`, after any white space.
    func clipWord(from start: Int, to end: Int) -> Range<Int>? {
        let first = endOfRun(of: .space, from: start, to: end)
        guard first < end else { return nil }
        if let contraction = endOfContraction(at: first, to: end, foldsCase: false) { return first..<contraction }
        let traits = traits(at: first)
        if traits.contains(.letter) { return first..<endOfRun(of: .letter, from: first, to: end) }
        if traits.contains(.number) { return first..<endOfRun(of: .number, from: first, to: end, limit: 1) }
        return first..<endOfOthers(from: first, to: end)
    }
}

// MARK: - cl100k and o200k

extension Span<UInt8> {
    /// `(?i:'s|…)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
    func endOfCL100KWord(at start: Int, to end: Int, digits: Int) -> Int {
        if let contraction = endOfContraction(at: start, to: end, foldsCase: true) { return contraction }
        let word = endOfRun(of: .letter, from: afterGlue(at: start, to: end) ?? start, to: end)
        if word > (afterGlue(at: start, to: end) ?? start) { return word }
        return endOfCommon(at: start, to: end, digits: digits, takesSlash: false)
    }

    /// See `TextPattern.o200k`.
    func endOfO200KWord(at start: Int, to end: Int, hasContractions: Bool, digits: Int) -> Int {
        guard let word = endOfCasedWord(at: start, to: end) else {
            return endOfCommon(at: start, to: end, digits: digits, takesSlash: true)
        }
        guard hasContractions else { return word }
        return endOfContraction(at: word, to: end, foldsCase: true) ?? word
    }

    /// The end of `[glue]?[upperLike]*[lowerLike]+|[glue]?[upperLike]+[lowerLike]*`; nil when there is none.
    private func endOfCasedWord(at start: Int, to end: Int) -> Int? {
        let glued = afterGlue(at: start, to: end)
        if let glued, let lower = endOfLowerEnding(from: glued, to: end) { return lower }
        if let lower = endOfLowerEnding(from: start, to: end) { return lower }
        for first in [glued ?? start, start] {
            let upper = endOfRun(of: .upperLike, from: first, to: end)
            if upper > first { return upper }
        }
        return nil
    }

    /// The end of `[^\r\n\p{L}\p{N}]`; nil when another scalar is here.
    @inline(__always)
    private func afterGlue(at start: Int, to end: Int) -> Int? {
        let scalar = scalar(at: start)
        guard ScalarTraits.of(scalar.value).isDisjoint(with: [.letter, .number]), !isLineBreak(at: start) else {
            return nil
        }
        return start + scalar.byteCount
    }

    /// The end of `[upperLike]*[lowerLike]+`, which gives back what both classes have; nil when there is none.
    private func endOfLowerEnding(from start: Int, to end: Int) -> Int? {
        let upper = endOfRun(of: .upperLike, from: start, to: end)
        let lower = endOfRun(of: .lowerLike, from: upper, to: end)
        if lower > upper { return lower }
        var offset = upper
        while offset > start {
            let last = scalarStart(endingAt: offset)
            if traits(at: last).contains(.lowerLike) { return offset }
            offset = last
        }
        return nil
    }

    /// Numbers, others with the line breaks after them, white space.
    private func endOfCommon(at start: Int, to end: Int, digits: Int, takesSlash: Bool) -> Int {
        if traits(at: start).contains(.number) {
            return endOfRun(of: .number, from: start, to: end, limit: digits)
        }
        let first = self[start] == 0x20 ? start + 1 : start
        var others = endOfOthers(from: first, to: end)
        if others > first {
            while others < end, isLineBreak(at: others) || takesSlash && self[others] == UInt8(ascii: "/") {
                others += 1
            }
            return others
        }
        return endOfLineBreaks(from: start, to: end) ?? endOfSpace(from: start, to: end)
    }
}
