private import Foundation
public import WinnowNumerics

/// `TFIDF` with the weights of a pool: turns a text into a row.
///
/// Columns are dealt to hashed terms by how many texts of the pool have them, most first. Few terms make most entries, so
/// their weights lie together and stay in the processor's cache while rows are scored.
///
/// Terms that no text of the pool has are left out, as scikit-learn's `TfidfVectorizer` does: they would count as the
/// rarest of all, and take the length of the row from the terms that a classifier knows.
public struct FittedTFIDF: Sendable {
    /// What was fitted.
    public let configuration: TFIDF
    /// Of the pool.
    public let frequencies: DocumentFrequencies
    /// By column.
    public let inverseFrequencies: [Float]
    /// The column of each hashed term.
    let columns: [UInt32]
    /// Columns of terms that the pool has; those behind are of terms that it has not.
    public let knownCount: Int

    /// - Complexity: O(d + t log t) for t hashed terms that occur.
    public init(configuration: TFIDF, frequencies: DocumentFrequencies) {
        precondition(frequencies.counts.count == configuration.dimensions)
        self.configuration = configuration
        self.frequencies = frequencies
        let order = frequencies.termsByCount
        var columns = [UInt32](repeating: 0, count: order.count)
        for (column, term) in order.enumerated() { columns[Int(term)] = UInt32(column) }
        self.columns = columns
        knownCount = frequencies.counts.count { $0 > 0 }
        let total = Double(frequencies.textCount)
        inverseFrequencies = order.map { Float(log((1 + total) / (1 + Double(frequencies.counts[Int($0)]))) + 1) }
    }

    /// The hashed terms that the pool has, by column.
    ///
    /// - Complexity: O(d).
    public var knownTerms: [UInt32] {
        var terms = [UInt32](repeating: 0, count: knownCount)
        for (term, column) in columns.enumerated() where column < knownCount { terms[Int(column)] = UInt32(term) }
        return terms
    }

    /// A row: columns ascending, and as many values.
    public struct Row: Sendable, Equatable {
        /// Ascending.
        public var columns: [UInt32]
        /// As many as columns.
        public var values: [Float]
    }

    /// A row as it is kept: columns ascending with their counts, and what makes its length 1.
    public struct CountedRow: Sendable, Equatable {
        /// Columns ascending.
        public var entries: [CountEntry]
        /// One over the length of the weighted row; 0 where there are no entries.
        public var scale: Float
    }

    /// What a term's count in a text multiplies its weight by, `1 + ln count`, by count. A term that a text has more often
    /// than the last has it as often as that.
    public static let factors: [Float] = (0...CountMatrix.countLimit).map { count in
        count == 0 ? 0 : count == 1 ? 1 : 1 + log(Float(count))
    }

    /// The row of counted terms; a text without terms of the pool gives an empty row.
    ///
    /// - Complexity: O(t log t) for t different terms.
    public func countedRow(of terms: TermCounts) -> CountedRow {
        var row = CountedRow(entries: [], scale: 0)
        row.entries.reserveCapacity(terms.columns.count)
        for (term, count) in zip(terms.columns, terms.counts) where columns[Int(term)] < knownCount {
            row.entries.append(CountEntry(column: columns[Int(term)], count: count))
        }
        // A column stands once, and above its count.
        row.entries.sort { $0.bits < $1.bits }
        var square = 0.0
        for entry in row.entries {
            let value = Self.factors[Int(entry.count)] * inverseFrequencies[Int(entry.column)]
            square += Double(value) * Double(value)
        }
        if square > 0 { row.scale = Float(1 / square.squareRoot()) }
        return row
    }

    /// The weighted row of counted terms, of length 1.
    public func row(of terms: TermCounts) -> Row {
        let row = countedRow(of: terms)
        return Row(
            columns: row.entries.map(\.column),
            values: row.entries.map {
                Self.factors[Int($0.count)] * inverseFrequencies[Int($0.column)] * row.scale
            }
        )
    }

    /// Rows that are kept as counts, with this pool's weights.
    public func weighted(_ blocks: [CountMatrix]) -> WeightedCounts {
        WeightedCounts(blocks: blocks, factors: Self.factors, weights: inverseFrequencies)
    }
}

extension FittedTFIDF {
    /// Deals the products of a row's values and their weights out to the words that the terms lie in.
    ///
    /// - Parameter weight: By column.
    /// - Returns: By word; the sum is that of all products.
    func dealOut(_ text: NormalizedText, weight: (UInt32) -> Double) -> [Double] {
        let occurrences = configuration.occurrences(in: text)
        let row = row(of: TermCounts(occurrences: occurrences.map(\.column)))
        let products = Dictionary(
            zip(row.columns, row.values).map { ($0, Double($1) * weight($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        let counts = Dictionary(occurrences.map { ($0.column, 1.0) }, uniquingKeysWith: +)
        var words = [Double](repeating: 0, count: text.words.count)
        for occurrence in occurrences {
            guard let product = products[columns[Int(occurrence.column)]], let count = counts[occurrence.column]
            else { continue }
            let part = product / count / Double(occurrence.words.count)
            for word in occurrence.words { words[word] += part }
        }
        return words
    }
}

extension DocumentFrequencies {
    /// All hashed terms, those of most texts first; ties, and those of no text, by their number.
    fileprivate var termsByCount: [UInt32] {
        var keys: [UInt64] = []
        var absent: [UInt32] = []
        for (term, count) in counts.enumerated() {
            if count == 0 { absent.append(UInt32(term)) } else { keys.append(UInt64(~count) << 32 | UInt64(term)) }
        }
        keys.sort()
        return keys.map { UInt32(truncatingIfNeeded: $0) } + absent
    }
}
