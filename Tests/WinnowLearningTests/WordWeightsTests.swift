import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Which words moved a prediction")
struct WordWeightsTests {
    private static let texts = [
        "the invoice is wrong", "charged twice on the invoice", "refund my money please", "the invoice again",
        "server is down", "cannot log in, server error", "down again since noon", "everything is down",
        "thanks a lot", "just a question", "a question about thanks", "many thanks to you",
    ]

    /// With counted columns, dense ones, or both.
    private static func fitted(labels: Int, scale: Float = 1, lsa: LSA?) throws -> (FittedClassifier, FittedExtractor) {
        let tfidf = TFIDF(dimensions: 1 << 12)
        let extractor = try FeatureExtractor(tfidf: tfidf, tfidfScale: scale, lsa: lsa)
            .fit(to: texts.map { tfidf.terms(of: $0) })
        let set = try TrainingSet(
            features: try extractor.rows(of: texts).gather(texts.indices),
            targets: texts.indices.map { .label(min($0 / 4, labels - 1)) },
            labelCount: labels
        )
        let fitted = try LogisticRegression(l2: 0.1).solve(set).fitted
        return (FittedClassifier(model: fitted, calibration: .none), extractor)
    }

    @Test("The weights of all words and the bias add up to the log-odds", arguments: [(2, 1), (3, 1), (2, 0), (3, 0)])
    func addUp(labels: Int, scale: Float) throws {
        try checkSum(Self.fitted(labels: labels, scale: scale, lsa: LSA(columnCount: 6)))
        if scale > 0 { try checkSum(Self.fitted(labels: labels, lsa: nil)) }
    }

    private func checkSum(_ fitted: (FittedClassifier, FittedExtractor)) throws {
        let (classifier, extractor) = fitted
        for text in Self.texts + ["invoice, invoice and server", "ab\u{AD}c Straße ﬁne 北京 down"] {
            let values = try classifier.probabilities(of: try extractor.rows(of: [text])).row(0)
            let weights = try #require(
                try classifier.wordWeights(of: NormalizedText(text), probabilities: values, extractor: extractor)
            )
            let against = try #require(weights.against)
            let odds = Double(values[values.startIndex + weights.label]) / Double(values[values.startIndex + against])
            #expect(abs(weights.logOdds - log(odds)) < 4e-3)
            #expect(weights.logOdds > -4e-3)
        }
    }

    @Test("A word that only texts of a label have speaks for it, one of another label against it", arguments: [0, 6])
    func signs(lsaColumns: Int) throws {
        let (classifier, extractor) = try Self.fitted(
            labels: 3,
            lsa: lsaColumns > 0 ? LSA(columnCount: lsaColumns) : nil
        )
        let text = "invoice invoice down"
        let values = try classifier.probabilities(of: try extractor.rows(of: [text])).row(0)
        let weights = try #require(
            try classifier.wordWeights(of: NormalizedText(text), probabilities: values, extractor: extractor)
        )
        #expect(weights.label == 0)
        #expect(weights.words[0] > 0 && weights.words[1] > 0 && weights.words[2] < 0)
    }
}
