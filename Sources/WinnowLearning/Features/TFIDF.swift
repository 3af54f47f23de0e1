private import Foundation

/// `tfidf.v1`: hashed word and character n-grams, weighted by how rare they are in the pool.
///
/// A term's weight in a text is `(1 + ln count) · idf`, `idf = ln((1 + n) / (1 + df)) + 1` over the n texts of the pool,
/// then rows are scaled to length 1. Character n-grams stay within a word with one space either side. Terms are hashed
/// without a sign into one space of `dimensions` columns; a collision adds two counts.
///
/// - Source: Salton and Buckley 1988; Weinberger et al. 2009 (hashing). The weights are those of scikit-learn's
///   `TfidfVectorizer(sublinear_tf=True)`, the character n-grams those of its `char_wb`.
public struct TFIDF: Sendable, Hashable {
    /// Lengths of word n-grams, none if nil.
    public var words: ClosedRange<Int>?
    /// Lengths of character n-grams in Unicode scalars, none if nil.
    public var characters: ClosedRange<Int>?
    /// Columns, a power of two of at most 2²².
    public var dimensions: Int

    /// Of the hash of word n-grams.
    public static let wordSeed: UInt32 = 0x776f_7264
    /// Of the hash of character n-grams.
    public static let characterSeed: UInt32 = 0x6368_6172

    /// Of `dimensions`.
    public static let dimensionRange = 1 << 10...1 << 22

    /// - Parameter dimensions: A power of two in `dimensionRange`.
    public init(words: ClosedRange<Int>? = 1...2, characters: ClosedRange<Int>? = 3...5, dimensions: Int = 1 << 18) {
        precondition(TFIDF.dimensionRange.contains(dimensions) && dimensions & (dimensions - 1) == 0)
        self.words = words
        self.characters = characters
        self.dimensions = dimensions
    }

    /// Counts the terms of one text.
    ///
    /// - Complexity: O(terms) time and memory.
    public func terms(of text: String) -> TermCounts {
        var columns: [UInt32] = []
        collect(text, into: &columns)
        return TermCounts(occurrences: columns)
    }

    /// Appends a hashed term for each occurrence.
    func collect(_ text: String, into columns: inout [UInt32]) {
        collect(NormalizedText(text), into: &columns)
    }

    /// Each occurrence of a term, with the words that it lies in.
    func occurrences(in text: NormalizedText) -> [TermOccurrence] {
        var occurrences: [TermOccurrence] = []
        collect(text, into: &occurrences)
        return occurrences
    }

    private func collect(_ text: NormalizedText, into terms: inout [some TermElement]) {
        text.bytes.withUnsafeBytes { bytes in
            if let words { appendWordGrams(words, text.words, bytes, &terms) }
            if let characters { appendCharacterGrams(characters, text.words, bytes, &terms) }
        }
    }

    private func column(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, seed: UInt32) -> UInt32 {
        MurmurHash3.hash32(UnsafeRawBufferPointer(rebasing: bytes[range]), seed: seed) & UInt32(dimensions - 1)
    }

    private func appendWordGrams(
        _ lengths: ClosedRange<Int>,
        _ words: [Range<Int>],
        _ bytes: UnsafeRawBufferPointer,
        _ terms: inout [some TermElement]
    ) {
        for length in lengths where length <= words.count {
            for first in 0...(words.count - length) {
                // Words are one space apart, so an n-gram is one run of bytes.
                let range = words[first].lowerBound..<words[first + length - 1].upperBound
                terms.append(.init(column: column(bytes, range, seed: TFIDF.wordSeed), words: first..<first + length))
            }
        }
    }

    private func appendCharacterGrams(
        _ lengths: ClosedRange<Int>,
        _ words: [Range<Int>],
        _ bytes: UnsafeRawBufferPointer,
        _ terms: inout [some TermElement]
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
                    terms.append(
                        .init(column: column(bytes, range, seed: TFIDF.characterSeed), words: place..<place + 1)
                    )
                }
                // A word no longer than this has been counted whole: longer lengths would count it again.
                if scalarCount <= length { break }
            }
        }
    }
}

/// In how many texts each term occurs: what `TFIDF` learns from a pool.
public struct DocumentFrequencies: Sendable, Equatable {
    /// n.
    public private(set) var textCount = 0
    /// By hashed term: texts that have it.
    public private(set) var counts: [UInt32]

    /// Of no text yet.
    public init(dimensions: Int) {
        counts = [UInt32](repeating: 0, count: dimensions)
    }

    /// Restores stored frequencies.
    public init(textCount: Int, counts: [UInt32]) {
        self.textCount = textCount
        self.counts = counts
    }

    /// Counts a text.
    public mutating func add(_ terms: TermCounts) {
        textCount += 1
        for column in terms.columns { counts[Int(column)] += 1 }
    }

    /// Adds those of other texts, of as many dimensions.
    public mutating func add(_ other: DocumentFrequencies) {
        precondition(counts.count == other.counts.count, "\(counts.count) and \(other.counts.count) dimensions")
        textCount += other.textCount
        for column in counts.indices { counts[column] += other.counts[column] }
    }
}
