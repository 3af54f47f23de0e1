import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

// From here to the suite: what docs/library.md shows.

/// Labels what a strategy asks for, until so many texts have a label.
func activeLearning(
    _ texts: [String],
    labelCount: Int,
    budget: Int,
    ask: (Int) -> Int
) throws -> FittedClassifier {
    // Features that need nothing but the pool: hashed TF-IDF and what goes together in it.
    let tfidf = TFIDF(words: 1...2, characters: nil, dimensions: 1 << 16)
    let extractor = try FeatureExtractor(tfidf: tfidf, tfidfScale: 0.5, lsa: LSA(columnCount: 16))
        .fit(to: texts.map { tfidf.terms(of: $0) })
    let pool = try extractor.rows(of: texts)
    let space: @Sendable ([Int]) -> WideMatrix = { rows in
        WideMatrix(pool.denseRows(rows) ?? DenseMatrix(zeros: rows.count, 1))
    }
    var labels: [Int: Int] = [:]
    for row in 0..<10 { labels[row] = ask(row) }
    while true {
        let rows = labels.keys.sorted()
        let scales = extractor.scales(labelCount: rows.count)
        let training = try TrainingSet(
            features: pool.gather(rows, scaledBy: scales),
            targets: rows.map { .label(labels[$0] ?? 0) },
            labelCount: labelCount
        )
        let fit = try LogisticRegression(l2: 0.1).fit(training)
        let model = fit.model.unscaled(scales, sparseColumnCount: extractor.sparseColumnCount)
        let classifier = FittedClassifier(model: model, calibration: .none)
        if labels.count >= budget { return classifier }
        let query = QueryPool(
            probabilities: try classifier.probabilities(of: pool),
            open: texts.indices.filter { labels[$0] == nil },
            labelled: rows,
            labelSets: rows.map { [labels[$0] ?? 0] },
            batchSize: 10,
            seed: UInt64(labels.count),
            space: space
        )
        for row in try AutoStrategy().select(from: query).leading { labels[row] = ask(row) }
    }
}

@Suite struct LibraryExampleTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("the example of the library's page is this file's, to the letter")
    func page() throws {
        let page = try String(contentsOf: Self.root.appending(path: "docs/library.md"), encoding: .utf8)
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let start = try #require(page.firstRange(of: "```swift\n/// Labels what"))
        let example = page[start.lowerBound...].dropFirst("```swift\n".count).components(separatedBy: "\n```")[0]
        #expect(source.contains(example))
    }

    @Test("the example learns to tell texts apart, and asks for no more than its budget")
    func learns() throws {
        var generator = SeededGenerator(seed: 4, purpose: "texts")
        let words = [["invoice", "payment", "refund", "price"], ["crash", "outage", "slow", "error"]]
        let texts = (0..<300).map { row in
            (0..<6).map { _ in
                Int.random(in: 0..<3, using: &generator) == 0
                    ? "word\(Int.random(in: 0..<50, using: &generator))"
                    : words[row % 2].randomElement(using: &generator) ?? ""
            }.joined(separator: " ")
        }
        var asked: [Int] = []
        let classifier = try activeLearning(texts, labelCount: 2, budget: 40) { row in
            asked.append(row)
            return row % 2
        }
        #expect(asked.count == 40 && Set(asked).count == 40)
        #expect(classifier.model.seenLabels == [0, 1])
    }
}
