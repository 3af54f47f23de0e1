internal import WinnowLearning

/// What the counted columns of an exported model are: hashed terms, those that the model reads before the others.
struct ExportedTerms: Sendable {
    let configuration: TFIDF
    /// Hashed terms that the pool has. The first `columnCount` are the columns of the matrix that the model reads; those behind
    /// count for the length of a row alone.
    let terms: [UInt32]
    /// As many as terms.
    let inverseFrequencies: [Float]
    /// Of the matrix; at least 1, also where there are no terms.
    let columnCount: Int
    /// For each column of the extractor that the model reads its place in the matrix.
    let places: [UInt32: Int]

    /// - Parameter isRead: Whether a column of the extractor is read.
    init(_ tfidf: FittedTFIDF, isRead: (UInt32) -> Bool) {
        configuration = tfidf.configuration
        let known = tfidf.knownTerms
        let columns = known.indices.map { UInt32($0) }
        let read = columns.filter(isRead)
        let order = read + columns.filter { !isRead($0) }
        terms = order.map { known[Int($0)] }
        inverseFrequencies = order.map { tfidf.inverseFrequencies[Int($0)] }
        columnCount = max(1, read.count)
        places = Dictionary(uniqueKeysWithValues: read.enumerated().map { ($0.element, $0.offset) })
    }
}
