import Foundation
import Synchronization
import Testing
import WinnowLearning
import WinnowNumerics

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

    @Test("a model that is looked into and the same one that is only asked are turned on the same texts")
    func sameTexts() throws {
        let problem = try GuidedProblem()
        let sources = GuidedSources(lexicon: GuidedProblem.lexicon)
        for text in problem.texts.prefix(40) {
            let drafts = try [problem.judge, problem.closedJudge].map { judge in
                try ModelGuidedGenerator(judge, sources: sources).drafts(for: Self.request(text)).first?.revised
            }
            #expect((drafts[0] == nil) == (drafts[1] == nil))
            #expect(try drafts.compactMap(\.self).allSatisfy { try problem.label(of: $0) == 0 })
        }
    }

    @Test(
        "no edit of a draft can be taken back without losing what it has to reach, also where more was wished for in vain",
        arguments: [0.0, 1_000]
    )
    func minimal(wished: Double) throws {
        let problem = try GuidedProblem()
        func draft(margin: Double) throws -> Draft {
            var settings = GuidedSettings()
            settings.margin = margin
            let sources = GuidedSources(lexicon: GuidedProblem.lexicon)
            let generator = ModelGuidedGenerator(problem.judge, sources: sources, settings: settings)
            return try #require(try generator.drafts(for: Self.request(Self.text)).first)
        }
        let found = try draft(margin: wished)
        // Two of three words turn the model, and one does not.
        #expect(EditMeasure(from: Self.text, to: found.revised).distance == 2)
        #expect(try problem.label(of: found.revised) == 0)
        let edits = found.script.edits
        for place in edits.indices {
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

    @Test(
        "a word that is left out takes one space along, where it has one",
        arguments: [
            ("A well-made film", "made", "A well- film"), ("It (really) was", "really", "It () was"),
            ("It (really was) so", "really", "It (was) so"), ("A dull, long film", "dull", "A, long film"),
            ("Dull old film", "Dull", "old film"), ("The plot was dull", "dull", "The plot was"),
            ("and/or not", "or", "and/ not"), ("It was \"dull  stuff\"", "dull", "It was \"stuff\""),
        ]
    )
    func leftOut(original: String, word: String, expected: String) throws {
        // A model that one word decides for.
        let judge = TextJudge { texts in
            DenseMatrix(
                rowCount: texts.count,
                columnCount: 2,
                values: texts.flatMap { $0.contains(word) ? [0.1, 0.9] : [0.9, 0.1] }
            )
        }
        let drafts = try ModelGuidedGenerator(judge, sources: GuidedSources(negations: false))
            .drafts(for: Self.request(original))
        #expect(drafts.map(\.revised) == [expected] && drafts.map(\.family) == ["deletions"])
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

    @Test("a model that is only asked is asked about some hundred texts, also for a long original")
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
        // The original, 224 pieces left out; for substitutions and for deletions 128 alone and 24 rounds of 6.
        #expect((225...769).contains(asked.withLock { $0 }))
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
