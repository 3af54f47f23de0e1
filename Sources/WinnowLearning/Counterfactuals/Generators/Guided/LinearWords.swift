internal import WinnowNumerics

/// A linear model of TF-IDF columns: what is needed to follow its decision while words of a text change.
struct LinearWords: Sendable {
    let tfidf: FittedTFIDF
    private let classifier: FittedClassifier
    private let model: LinearModel

    /// - Returns: nil for a model that is not linear, or is one of other features too.
    init?(_ classifier: FittedClassifier, _ extractor: FittedExtractor) {
        guard let model = classifier.model as? LinearModel, let tfidf = extractor.tfidf, extractor.lsa == nil,
            extractor.encoders.isEmpty, extractor.columnCount == model.featureCount
        else { return nil }
        self.model = model
        self.classifier = classifier
        self.tfidf = tfidf
    }

    /// Calibrated probabilities of texts, `(n, k)`.
    ///
    /// A pool's rows are scored with a table of all weights; for a few texts, looking up those of their terms is much faster.
    ///
    /// - Complexity: O(terms · log of the model's columns).
    func probabilities(of texts: [String]) -> DenseMatrix {
        var logits: [Float] = []
        for text in texts {
            let row = tfidf.row(of: tfidf.configuration.terms(of: text))
            var sums = (0..<outputCount).map(bias)
            for (column, value) in zip(row.columns, row.values) {
                guard let place = place(of: column) else { continue }
                for output in sums.indices {
                    sums[output] += Double(value) * Double(model.weight(column: place, output: output))
                }
            }
            logits += sums.map { Float($0) }
        }
        let count = texts.count * model.labelCount
        let values = [Float](unsafeUninitializedCapacity: count) { out, written in
            logits.withUnsafeBufferPointer { classifier.probabilities($0, of: texts.indices, in: out) }
            written = count
        }
        return DenseMatrix(rowCount: texts.count, columnCount: model.labelCount, values: values)
    }

    /// Words on either side that an n-gram with a word in it can reach.
    var reach: Int { max(0, (tfidf.configuration.words?.upperBound ?? 1) - 1) }

    /// Places of the outputs that speak for and against a label; nil where the model cannot choose it.
    func outputs(for label: Int) -> (own: Int, others: [Int], sign: Double)? {
        guard model.seenLabels.count > 1 else { return nil }
        switch model.head {
        case .binomial:
            guard let place = model.seenLabels.firstIndex(of: label) else { return nil }
            return (0, [], place == 1 ? 1 : -1)
        case .softmax:
            guard let own = model.seenLabels.firstIndex(of: label) else { return nil }
            return (own, model.seenLabels.indices.filter { $0 != own }, 1)
        case .oneAgainstRest:
            guard model.seenLabels.contains(label) else { return nil }
            return (label, model.seenLabels.filter { $0 != label }, 1)
        }
    }

    var outputCount: Int { model.head.outputCount }

    func bias(of output: Int) -> Double { Double(model.bias[output]) }

    /// The weights of a column by output; zeros for one that training did not have.
    func weights(of column: UInt32) -> [Double] {
        guard let place = place(of: column) else { return [Double](repeating: 0, count: outputCount) }
        return (0..<outputCount).map { Double(model.weight(column: place, output: $0)) }
    }

    private func place(of column: UInt32) -> Int? {
        var range = model.columns.startIndex..<model.columns.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if model.columns[middle] == column { return middle }
            range = model.columns[middle] < column ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
