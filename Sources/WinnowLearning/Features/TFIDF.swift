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
    public static var wordSeed: UInt32 { 0x776f_7264 }
    /// Of the hash of character n-grams.
    public static var characterSeed: UInt32 { 0x6368_6172 }

    /// Of `dimensions`.
    public static let dimensionRange = 1 << 10...1 << 22

    /// - Parameter dimensions: A power of two in `dimensionRange`.
    public init(words: ClosedRange<Int>? = 1...2, characters: ClosedRange<Int>? = 3...5, dimensions: Int = 1 << 18) {
        precondition(TFIDF.dimensionRange.contains(dimensions) && dimensions & (dimensions - 1) == 0)
        self.words = words
        self.characters = characters
        self.dimensions = dimensions
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
