/// So many scalars of one kind in a row.
struct TextRun: Sendable {
    enum Members: Sendable {
        case spaces
        case whitespace
        /// White space, or a single line break or tab.
        case whitespaceOrControl
        case digits
        case numbers
    }

    let members: Members
    /// As many as there are, from the lower to the upper bound.
    let counts: ClosedRange<Int>

    private func isMember(_ scalar: UInt32) -> Bool {
        switch members {
        case .spaces: scalar == 0x20
        case .whitespace, .whitespaceOrControl: ScalarTraits.of(scalar).contains(.space)
        case .digits: scalar >= 0x30 && scalar <= 0x39
        case .numbers: ScalarTraits.of(scalar).contains(.number)
        }
    }

    func firstMatch(in text: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
        var runStart = start
        while runStart < end {
            var offset = runStart
            var count = 0
            while offset < end, count < counts.upperBound {
                let scalar = text.scalar(at: offset)
                guard isMember(scalar.value) else { break }
                offset += scalar.byteCount
                count += 1
            }
            if count >= counts.lowerBound { return runStart..<offset }
            let first = text.scalar(at: runStart)
            if members == .whitespaceOrControl, [0x9, 0xa, 0xd].contains(first.value) {
                return runStart..<runStart + 1
            }
            runStart += first.byteCount
        }
        return nil
    }
}
