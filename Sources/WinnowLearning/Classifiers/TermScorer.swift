public import WinnowNumerics

/// A linear classifier of counted terms, made ready for texts: what depends on the model alone is computed once.
///
/// Its table has rows for the columns that have weights, and one of zeros for all others that the pool has: a fraction of all
/// `dimensions`. It makes the same bits as `FittedClassifier.probabilities(of:)` does of `FittedExtractor.rows(of:)`.
public struct TermScorer: Sendable {
    private let tfidf: FittedTFIDF
    private let classifier: FittedClassifier
    private let model: LinearModel
    /// Row-major `(rowCount, stride)`: weights times inverse frequencies.
    private let table: [Float]
    /// The row of the table of each column that the pool has.
    private let rows: [UInt32]
    /// Of the table.
    private let rowCount: Int

    /// - Returns: nil for classifiers that are not linear, and for extractors that make other columns too.
    public init?(_ classifier: FittedClassifier, _ extractor: FittedExtractor) {
        guard let model = classifier.model as? LinearModel, let tfidf = extractor.tfidf,
            extractor.sparseColumnCount > 0, extractor.denseColumnCounts.isEmpty,
            model.featureCount == extractor.columnCount
        else { return nil }
        let (stride, outputCount) = (model.head.stride, model.head.outputCount)
        let known = model.columns.prefix { $0 < tfidf.knownCount }
        // Entries without weight stay in the sum: the kernel adds every other one up by itself.
        let isZero = known.count < tfidf.knownCount
        let rowCount = max(1, known.count + (isZero ? 1 : 0))
        var rows = [UInt32](repeating: UInt32(known.count), count: tfidf.knownCount)
        var table = [Float](repeating: 0, count: rowCount * stride)
        for (row, column) in known.enumerated() {
            rows[Int(column)] = UInt32(row)
            let weight = tfidf.inverseFrequencies[Int(column)]
            for output in 0..<outputCount {
                table[row * stride + output] = model.weight(column: row, output: output) * weight
            }
        }
        (self.tfidf, self.classifier, self.model) = (tfidf, classifier, model)
        (self.table, self.rows, self.rowCount) = (table, rows, rowCount)
    }

    /// Calibrated probabilities of texts, `(n, k)`, computed on this thread: for whoever deals texts out to threads himself.
    ///
    /// - Complexity: O(terms · outputs + columns that the pool has).
    public func probabilities(of texts: ArraySlice<String>) -> DenseMatrix {
        let (outputCount, labelCount) = (model.head.outputCount, model.labelCount)
        var logits = self.logits(of: texts)
        let values = [Float](unsafeUninitializedCapacity: texts.count * labelCount) { out, count in
            logits.withUnsafeMutableBufferPointer { logits in
                precondition(logits.count == texts.count * outputCount)
                classifier.probabilities(UnsafeBufferPointer(logits), of: 0..<texts.count, in: out)
            }
            count = texts.count * labelCount
        }
        return DenseMatrix(rowCount: texts.count, columnCount: labelCount, values: values)
    }

    /// `(n, outputCount)`.
    private func logits(of texts: ArraySlice<String>) -> [Float] {
        let (stride, outputCount) = (model.head.stride, model.head.outputCount)
        let counts = WeightedCounts(
            blocks: [matrix(of: texts)],
            factors: FittedTFIDF.factors,
            // They are in the table.
            weights: [Float](repeating: 1, count: rowCount)
        )
        return [Float](unsafeUninitializedCapacity: texts.count * outputCount) { logits, count in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: texts.count * stride) { padded in
                table.withUnsafeBufferPointer {
                    counts.times(block: 0, rows: 0..<texts.count, table: $0, stride: stride, into: padded)
                }
                for row in 0..<texts.count {
                    for output in 0..<outputCount {
                        logits[row * outputCount + output] = padded[row * stride + output] + model.bias[output]
                    }
                }
            }
            count = texts.count * outputCount
        }
    }

    /// The rows of texts, with rows of the table in place of columns.
    private func matrix(of texts: ArraySlice<String>) -> CountMatrix {
        var builder = CountMatrixBuilder(columnCount: rowCount)
        builder.reserve(rows: texts.count)
        var counter = RowCounter(tfidf, places: rows)
        for text in texts { builder.append { counter.append(text, to: &$0) } }
        return builder.build()
    }
}
