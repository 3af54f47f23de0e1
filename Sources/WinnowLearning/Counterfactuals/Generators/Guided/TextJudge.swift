private import Foundation
public import WinnowNumerics

/// A model as it is asked about texts that nobody has labelled.
public struct TextJudge: Sendable {
    /// Gives probabilities of labels, `(n, k)`, for n texts.
    public typealias Probabilities = @Sendable ([String]) throws(LearningError) -> DenseMatrix

    private let asked: Probabilities
    /// Where the model adds up the words of a text.
    let linear: LinearWords?

    /// Any model, an encoder's for one. It is asked many times for one text: several hundred texts in all, in batches.
    public init(probabilities: @escaping Probabilities) {
        asked = probabilities
        linear = nil
    }

    /// A classifier with its features. With a linear model of TF-IDF columns alone, a search needs few of its answers.
    public init(_ classifier: FittedClassifier, _ extractor: FittedExtractor) {
        let linear = LinearWords(classifier, extractor)
        self.linear = linear
        asked = { texts throws(LearningError) in
            if let linear { return linear.probabilities(of: texts) }
            return try classifier.probabilities(of: try extractor.rows(of: texts))
        }
    }

    /// What the model says of texts, `(n, k)`.
    ///
    /// - Throws: What the model throws.
    public func probabilities(of texts: [String]) throws(LearningError) -> DenseMatrix { try asked(texts) }

    /// How far a label is ahead of the most probable other one, in log-odds, by text: above 0 the model has decided for it.
    ///
    /// - Throws: What the model throws; `LearningError.unknownLabel` for a label that it does not have, `.nonFinite` for
    ///   a probability that is no number.
    package func margins(of texts: [String], for label: Int) throws(LearningError) -> [Double] {
        guard !texts.isEmpty else { return [] }
        let rows = try asked(texts)
        guard rows.rowCount == texts.count, label >= 0, label < rows.columnCount else {
            throw .unknownLabel(row: 0, label: label, labelCount: rows.columnCount)
        }
        var margins: [Double] = []
        for number in texts.indices {
            let row = Array(rows.row(number))
            guard row.allSatisfy(\.isFinite) else { throw .nonFinite(row: number) }
            let other = row.indices.filter { $0 != label }.map { row[$0] }.max() ?? 0
            // Single precision ends at about 1e-38; what is less probable than this is so for no reason.
            margins.append(log(Double(max(row[label], 1e-12))) - log(Double(max(other, 1e-12))))
        }
        return margins
    }
}
