import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

/// The closed form against fits.
@Suite struct ExpectedModelChangeTests {
    static let smoothing = 0.4

    /// Of 24 rows six are labelled; the last columns are of open rows only.
    static func texts() -> [[Double]] {
        var generator = SeededGenerator(seed: 3, purpose: "texts")
        return (0..<24).map { row in
            (0..<14).map { column in
                let isThere = generator.uniform() < 0.4 && (column < 10 || row >= 6)
                return isThere ? Double(Int(1 + 3 * generator.uniform())) + (row % 3 == 0 ? 0.5 : 0) : 0
            }
        }
    }

    static func matrix(_ texts: [[Double]]) -> SparseMatrix {
        var builder = SparseMatrixBuilder(columnCount: 14)
        for text in texts {
            let columns = text.indices.filter { text[$0] != 0 }
            builder.append(columns: columns.map(UInt32.init), values: columns.map { Float(text[$0]) })
        }
        return builder.build()
    }

    static func pool(_ texts: [[Double]], labelSets: [[Int]], isMultilabel: Bool = false) -> QueryPool {
        QueryPool(
            probabilities: UncertaintyTests.probabilities(rows: 24, labels: 3, seed: 8),
            isMultilabel: isMultilabel,
            open: Array(6..<24),
            labelled: Array(0..<6),
            labelSets: labelSets,
            seed: 1,
            terms: { rows in matrix(rows.map { texts[$0] }) }
        )
    }

    /// By label, over some columns.
    static func parameters(_ texts: [[Double]], _ labels: [Int], columns: [Int]) -> [[Double]] {
        (0..<3).map { label in
            let counts = columns.map { column in
                zip(texts, labels).reduce(smoothing) { $0 + ($1.1 == label ? $1.0[column] : 0) }
            }
            return counts.map { $0 / counts.reduce(0, +) }
        }
    }

    @Test("the score is the expected change of a naive Bayes that is fitted with the row as each label")
    func bruteForce() throws {
        let texts = Self.texts()
        let labels = [0, 1, 2, 0, 1, 2]
        let pool = Self.pool(texts, labelSets: labels.map { [$0] })
        let scores = try ExpectedModelChange(smoothing: Self.smoothing).select(from: pool).scores
        for row in pool.open {
            let rows = Array(texts[..<6]) + [texts[row]]
            let columns = (0..<14).filter { column in rows.contains { $0[column] > 0 } }
            let before = Self.parameters(Array(texts[..<6]), labels, columns: columns)
            var expected = 0.0
            for label in 0..<3 {
                let after = Self.parameters(rows, labels + [label], columns: columns)
                for (old, new) in zip(before, after) {
                    let change = zip(old, new).reduce(0) { $0 + abs($1.1 - $1.0) }
                    expected += Double(pool.probabilities[row, label]) * change
                }
                let training = try TrainingSet(
                    features: FeatureRows(sparse: Self.matrix(rows)),
                    targets: (labels + [label]).map { .label($0) },
                    labelCount: 3
                )
                let classifier = NaiveBayes(variant: .multinomial, smoothing: Self.smoothing)
                let model = try #require(try classifier.fit(training).model as? LinearModel)
                #expect(model.columns.map(Int.init) == columns)
                for place in columns.indices {
                    let logarithms = after.map { log($0[place]) }
                    let mean = logarithms.reduce(0, +) / 3
                    for (output, value) in logarithms.enumerated() {
                        #expect(abs(Double(model.weight(column: place, output: output)) - (value - mean)) < 1e-5)
                    }
                }
            }
            #expect(abs(Double(scores[row]) - expected) < 1e-6, "row \(row)")
        }
        #expect(scores[6...].contains { $0 > 0.01 } && scores.allSatisfy { $0 >= 0 && $0 <= 2 })
    }

    @Test("of several labels each counts as a problem of two")
    func multilabel() throws {
        let texts = Self.texts()
        let sets = [[0], [0, 1], [], [2], [1, 2], [0, 1, 2]]
        let pool = Self.pool(texts, labelSets: sets, isMultilabel: true)
        let together = try ExpectedModelChange().select(from: pool).scores
        var sums = [Float](repeating: 0, count: 24)
        for label in 0..<3 {
            var probabilities = DenseMatrix(zeros: 24, 2)
            for row in 0..<24 {
                probabilities[row, 1] = pool.probabilities[row, label]
                probabilities[row, 0] = 1 - probabilities[row, 1]
            }
            let alone = QueryPool(
                probabilities: probabilities,
                open: pool.open,
                labelled: pool.labelled,
                labelSets: sets.map { [$0.contains(label) ? 1 : 0] },
                seed: 1,
                terms: pool.terms
            )
            for (row, score) in try ExpectedModelChange().select(from: alone).scores.enumerated() { sums[row] += score }
        }
        #expect(zip(together, sums).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test("a text without terms changes nothing, and one like what is known less than one that is not")
    func order() throws {
        var texts = Self.texts()
        texts[6] = texts[6].map { _ in 0 }
        texts[7] = texts[0]
        let sum = texts[0].reduce(0, +)
        texts[8] = (0..<14).map { $0 == 13 ? sum : 0 }
        let base = Self.pool(texts, labelSets: (0..<6).map { [$0 % 3] })
        let scores = try ExpectedModelChange().select(from: base).scores
        #expect(scores[6] == 0 && scores[7] < scores[8])
    }

    @Test("missing features, and numbers below 0 or that are none, are told with the row of the pool")
    func refusals() throws {
        let bare = QueryPool(probabilities: DenseMatrix(zeros: 2, 2), seed: 1)
        #expect(throws: LearningError.noSparseFeatures) { try ExpectedModelChange().select(from: bare) }
        for (row, value) in [(2, -1.0), (11, -1.0), (11, .infinity)] {
            var texts = Self.texts()
            texts[row][4] = value
            let pool = Self.pool(texts, labelSets: (0..<6).map { [$0 % 3] })
            let expected: LearningError = value < 0 ? .negativeFeature(row: row) : .nonFinite(row: row)
            #expect(throws: expected) { try ExpectedModelChange().select(from: pool) }
        }
    }
}
