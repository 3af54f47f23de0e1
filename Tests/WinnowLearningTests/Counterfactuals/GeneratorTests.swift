import Testing
import WinnowLearning

/// What all generators promise.
@Suite struct GeneratorTests {
    static let pairs = [
        AcceptedPair(
            original: "A good film, I love it.",
            revised: "A bad film, I hate it.",
            sourceLabel: 1,
            targetLabel: 0
        ),
        AcceptedPair(
            original: "Good cast. I love it!",
            revised: "Bad cast. I hate it!",
            sourceLabel: 1,
            targetLabel: 0
        ),
        AcceptedPair(original: "Such a good plot", revised: "Such an awful plot", sourceLabel: 1, targetLabel: 0),
        AcceptedPair(
            original: "a good end, awful start",
            revised: "an awful end, good start",
            sourceLabel: 1,
            targetLabel: 0
        ),
        AcceptedPair(
            original: "the film is the best",
            revised: "the film is the worst",
            sourceLabel: 1,
            targetLabel: 0
        ),
        AcceptedPair(original: "the the the film", revised: "a the the film", sourceLabel: 1, targetLabel: 0),
        AcceptedPair(original: "the the the cast", revised: "a the the cast", sourceLabel: 1, targetLabel: 0),
    ]

    static let generators: [any DraftGenerator] = [
        MemoryGenerator(SubstitutionMemory(pairs)), NegationGenerator(), LexiconGenerator(.english), SwapGenerator(),
    ]

    static let text = """
        I love this good film about Emily and her brother in Paris. It isn't dull, and he was never better. Nobody paid 25 \
        dollars for nothing! I liked everything; the great cast made it the best film of 1995.
        """

    @Test(
        "drafts differ from the original and from each other, and are what their script makes of it",
        arguments: [1, 3, 20]
    )
    func distinct(limit: Int) throws {
        for generator in Self.generators {
            let request = DraftRequest(original: Self.text, sourceLabel: 1, targetLabel: 0, seed: 7, limit: limit)
            let drafts = try generator.drafts(for: request)
            #expect(!drafts.isEmpty && drafts.count <= limit, "\(type(of: generator).id)")
            #expect(Set(drafts.map(\.revised)).count == drafts.count)
            for draft in drafts {
                #expect(try draft.script.apply(to: Self.text) == draft.revised)
                #expect(!EditMeasure(from: Self.text, to: draft.revised).isNoChange)
            }
        }
    }

    @Test("the same request gives the same drafts, and none where none are asked for")
    func deterministic() throws {
        for generator in Self.generators {
            var request = DraftRequest(original: Self.text, sourceLabel: 1, targetLabel: 0, seed: 7, limit: 8)
            let drafts = try generator.drafts(for: request)
            #expect(try generator.drafts(for: request) == drafts)
            request.limit = 0
            #expect(try generator.drafts(for: request).isEmpty)
            request.limit = -1
            #expect(try generator.drafts(for: request).isEmpty)
        }
    }

    @Test("any text is read, and what a script says is what was made")
    func hostile() throws {
        var texts = HostileTexts(seed: 8)
        let words = [
            "Emily", "he", "her", "Paris", "New York", "25", "isn't", "never", "good", "love", "HE'S", "I'm",
            "Mohammed's",
        ]
        for round in 0..<300 {
            let original = (0..<6).map { texts.next(upTo: 6) + words[(round + $0 * 5) % words.count] }.joined(
                separator: " "
            )
            for generator in Self.generators {
                let request = DraftRequest(
                    original: original,
                    sourceLabel: 1,
                    targetLabel: 0,
                    seed: UInt64(round),
                    limit: 5
                )
                for draft in try generator.drafts(for: request) {
                    #expect(try draft.script.apply(to: original).utf8.elementsEqual(draft.revised.utf8))
                    #expect(throws: Never.self) { try EditScript(edits: draft.script.edits) }
                }
            }
        }
    }

    @Test("an empty text and one without a known word get no draft", arguments: ["", " ", "\u{0}", "zzz", "映画"])
    func nothing(text: String) throws {
        for generator in Self.generators {
            let request = DraftRequest(original: text, sourceLabel: 1, targetLabel: 0, seed: 1, limit: 4)
            #expect(try generator.drafts(for: request).isEmpty)
        }
    }

    @Test("ids carry a version, and only swaps are for invariance")
    func ids() {
        #expect(Self.generators.map { type(of: $0).id } == ["memory.v1", "negation.v1", "lexicon.v1", "swap.v1"])
        #expect(Self.generators.map { type(of: $0).purpose } == [.flip, .flip, .flip, .invariance])
    }
}
