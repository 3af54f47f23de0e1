internal import WinnowLearning
internal import WinnowNumerics

extension FittedExtractor {
    /// Columns of texts, by part, as far as encoders have made them.
    struct Found {
        let counts: CountMatrix?
        let dense: [DenseRows]
        /// Texts that an encoder has not encoded yet: its columns are 0.
        let isMissing: [Bool]
    }

    /// The columns of texts without encoding any.
    ///
    /// - Throws: What the file system says.
    func rowsThatAreThere(of texts: [String]) throws -> Found {
        let counts = tfidf?.matrix(of: texts)
        var dense: [DenseRows] = []
        if lsa != nil, let counts { dense.append(denseRows(of: counts)) }
        var isMissing = [Bool](repeating: false, count: texts.count)
        for fitted in encoders {
            guard let encoder = fitted.encoder as? QueueEncoder else {
                dense.append(try fitted.rows(of: texts))
                continue
            }
            let (rows, isThere) = try encoder.rowsThatAreThere(of: texts)
            dense.append(fitted.columns.rows(of: rows))
            for (row, isThere) in isThere.enumerated() where !isThere { isMissing[row] = true }
        }
        return Found(counts: counts, dense: dense, isMissing: isMissing)
    }
}
