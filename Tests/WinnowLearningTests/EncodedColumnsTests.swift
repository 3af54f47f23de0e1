import Testing
import WinnowLearning
import WinnowNumerics

@Suite("Columns of an encoder")
struct EncodedColumnsTests {
    /// Rows of d columns whose variance falls, turned so that no column is an axis.
    static func rows(_ count: Int, _ width: Int = 6) -> DenseMatrix {
        var generator = SeededGenerator(seed: 5, purpose: "encoded columns")
        var values: [Float] = []
        for _ in 0..<count {
            var own: [Float] = []
            for column in 0..<width {
                let draw = Float(generator.next() >> 40) / Float(1 << 24)
                own.append((draw - 0.5) / Float(1 + column))
            }
            // A rotation of each pair of neighbours.
            var row = own
            for column in 0..<width - 1 {
                let (left, right) = (row[column], row[column + 1])
                row[column] = 0.8 * left - 0.6 * right
                row[column + 1] = 0.6 * left + 0.8 * right
            }
            values += row
        }
        return DenseMatrix(rowCount: count, columnCount: width, values: values)
    }

    struct Table: TextEncoder {
        let columnCount = 6
        func rows(of texts: [String]) throws(LearningError) -> DenseMatrix {
            DenseMatrix(
                rowCount: texts.count,
                columnCount: 6,
                values: texts.flatMap { text in
                    (0..<6).map { Float((text.utf8.reduce(7) { $0 &* 31 &+ Int($1) } >> $0) & 255) / 256 }
                }
            )
        }
    }

    @Test("without options columns stay as the encoder makes them")
    func plain() {
        let rows = Self.rows(40)
        let columns = EncodedColumns(encoderCount: 6, scale: 2).fit(rows)
        #expect(
            columns.rows(of: rows).gather(0..<40).values == HalfPrecision.widen(HalfPrecision.narrow(rows.values))
        )
        #expect(columns.scales(labelCount: 10) == [Float](repeating: 2, count: 6))
    }

    @Test("kept columns are the axes of most variance, the same whatever a row is made beside")
    func axes() {
        let rows = Self.rows(400)
        let columns = EncodedColumns(encoderCount: 6, columnCount: 3).fit(rows)
        let kept = columns.rows(of: rows).gather(0..<400)
        #expect(kept.columnCount == 3)
        let variances = (0..<3).map { column in
            let values = (0..<400).map { Double(kept[$0, column]) }
            let mean = values.reduce(0, +) / 400
            return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400
        }
        #expect(variances[0] > variances[1] && variances[1] > variances[2])
        for (found, said) in zip(variances, columns.variances) { #expect(abs(found - Double(said)) < 1e-4) }
        for row in [0, 1, 17, 399] {
            let alone = DenseMatrix(rowCount: 1, columnCount: 6, values: Array(rows.row(row)))
            #expect(columns.rows(of: alone).row(0) == columns.rows(of: rows).row(row))
        }
    }

    @Test("standardized columns vary alike when they are learned from")
    func standardized() {
        let columns = EncodedColumns(encoderCount: 6, isStandardized: true).fit(Self.rows(400))
        let scaled = zip(columns.scales(labelCount: 5000), columns.variances).map { $0 * $0 * $1 }
        for value in scaled { #expect(abs(value - 1.0 / 6) < 1e-3) }
    }

    @Test("with tempering directions of most variance are cheaper to learn with, less so with more labels")
    func tempered() {
        let columns = EncodedColumns(encoderCount: 6, tempering: Tempering(power: 0.25)).fit(Self.rows(400))
        func spread(_ labelCount: Int) -> Float {
            let scales = columns.scales(labelCount: labelCount)
            return scales[0] / scales[5]
        }
        #expect(spread(50) > spread(2000) && spread(2000) > 1)
    }

    @Test("an extractor of an encoder alone has no counted columns, and rows as the encoder makes them")
    func alone() throws {
        let configuration = FeatureExtractor(tfidf: nil, encoded: [EncodedColumns(encoderCount: 6)])
        let encoder = FittedEncoder(Table(), columns: configuration.encoded[0].fit(DenseMatrix(zeros: 0, 6)))
        let extractor = try configuration.fit(to: [], encoders: [encoder])
        let rows = try extractor.rows(of: ["a", "b"])
        #expect(rows.counts == nil && rows.rowCount == 2 && rows.columnCount == 6 && extractor.columnCount == 6)
        #expect(try extractor.rows(of: []).rowCount == 0)
    }

    @Test("beside other extractors an encoder's columns come last, with scales of their own")
    func beside() throws {
        let tfidf = TFIDF(dimensions: 1 << 10)
        let configuration = FeatureExtractor(
            tfidf: tfidf,
            tfidfScale: 0.5,
            lsa: LSA(columnCount: 4),
            encoded: [EncodedColumns(encoderCount: 6, scale: 3)]
        )
        let texts = FeatureExtractorTests.texts
        let encoder = FittedEncoder(Table(), columns: configuration.encoded[0].fit(DenseMatrix(zeros: 0, 6)))
        let extractor = try configuration.fit(to: texts.map { tfidf.terms(of: $0) }, encoders: [encoder])
        let rows = try extractor.rows(of: texts)
        #expect(rows.dense.map(\.columnCount) == [4, 6] && rows.columnCount == 1024 + 10)
        #expect(extractor.scales(labelCount: 20).dense.suffix(6) == [3, 3, 3, 3, 3, 3])
        let dense = try #require(rows.denseRows([2]))
        #expect(Array(dense.values.suffix(6)) == Array(try Table().rows(of: [texts[2]]).values))
    }
}
