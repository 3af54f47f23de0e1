extension TFIDF {
    /// Counts the terms of one text.
    ///
    /// - Complexity: O(terms) time and memory.
    public func terms(of text: String) -> TermCounts {
        TermCounts(occurrences: withTerms(of: NormalizedText(text)) { Array($0) })
    }

    /// Each occurrence of a term, with the words that it lies in.
    func occurrences(in text: NormalizedText) -> [TermOccurrence] {
        withTerms(of: text) { Array($0) }
    }

    /// Gives each occurrence of a term to `body`: those of words, then those of characters.
    ///
    /// - Complexity: O(terms) time and memory.
    func withTerms<Element: TermElement, Result>(
        of text: NormalizedText,
        _ body: (UnsafeBufferPointer<Element>) -> Result
    ) -> Result {
        // Of each length a word begins one, and a byte of a word or of the spaces around it another.
        let most =
            (words?.count ?? 0) * text.words.count + (characters?.count ?? 0) * (text.bytes.count + text.words.count)
        return withUnsafeTemporaryAllocation(of: Element.self, capacity: most) { memory in
            var terms = TermSpace(memory: memory)
            text.bytes.withUnsafeBytes { bytes in
                if let words { appendWordGrams(words, text.words, bytes, &terms) }
                if let characters {
                    if text.isASCII {
                        appendByteGrams(characters, text.words, bytes, &terms)
                    } else {
                        appendCharacterGrams(characters, text.words, bytes, &terms)
                    }
                }
            }
            // SAFETY: elements are plain numbers, so nothing has to be taken apart.
            return body(UnsafeBufferPointer(rebasing: memory[..<terms.count]))
        }
    }

    /// The hashed term of some bytes.
    @inline(__always)
    private func column(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, seed: UInt32) -> UInt32 {
        MurmurHash3.hash32(UnsafeRawBufferPointer(rebasing: bytes[range]), seed: seed) & UInt32(dimensions - 1)
    }

    private func appendWordGrams(
        _ lengths: ClosedRange<Int>,
        _ words: [Range<Int>],
        _ bytes: UnsafeRawBufferPointer,
        _ terms: inout TermSpace<some TermElement>
    ) {
        for length in lengths where length <= words.count {
            for first in 0...(words.count - length) {
                // Words are one space apart, so an n-gram is one run of bytes.
                let range = words[first].lowerBound..<words[first + length - 1].upperBound
                terms.append(column(bytes, range, seed: TFIDF.wordSeed), words: first..<first + length)
            }
        }
    }

    /// The n-grams of characters that are bytes.
    private func appendByteGrams(
        _ lengths: ClosedRange<Int>,
        _ words: [Range<Int>],
        _ bytes: UnsafeRawBufferPointer,
        _ terms: inout TermSpace<some TermElement>
    ) {
        for (place, word) in words.enumerated() {
            let (start, end) = (word.lowerBound - 1, word.upperBound + 1)
            for length in lengths {
                for first in start..<max(start + 1, end - length + 1) {
                    let range = first..<min(first + length, end)
                    terms.append(column(bytes, range, seed: TFIDF.characterSeed), words: place..<place + 1)
                }
                // As below.
                if end - start <= length { break }
            }
        }
    }

    private func appendCharacterGrams(
        _ lengths: ClosedRange<Int>,
        _ words: [Range<Int>],
        _ bytes: UnsafeRawBufferPointer,
        _ terms: inout TermSpace<some TermElement>
    ) {
        var starts: [Int] = []
        for (place, word) in words.enumerated() {
            let padded = word.lowerBound - 1..<word.upperBound + 1
            starts.removeAll(keepingCapacity: true)
            // A byte 10xxxxxx continues a scalar; the others begin one.
            for offset in padded where bytes[offset] & 0xc0 != 0x80 { starts.append(offset) }
            starts.append(padded.upperBound)
            let scalarCount = starts.count - 1
            for length in lengths {
                for first in 0..<max(1, scalarCount - length + 1) {
                    let range = starts[first]..<starts[min(first + length, scalarCount)]
                    terms.append(column(bytes, range, seed: TFIDF.characterSeed), words: place..<place + 1)
                }
                // A word no longer than this has been counted whole: longer lengths would count it again.
                if scalarCount <= length { break }
            }
        }
    }
}

/// Room for terms that somebody else has made, large enough for all of them.
private struct TermSpace<Element: TermElement> {
    let memory: UnsafeMutableBufferPointer<Element>
    private(set) var count = 0

    init(memory: UnsafeMutableBufferPointer<Element>) {
        self.memory = memory
    }

    @inline(__always)
    mutating func append(_ column: UInt32, words: Range<Int>) {
        precondition(count < memory.count, "more terms than \(memory.count)")
        memory.initializeElement(at: count, to: Element(column: column, words: words))
        count += 1
    }
}
