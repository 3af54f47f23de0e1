import Foundation
import WinnowLearning
import WinnowNumerics

/// Film reviews with people's revisions: what drafts are made with, and two models that judge them.
///
/// The model that drafts are made against was trained on the originals of the training roots; the stronger one on originals
/// and revised texts of these. Neither saw a test root.
struct DraftTask {
    let training: [AcceptedPair]
    let test: [AcceptedPair]
    let judge: TextJudge
    let classifier: Judge
    let stronger: Judge
    let memory: SubstitutionMemory
    let sources: GuidedSources

    /// - Parameter l2: Of the classifiers; 0.1 is scikit-learn's C = 10.
    init(l2: Double = 0.1) throws {
        training = try DraftTexts("cad_sentiment", "train").pairs
        test = try DraftTexts("cad_sentiment", "test").pairs
        let originals = training.map(\.original)
        let labels = training.map(\.sourceLabel)
        classifier = try Judge(originals, labels, l2: l2)
        stronger = try Judge(originals + training.map(\.revised), labels + training.map(\.targetLabel), l2: l2)
        judge = TextJudge(classifier.classifier, classifier.extractor)
        memory = SubstitutionMemory(training)
        sources = GuidedSources(
            memory: memory,
            lexicon: .english,
            contexts: ContextPhrases(originals, labels: labels)
        )
    }

    /// TF-IDF of one and two words with logistic regression.
    struct Judge: Sendable {
        let classifier: FittedClassifier
        let extractor: FittedExtractor

        init(_ texts: [String], _ labels: [Int], l2: Double) throws {
            let tfidf = TFIDF(words: 1...2, characters: nil)
            extractor = try FeatureExtractor(tfidf: tfidf).fit(to: texts.map { tfidf.terms(of: $0) })
            let rows = try extractor.rows(of: texts).gather(Array(texts.indices))
            let set = try TrainingSet(features: rows, targets: labels.map { .label($0) }, labelCount: 2)
            classifier = FittedClassifier(model: try LogisticRegression(l2: l2).fit(set).model, calibration: .none)
        }

        func labels(of texts: [String]) throws -> [Int] {
            guard !texts.isEmpty else { return [] }
            let rows = try classifier.probabilities(of: try extractor.rows(of: texts))
            return texts.indices.map { row in
                let values = Array(rows.row(row))
                return values.indices.max { values[$0] < values[$1] } ?? 0
            }
        }
    }
}
