import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Feature extractors side by side")
struct FeatureExtractorTests {
    static let texts = (0..<60).map { number in
        let words = ["red", "green", "blue", "tea", "milk", "oak", "elm", "ash"]
        return (0..<6).map { words[(number * 7 + $0 * (1 + number % 3)) % words.count] }.joined(separator: " ")
    }

    static func fitted(scale: Float, lsa: LSA? = LSA(columnCount: 5)) throws -> FittedExtractor {
        let tfidf = TFIDF(dimensions: 1 << 10)
        return try FeatureExtractor(tfidf: tfidf, tfidfScale: scale, lsa: lsa)
            .fit(to: texts.map { tfidf.terms(of: $0) })
    }

    @Test("a text's row is the same whatever it is made beside")
    func grouping() throws {
        let extractor = try Self.fitted(scale: 0.5)
        let all = try extractor.rows(of: Self.texts).gather(Self.texts.indices)
        for (row, text) in Self.texts.enumerated() {
            let alone = try extractor.rows(of: [text]).gather([0])
            let dense = try #require(all.dense)
            #expect(alone.dense?.values == Array(dense.row(row)))
            let sparse = try #require(all.sparse?.selecting(rows: [row]))
            #expect(alone.sparse.map { Array($0.values) } == Array(sparse.values))
        }
    }

    @Test("the same pool gives the same bits", arguments: [0, 0.5])
    func determinism(scale: Float) throws {
        let (first, second) = try (Self.fitted(scale: scale), Self.fitted(scale: scale))
        #expect(first.lsa == second.lsa)
        #expect(first.scales(labelCount: 30) == second.scales(labelCount: 30))
    }

    @Test("with a scale of 0 words only serve to make the dense columns")
    func denseOnly() throws {
        let extractor = try Self.fitted(scale: 0)
        let rows = try extractor.rows(of: Self.texts)
        #expect(rows.counts == nil && rows.columnCount == 5 && extractor.columnCount == 5)
        let both = try Self.fitted(scale: 1).rows(of: Self.texts)
        #expect(both.columnCount == 1_029)
        #expect(rows.denseRows([3, 1])?.values == both.denseRows([3, 1])?.values)
    }

    @Test("a model that was fitted on scaled rows says the same of rows as they are", arguments: [0, 0.5, 1])
    func unscaled(scale: Float) throws {
        let extractor = try Self.fitted(scale: scale)
        let pool = try extractor.rows(of: Self.texts)
        let scales = extractor.scales(labelCount: 400)
        let scaled = pool.gather(Self.texts.indices, scaledBy: scales)
        let set = try TrainingSet(
            features: scaled,
            targets: Self.texts.indices.map { .label($0 % 3) },
            labelCount: 3
        )
        let fitted = try LogisticRegression(l2: 0.1).solve(set).fitted
        let wanted = try fitted.logits(of: scaled).values
        let found = try fitted.unscaled(scales, sparseColumnCount: extractor.sparseColumnCount).logits(of: pool).values
        #expect(zip(wanted, found).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(wanted.contains { abs($0) > 0.1 })
    }

    @Test("a pool without texts has an extractor, whose rows are 0")
    func emptyPool() throws {
        let extractor = try FeatureExtractor(tfidf: TFIDF(dimensions: 1 << 10), lsa: LSA(columnCount: 4)).fit(to: [])
        let rows = try extractor.rows(of: ["anything"]).gather([0])
        #expect(rows.dense?.values == [0, 0, 0, 0] && rows.sparse?.values.isEmpty == true)
        #expect(extractor.scales(labelCount: 0).dense == [0, 0, 0, 0])
    }
}
