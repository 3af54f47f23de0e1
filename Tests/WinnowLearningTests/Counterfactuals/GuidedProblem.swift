import WinnowLearning
import WinnowNumerics

/// A model of short reviews, and what it can be turned with.
struct GuidedProblem {
    static let good = ["good", "great", "lovely", "superb"]
    static let bad = ["bad", "awful", "dull", "poor"]
    let texts: [String]
    let labels: [Int]
    let classifier: FittedClassifier
    let extractor: FittedExtractor

    /// - Parameter labelCount: With 3, some texts say neither.
    init(labelCount: Int = 2, lsa: LSA? = nil) throws {
        var generator = SeededGenerator(seed: 1, purpose: "reviews")
        let subjects = ["the film", "the plot", "this cast", "her song"]
        var (texts, labels): ([String], [Int]) = ([], [])
        for row in 0..<240 {
            let words = [Self.bad, Self.good, ["red", "blue", "long", "short"]][row % labelCount]
            let sentences = (0..<3).map { _ in
                let subject = subjects.randomElement(using: &generator) ?? ""
                return "\(subject) was \(words.randomElement(using: &generator) ?? "") to me"
            }
            texts.append(sentences.joined(separator: ". ") + ".")
            labels.append(row % labelCount)
        }
        let tfidf = TFIDF(characters: nil, dimensions: 1 << 14)
        extractor = try FeatureExtractor(tfidf: tfidf, lsa: lsa).fit(to: texts.map { tfidf.terms(of: $0) })
        let set = try TrainingSet(
            features: try extractor.rows(of: texts).gather(texts.indices),
            targets: labels.map { .label($0) },
            labelCount: labelCount
        )
        classifier = FittedClassifier(model: try LogisticRegression(l2: 0.1).fit(set).model, calibration: .none)
        (self.texts, self.labels) = (texts, labels)
    }

    var judge: TextJudge { TextJudge(classifier, extractor) }

    /// The same model, but nobody can look inside.
    var closedJudge: TextJudge {
        let (classifier, extractor) = (classifier, extractor)
        return TextJudge { texts throws(LearningError) in
            try classifier.probabilities(of: try extractor.rows(of: texts))
        }
    }

    func label(of text: String) throws -> Int {
        let row = Array(try classifier.probabilities(of: try extractor.rows(of: [text])).row(0))
        return row.indices.max { row[$0] < row[$1] } ?? 0
    }

    static let lexicon = Lexicon(zip(good, bad).map { .init(phrase: $0, replacement: $1) })
}
