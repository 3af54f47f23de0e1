import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct LikenessTests {
    private func cosine(_ first: [Float], _ second: [Float]) -> Double {
        func product(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
        let lengths = (product(first, first) * product(second, second)).squareRoot()
        return lengths > 0 ? product(first, second) / lengths : 0
    }

    private func dense(_ rows: [[Float]], cut: [Int]) -> PoolFeatures.DensePart {
        var (blocks, first): ([DenseRows], Int) = ([], 0)
        for count in cut {
            let values = rows[first..<first + count].flatMap(\.self)
            blocks.append(DenseRows(DenseMatrix(rowCount: count, columnCount: rows[0].count, values: values)))
            first += count
        }
        return PoolFeatures.DensePart(columnCount: rows[0].count, blocks: blocks)
    }

    @Test("likeness is the cosine over all dense columns, of several parts and blocks")
    func cosines() {
        var generator = SeededGenerator(seed: 3, purpose: "likeness")
        func rows(_ width: Int) -> [[Float]] {
            (0..<5000).map { _ in (0..<width).map { _ in Float(generator.uniform()) - 0.4 } }
        }
        let (first, second) = (rows(7), rows(3))
        let cut = [3000, 2000]
        let pool = PoolFeatures(dense: [dense(first, cut: cut), dense(second, cut: cut)])
        for row in [0, 2999, 4999] {
            let likeness = pool.likeness(to: row)
            #expect(likeness.count == 5000)
            for other in stride(from: 0, to: 5000, by: 37) {
                let wanted = cosine(first[row] + second[row], first[other] + second[other])
                #expect(abs(Double(likeness[other]) - wanted) < 1e-5)
            }
            #expect(abs(likeness[row] - 1) < 1e-6)
        }
    }

    @Test("a row of zeros, of what is no number or beyond all numbers is like nothing, and nothing stops at it")
    func strange() {
        let rows: [[Float]] = [[1, 2], [0, 0], [.nan, 1], [.infinity, 0], [3e38, 3e38], [2, 4], [-1, -2]]
        let pool = PoolFeatures(dense: [dense(rows, cut: [rows.count])])
        let likeness = pool.likeness(to: 0)
        #expect(likeness[1...4].allSatisfy { $0 == 0 })
        #expect(abs(likeness[5] - 1) < 1e-6 && abs(likeness[6] + 1) < 1e-6)
        for row in 1...4 {
            let isFinite = pool.likeness(to: row).map(\.isFinite)
            #expect(!isFinite.contains(false))
        }
    }

    @Test("without dense columns it is the cosine of the weighted words")
    func counted() throws {
        let texts = ["the cat sat", "the cat sat", "a cat sat down", "quite another thing", ""]
        let tfidf = TFIDF()
        var frequencies = DocumentFrequencies(dimensions: tfidf.dimensions)
        for text in texts { frequencies.add(tfidf.terms(of: text)) }
        let fitted = FittedTFIDF(configuration: tfidf, frequencies: frequencies)
        let likeness = fitted.rows(of: texts).likeness(to: 0)
        #expect(abs(likeness[0] - 1) < 1e-5 && abs(likeness[1] - 1) < 1e-5)
        #expect(likeness[2] > 0.2 && likeness[2] < 0.95 && likeness[3] < likeness[2] && likeness[4] == 0)
    }
}
