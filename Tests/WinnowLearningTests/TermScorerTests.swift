import Testing
import WinnowLearning
import WinnowNumerics

/// The quick ways from texts to counted rows and probabilities beside the plain ones.
@Suite struct TermScorerTests {
    static let texts: [String] = {
        var generator = SeededGenerator(seed: 5, purpose: "scorer texts")
        let words = [
            "invoice", "Rechnung", "outage", "Störung", "مشكلة", "🙂", "東京", "$20", "a", "the", "can't", "über",
        ]
        let drawn = (0..<400).map { _ in
            (0..<Int(generator.next() % 60)).map { _ in words[Int(generator.next() % UInt64(words.count))] }
                .joined(separator: " ")
        }
        // Empty, without a word, one word more often than a count can say, one that the pool does not have.
        return drawn + ["", " \r\n", String(repeating: "the ", count: 2_000), "zyzzyva"]
    }()

    static func extractor(_ tfidf: TFIDF = TFIDF(dimensions: 1 << 14)) throws -> FittedExtractor {
        try FeatureExtractor(tfidf: tfidf).fit(to: texts.dropLast().map(tfidf.terms))
    }

    @Test(
        "rows that are counted by marks are those that are sorted, to the bit",
        arguments: [
            TFIDF(dimensions: 1 << 10), TFIDF(words: nil, dimensions: 1 << 18),
            TFIDF(words: 1...3, characters: nil, dimensions: 1 << 22),
        ]
    )
    func sameRows(tfidf: TFIDF) throws {
        let fitted = try #require(try Self.extractor(tfidf).tfidf)
        let quick = fitted.matrix(of: Self.texts)
        let plain = fitted.matrix(of: Self.texts.map(tfidf.terms))
        #expect(Array(quick.rowOffsets) == Array(plain.rowOffsets))
        #expect(Array(quick.entries) == Array(plain.entries))
        #expect(Array(quick.scales) == Array(plain.scales))
    }

    static func target(_ row: Int, _ labelCount: Int, isMultilabel: Bool) -> Target {
        isMultilabel
            ? .set(
                present: (0..<labelCount).filter { (row + $0) % 3 == 0 },
                absent: (0..<labelCount).filter { (row + $0) % 3 != 0 }
            )
            : .label(row % labelCount)
    }

    @Test(
        "a scorer gives texts the probabilities of the classifier, to the bit, alone or beside others",
        arguments: [(1, false), (2, false), (4, false), (7, false), (3, true), (5, true)]
    )
    func sameProbabilities(labelCount: Int, isMultilabel: Bool) throws {
        let extractor = try Self.extractor()
        let rows = try extractor.rows(of: Self.texts)
        // A third is learned from, so columns without weights are among the terms.
        let learned = Array(stride(from: 0, to: 120, by: 1))
        let training = try TrainingSet(
            features: rows.gather(learned),
            targets: learned.map { Self.target($0, labelCount, isMultilabel: isMultilabel) },
            labelCount: labelCount
        )
        let classifier = FittedClassifier(
            model: try LogisticRegression().fit(training).model,
            calibration: .temperature(0.7)
        )
        let scorer = try #require(TermScorer(classifier, extractor))
        let plain = try classifier.probabilities(of: rows)
        #expect(scorer.probabilities(of: Self.texts[...]).values == plain.values)
        for row in Self.texts.indices {
            #expect(scorer.probabilities(of: Self.texts[row...row]).values == Array(plain.row(row)))
        }
        #expect(scorer.probabilities(of: []).values.isEmpty)
    }

    @Test("there is no scorer for features that are not counted alone, nor for models that are not linear")
    func others() throws {
        let tfidf = TFIDF(dimensions: 1 << 14)
        let terms = Self.texts.map(tfidf.terms)
        let both = try FeatureExtractor(tfidf: tfidf, lsa: LSA(columnCount: 4)).fit(to: terms)
        let rows = try both.rows(of: Self.texts).gather(Self.texts.indices)
        let targets = Self.texts.indices.map { Target.label($0 % 2) }
        let training = try TrainingSet(features: rows, targets: targets, labelCount: 2)
        let linear = FittedClassifier(model: try LogisticRegression().fit(training).model, calibration: .none)
        #expect(TermScorer(linear, both) == nil)
        let alone = try Self.extractor()
        let counted = try TrainingSet(
            features: try alone.rows(of: Self.texts).gather(Self.texts.indices),
            targets: targets,
            labelCount: 2
        )
        let neighbours = FittedClassifier(model: try NearestNeighbours().fit(counted).model, calibration: .none)
        #expect(TermScorer(neighbours, alone) == nil)
        // Of other features: it would read wrong columns.
        #expect(TermScorer(linear, alone) == nil)
    }

    @Test("what each character does to words is given away as ranges that part the text in the same way")
    func ranges() {
        let ranges = CharacterRanges.shared
        func kinds(_ scalar: Unicode.Scalar) -> [CharacterRanges.Kind] {
            CharacterRanges.Kind.allCases.filter { kind in ranges[kind].contains { $0.contains(scalar.value) } }
        }
        #expect(kinds("a") == [.part] && kinds("_") == [.part] && kinds("é") == [.part])
        #expect(kinds("$") == [.whole] && kinds("東") == [.whole] && kinds("🙂") == [.whole])
        #expect(kinds("\u{200d}") == [.unseen] && kinds("\u{fe0f}") == [.unseen])
        #expect(kinds(" ") == [] && kinds("\u{200b}") == [] && kinds("'") == [])
        for kind in CharacterRanges.Kind.allCases {
            let ranges = ranges[kind]
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound + 1 < $1.lowerBound })
        }
    }
}
