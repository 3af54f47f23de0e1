internal import WinnowNumerics

extension FittedExtractor {
    /// Deals the products of a text's features and their weights out to the words that its terms lie in.
    ///
    /// A dense column is a sum over terms, so its part is theirs: a term's whole weight is its own, and the dense columns'
    /// by how much the term moves each.
    ///
    /// - Parameter weight: By column.
    /// - Returns: By word; the sum is that of all products, but for the rounding of dense columns to half precision.
    ///
    /// - Returns: nil where an encoder makes columns: they are no sums over words.
    func dealOut(_ text: NormalizedText, weight: (UInt32) -> Double) -> [Double]? {
        guard let tfidf, encoders.isEmpty else { return nil }
        let isCounted = sparseColumnCount > 0
        guard let lsa else { return tfidf.dealOut(text, weight: weight) }
        let columnWeights = (0..<lsa.columnCount).map { weight(UInt32(sparseColumnCount + $0)) }
        let row = tfidf.row(of: TermCounts(occurrences: tfidf.configuration.occurrences(in: text).map(\.column)))
        let scale = lsa.scale(of: row)
        return tfidf.dealOut(text) { term in
            (isCounted ? weight(term) : 0) + scale * lsa.share(of: term, weights: columnWeights)
        }
    }
}

extension FittedLSA {
    /// What makes the projection of a row have length 1.
    fileprivate func scale(of row: FittedTFIDF.Row) -> Double {
        var builder = SparseMatrixBuilder(columnCount: max(basis.rowCount, Int(row.columns.last ?? 0) + 1))
        builder.append(columns: row.columns, values: row.values)
        let product = builder.build().keeping(firstColumns: basis.rowCount).times(basis)
        return Double(FittedLSA.scale(product.values[..<columnCount]))
    }

    /// How much a term adds for each unit of its value, before rows are scaled.
    fileprivate func share(of term: UInt32, weights: [Double]) -> Double {
        guard term < basis.rowCount else { return 0 }
        return weights.indices.reduce(0) { $0 + weights[$1] * Double(basis[Int(term), $1]) }
    }
}
