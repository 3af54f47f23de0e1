import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Which words moved a prediction of a linear classifier")
struct WordWeightsOfClassifiersTests {
    private static let texts = [
        "the invoice is wrong", "charged twice on the invoice", "refund my money please", "the invoice again",
        "server is down", "cannot log in, server error", "down again since noon", "everything is down",
        "thanks a lot", "just a question", "a question about thanks", "many thanks to you",
    ]

    @Test(
        "Naive Bayes: the weights of all words and the bias add up to the difference of the outputs",
        arguments: [2, 3]
    )
    func naiveBayes(labels: Int) throws {
        for variant in NaiveBayes.Variant.allCases {
            try check(NaiveBayes(variant: variant), labels: labels, lsa: nil)
            try check(NaiveBayes(variant: variant), labels: labels, lsa: LSA(columnCount: 6))
        }
    }

    @Test(
        "Linear SVM: the weights of all words and the bias add up to the difference of the outputs",
        arguments: [2, 3]
    )
    func linearSVM(labels: Int) throws {
        try check(LinearSVM(), labels: labels, lsa: nil)
        try check(LinearSVM(), labels: labels, lsa: LSA(columnCount: 6))
    }

    private func check(_ classifier: some Classifier, labels: Int, lsa: LSA?) throws {
        let tfidf = TFIDF(dimensions: 1 << 12)
        let texts = Self.texts
        let extractor = try FeatureExtractor(tfidf: tfidf, tfidfScale: 1, lsa: lsa)
            .fit(to: texts.map { tfidf.terms(of: $0) })
        let training = try TrainingSet(
            features: try extractor.rows(of: texts).gather(texts.indices),
            targets: texts.indices.map { .label(min($0 / 4, labels - 1)) },
            labelCount: labels
        )
        let model = try classifier.fit(training).model
        let fitted = FittedClassifier(model: model, calibration: .none)
        for text in texts + ["invoice, invoice and server", "ab\u{AD}c Straße ﬁne 北京 down"] {
            let rows = try extractor.rows(of: [text])
            let values = try fitted.probabilities(of: rows).row(0)
            let weights = try #require(
                try fitted.wordWeights(of: NormalizedText(text), probabilities: values, extractor: extractor)
            )
            let outputs = Array(try model.logits(of: rows).row(0))
            let all = labels == 2 ? [0] + outputs : outputs
            let against = try #require(weights.against)
            #expect(abs(weights.logOdds - Double(all[weights.label] - all[against])) < 4e-3)
            #expect(weights.words.contains { $0 != 0 } || text.contains("北京"))
        }
    }
}
