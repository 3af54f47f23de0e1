internal import WinnowNumerics

/// Makes the rows of texts one after the other, in memory that is used again.
///
/// Columns are marked in a bitmap as their terms come, and read off it in order: that takes a third of the time of sorting
/// them, which `FittedTFIDF.countedRow(of:)` does. Both make the same bits.
struct RowCounter {
    private let tfidf: FittedTFIDF
    private let factors = FittedTFIDF.factors
    /// What stands in an entry in place of a column, by column; empty for the column itself.
    private let places: [UInt32]
    /// By column of a term that the pool has: how often the present text has it. All 0 between texts, as are the marks.
    private var counts: [UInt16]
    /// A bit a column, 64 columns a word.
    private var marks: [UInt64]
    /// A bit a word of `marks`.
    private var groups: [UInt64]

    /// - Parameter places: As many as the pool has terms, each a column that entries can have; empty for none.
    init(_ tfidf: FittedTFIDF, places: [UInt32] = []) {
        precondition(places.isEmpty || places.count == tfidf.knownCount, "\(places.count) of \(tfidf.knownCount)")
        self.tfidf = tfidf
        self.places = places
        let wordCount = (tfidf.knownCount + 63) / 64
        counts = [UInt16](repeating: 0, count: tfidf.knownCount)
        marks = [UInt64](repeating: 0, count: wordCount)
        groups = [UInt64](repeating: 0, count: (wordCount + 63) / 64)
    }

    /// Appends a text's entries, in the order of columns.
    ///
    /// - Returns: What makes the length of the weighted row 1; 0 where there are no entries.
    /// - Complexity: O(terms + known columns / 4096).
    mutating func append(_ text: String, to entries: inout [UInt32]) -> Float {
        let markedCount = tfidf.configuration.withTerms(of: NormalizedText(text)) { mark($0) }
        let square = takeMarked(markedCount, into: &entries)
        return square > 0 ? Float(1 / square.squareRoot()) : 0
    }

    /// - Returns: How many columns have a mark.
    private mutating func mark(_ terms: UnsafeBufferPointer<UInt32>) -> Int {
        let (knownCount, limit) = (UInt32(counts.count), UInt16(CountMatrix.countLimit))
        let columns = tfidf.columns
        var markedCount = 0
        withMemory { counts, marks, groups in
            columns.withUnsafeBufferPointer { columns in
                for term in terms {
                    let column = columns[Int(term)]
                    guard column < knownCount else { continue }
                    let count = counts[Int(column)]
                    if count == 0 {
                        marks[Int(column >> 6)] |= 1 << UInt64(column & 63)
                        groups[Int(column >> 12)] |= 1 << UInt64(column >> 6 & 63)
                        markedCount += 1
                    }
                    counts[Int(column)] = min(count &+ 1, limit)
                }
            }
        }
        return markedCount
    }

    /// Takes the marks away, and their counts.
    ///
    /// - Returns: The square of the weighted row's length, summed in the order of columns.
    private mutating func takeMarked(_ markedCount: Int, into entries: inout [UInt32]) -> Double {
        let (places, weights, factors) = (places, tfidf.inverseFrequencies, factors)
        var square = 0.0
        let row = [UInt32](unsafeUninitializedCapacity: markedCount) { row, rowCount in
            withMemory { counts, marks, groups in
                Self.columns(marks, groups) { column in
                    let count = UInt32(counts[column])
                    counts[column] = 0
                    let place = places.isEmpty ? UInt32(column) : places[column]
                    row[rowCount] = CountEntry(column: place, count: count).bits
                    rowCount += 1
                    let value = factors[Int(count)] * weights[column]
                    square += Double(value) * Double(value)
                }
            }
        }
        entries += row
        return square
    }

    /// Calls `body` with each marked column, ascending; there are no marks afterwards.
    @inline(__always)
    private static func columns(
        _ marks: UnsafeMutableBufferPointer<UInt64>,
        _ groups: UnsafeMutableBufferPointer<UInt64>,
        _ body: (Int) -> Void
    ) {
        for group in groups.indices where groups[group] != 0 {
            var words = groups[group]
            groups[group] = 0
            while words != 0 {
                let word = group << 6 | words.trailingZeroBitCount
                words &= words &- 1
                var bits = marks[word]
                marks[word] = 0
                while bits != 0 {
                    body(word << 6 | bits.trailingZeroBitCount)
                    bits &= bits &- 1
                }
            }
        }
    }

    @inline(__always)
    private mutating func withMemory(
        _ body: (
            _ counts: UnsafeMutableBufferPointer<UInt16>, _ marks: UnsafeMutableBufferPointer<UInt64>,
            _ groups: UnsafeMutableBufferPointer<UInt64>
        ) -> Void
    ) {
        counts.withUnsafeMutableBufferPointer { counts in
            marks.withUnsafeMutableBufferPointer { marks in
                groups.withUnsafeMutableBufferPointer { groups in body(counts, marks, groups) }
            }
        }
    }
}
