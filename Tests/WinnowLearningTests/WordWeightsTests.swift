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

    private static func fitted(labels: Int) throws -> (FittedClassifier, FittedTFIDF) {
        let configuration = TFIDF(dimensions: 1 << 12)
        var frequencies = DocumentFrequencies(dimensions: configuration.dimensions)
        for text in texts { frequencies.add(configuration.terms(of: text)) }
        let extractor = FittedTFIDF(configuration: configuration, frequencies: frequencies)
        let set = try TrainingSet(
            features: extractor.rows(of: texts).gather(texts.indices),
            targets: texts.indices.map { .label(min($0 / 4, labels - 1)) },
            labelCount: labels
        )
        let fitted = try LogisticRegression(l2: 0.1).fit(set).fitted
        return (FittedClassifier(model: fitted, calibration: .none), extractor)
    }

    @Test("The weights of all words and the bias add up to the log-odds", arguments: [2, 3])
    func addUp(labels: Int) throws {
        let (classifier, extractor) = try Self.fitted(labels: labels)
        for text in Self.texts + ["invoice, invoice and server", "ab\u{AD}c Straße ﬁne 北京 down"] {
            let values = try classifier.probabilities(of: extractor.rows(of: [text])).row(0)
            let weights = try #require(
                try classifier.wordWeights(of: NormalizedText(text), probabilities: values, extractor: extractor)
            )
            let against = try #require(weights.against)
            let odds = Double(values[values.startIndex + weights.label]) / Double(values[values.startIndex + against])
            #expect(abs(weights.logOdds - log(odds)) < 1e-3)
            #expect(weights.logOdds >= 0)
        }
    }

    @Test("A word that only texts of a label have speaks for it, one of another label against it")
    func signs() throws {
        let (classifier, extractor) = try Self.fitted(labels: 3)
        let text = "invoice invoice down"
        let values = try classifier.probabilities(of: extractor.rows(of: [text])).row(0)
        let weights = try #require(
            try classifier.wordWeights(of: NormalizedText(text), probabilities: values, extractor: extractor)
        )
        #expect(weights.label == 0)
        #expect(weights.words[0] > 0 && weights.words[1] > 0 && weights.words[2] < 0)
    }
}
