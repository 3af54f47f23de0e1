import Foundation
import Synchronization
import Testing
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

@Suite struct ModelGuidedTests {
    private static func request(_ text: String, limit: Int = 1) -> DraftRequest {
        DraftRequest(original: text, sourceLabel: 1, targetLabel: 0, seed: 3, limit: limit)
    }

    private static let text = "The film was good to me. The plot was lovely to me. This cast was great to me."

    @Test(
        "drafts turn the model, with two labels and with three, whether it can be looked into or not",
        arguments: [2, 3]
    )
    func turns(labelCount: Int) throws {
        let problem = try GuidedProblem(labelCount: labelCount)
        for judge in [problem.judge, problem.closedJudge] {
            let generator = ModelGuidedGenerator(judge, sources: GuidedSources(lexicon: GuidedProblem.lexicon))
            let draft = try #require(try generator.drafts(for: Self.request(Self.text)).first)
            #expect(try problem.label(of: Self.text) == 1 && problem.label(of: draft.revised) == 0)
            #expect(draft.family == "substitutions" && EditMeasure(from: Self.text, to: draft.revised).distance <= 3)
            #expect(try draft.script.apply(to: Self.text) == draft.revised)
        }
    }

    @Test("a model that is looked into and the same one that is only asked are turned by the same drafts")
    func sameDrafts() throws {
        let problem = try GuidedProblem()
        let sources = GuidedSources(lexicon: GuidedProblem.lexicon)
        for text in problem.texts.prefix(40) {
            let drafts = try [problem.judge, problem.closedJudge].map { judge in
                try ModelGuidedGenerator(judge, sources: sources).drafts(for: Self.request(text)).map(\.revised)
            }
            #expect(drafts[0].count == drafts[1].count)
        }
    }

    @Test("no edit of a draft can be taken back without losing what the search was to reach")
    func minimal() throws {
        let problem = try GuidedProblem()
        var settings = GuidedSettings()
        settings.margin = 0
        let sources = GuidedSources(lexicon: GuidedProblem.lexicon)
        let generator = ModelGuidedGenerator(problem.judge, sources: sources, settings: settings)
        let draft = try #require(try generator.drafts(for: Self.request(Self.text)).first)
        let edits = draft.script.edits
        for place in edits.indices where edits.count > 1 {
            var fewer = edits
            fewer.remove(at: place)
            #expect(try problem.label(of: EditScript(edits: fewer).apply(to: Self.text)) == 1)
        }
    }

    @Test("phrases between the same neighbours are resorted to, and words are left out where there is nothing else")
    func stages() throws {
        let problem = try GuidedProblem()
        let contexts = ContextPhrases(problem.texts, labels: problem.labels)
        let first = try ModelGuidedGenerator(
            problem.judge,
            sources: GuidedSources(contexts: contexts, negations: false)
        )
        .drafts(for: Self.request(Self.text))
        #expect(first.map(\.family) == ["contexts"])
        let draft = try #require(first.first)
        #expect(
            EditSegment.all(from: TokenizedText(Self.text), to: TokenizedText(draft.revised)).allSatisfy { segment in
                segment.revised.allSatisfy(GuidedProblem.bad.contains)
            }
        )
        let mixed = "The film was good to me. The plot was bad, bad, dull to me. This song was good, superb."
        let second = try ModelGuidedGenerator(problem.judge, sources: GuidedSources(negations: false))
            .drafts(for: Self.request(mixed))
        #expect(second.map(\.family) == ["deletions"])
        #expect(try second.allSatisfy { try problem.label(of: $0.revised) == 0 })
    }

    @Test("an original that the model gives the target label is edited nevertheless")
    func misjudged() throws {
        let problem = try GuidedProblem()
        let text = "The film was good, the plot was bad. Her song was dull, the cast was awful."
        #expect(try problem.label(of: text) == 0)
        let generator = ModelGuidedGenerator(problem.judge, sources: GuidedSources(lexicon: GuidedProblem.lexicon))
        let draft = try #require(try generator.drafts(for: Self.request(text)).first)
        #expect(draft.revised.contains("film was bad"))
    }

    @Test("drafts are distinct, all turn the model, and are the same for the same request")
    func several() throws {
        let problem = try GuidedProblem()
        let contexts = ContextPhrases(problem.texts, labels: problem.labels)
        let sources = GuidedSources(lexicon: GuidedProblem.lexicon, contexts: contexts)
        let generator = ModelGuidedGenerator(problem.judge, sources: sources)
        let drafts = try generator.drafts(for: Self.request(Self.text, limit: 5))
        #expect(drafts.count > 1 && Set(drafts.map(\.revised)).count == drafts.count)
        #expect(try drafts.allSatisfy { try problem.label(of: $0.revised) == 0 })
        #expect(try generator.drafts(for: Self.request(Self.text, limit: 5)) == drafts)
        #expect(try generator.drafts(for: Self.request(Self.text, limit: 0)).isEmpty)
    }

    @Test("a model that is only asked is asked about a few hundred texts, also for a long original")
    func questions() throws {
        let problem = try GuidedProblem()
        let asked = Mutex(0)
        let (classifier, extractor) = (problem.classifier, problem.extractor)
        let judge = TextJudge { texts throws(LearningError) in
            asked.withLock { $0 += texts.count }
            return try classifier.probabilities(of: try extractor.rows(of: texts))
        }
        let text = String(repeating: "The film was good to me. The plot was lovely to me. ", count: 80)
        let sources = GuidedSources(lexicon: GuidedProblem.lexicon)
        let drafts = try ModelGuidedGenerator(judge, sources: sources).drafts(for: Self.request(text))
        #expect(drafts.count <= 1)
        #expect((100...1500).contains(asked.withLock { $0 }))
    }

    @Test("features that are no sums of words alone are asked about, not looked into")
    func dense() throws {
        let problem = try GuidedProblem(lsa: LSA(columnCount: 8))
        let generator = ModelGuidedGenerator(problem.judge, sources: GuidedSources(lexicon: GuidedProblem.lexicon))
        let draft = try #require(try generator.drafts(for: Self.request(Self.text)).first)
        #expect(try problem.label(of: draft.revised) == 0)
    }

    @Test("a label that the model does not have, and a probability that is no number, are errors")
    func errors() throws {
        let problem = try GuidedProblem()
        var request = Self.request(Self.text)
        let generator = ModelGuidedGenerator(problem.judge, sources: GuidedSources())
        for label in [2, -1, Int.max] {
            request.targetLabel = label
            #expect(throws: LearningError.unknownLabel(row: 0, label: label, labelCount: 2)) {
                try generator.drafts(for: request)
            }
        }
        let broken = TextJudge { texts in
            DenseMatrix(rowCount: texts.count, columnCount: 2, values: .init(repeating: .nan, count: 2 * texts.count))
        }
        #expect(throws: LearningError.nonFinite(row: 0)) {
            try ModelGuidedGenerator(broken, sources: GuidedSources()).drafts(for: Self.request(Self.text))
        }
    }

    @Test("any text is read")
    func hostile() throws {
        let problem = try GuidedProblem()
        var texts = HostileTexts(seed: 9)
        let contexts = ContextPhrases(
            problem.texts + (0..<20).map { _ in texts.next(upTo: 20) },
            labels: problem.labels + (0..<20).map { $0 * 9000 - 5 }
        )
        let sources = GuidedSources(lexicon: GuidedProblem.lexicon, contexts: contexts)
        for round in 0..<60 {
            let words = [" good ", " isn't ", " the film was great to me.", " "]
            let text = (0..<4).map { texts.next(upTo: 5) + words[(round + $0) % 4] }.joined()
            for judge in [problem.judge, problem.closedJudge] {
                for draft in try ModelGuidedGenerator(judge, sources: sources).drafts(for: Self.request(text, limit: 2))
                {
                    #expect(try draft.script.apply(to: text).utf8.elementsEqual(draft.revised.utf8))
                    #expect(try problem.label(of: draft.revised) == 0)
                }
            }
        }
        #expect(try ModelGuidedGenerator(problem.judge, sources: sources).drafts(for: Self.request("")).isEmpty)
    }
}
