import Testing
import WinnowLearning

@Suite struct SubstitutionMemoryTests {
    private static let memory = SubstitutionMemory(GeneratorTests.pairs)

    private static func revised(_ original: String, limit: Int = 1, seed: UInt64 = 1) -> [String] {
        MemoryGenerator(memory)
            .drafts(for: DraftRequest(original: original, sourceLabel: 1, targetLabel: 0, seed: seed, limit: limit))
            .map(\.revised)
    }

    @Test("what was replaced twice is remembered, with its counts, in its direction only")
    func entries() throws {
        let entries = Self.memory.entries(from: 1, to: 0)
        #expect(entries.map(\.phrase) == [["a", "good"], ["good"], ["love"]])
        let good = try #require(entries.dropFirst().first)
        #expect(
            good.replacements.map(\.text) == ["bad"] && good.repeatedCount == 1 && good.editCount == 2
                && good.occurrenceCount == 4
        )
        #expect(Self.memory.entries(from: 0, to: 1).isEmpty && Self.memory.entries(from: 5, to: -5).isEmpty)
    }

    @Test("what people mostly left alone is not remembered")
    func share() {
        // `the` was replaced twice, in 8 places.
        #expect(!Self.memory.entries(from: 1, to: 0).contains { $0.phrase == ["the"] })
        var settings = SubstitutionMemory.Settings()
        settings.editedShare = 0
        let all = SubstitutionMemory(GeneratorTests.pairs, settings: settings).entries(from: 1, to: 0)
        #expect(all.contains { $0.phrase == ["the"] && $0.occurrenceCount == 8 })
    }

    @Test("a draft replaces everything it knows in the case that it stands in, and one swap alone makes none")
    func drafts() {
        #expect(Self.revised("Good food. I LOVE good food.") == ["Bad food. I HATE bad food."])
        #expect(Self.revised("good food").isEmpty)
    }

    @Test("what took a phrase's place once is suggested, but no draft is made with it")
    func repeated() {
        let pairs = ["bad", "dull"].map {
            AcceptedPair(original: "fine, good", revised: "\($0), good", sourceLabel: 1, targetLabel: 0)
        }
        let memory = SubstitutionMemory(pairs)
        let found = memory.suggestions(for: "fine and fine", from: 1, to: 0)
        #expect(found.map { $0.replacements.map(\.text) } == [["bad", "dull"], ["bad", "dull"]])
        let request = DraftRequest(original: "fine and fine", sourceLabel: 1, targetLabel: 0, seed: 1)
        #expect(MemoryGenerator(memory).drafts(for: request).isEmpty)
    }

    @Test("the pronoun keeps its capital wherever it comes, and gives it to nothing that takes its place")
    func pronoun() {
        let pairs = ["plot", "cast"].flatMap { word in
            [
                AcceptedPair(
                    original: "Loved this \(word)",
                    revised: "I'm over this \(word)",
                    sourceLabel: 1,
                    targetLabel: 0
                ),
                AcceptedPair(
                    original: "so I’m glad of this \(word)",
                    revised: "so nobody is glad of this \(word)",
                    sourceLabel: 1,
                    targetLabel: 0
                ),
            ]
        }
        let memory = SubstitutionMemory(pairs)
        func replacements(_ text: String) -> [[String]] {
            memory.suggestions(for: text, from: 1, to: 0).map { $0.replacements.map(\.text) }
        }
        #expect(replacements("we loved it") == [["I'm over"]])
        #expect(replacements("and I'm here") == [["nobody is"]])
        #expect(replacements("I'm here") == [["Nobody is"]])
        #expect(replacements("AND I'M HERE") == [["NOBODY IS"]])
    }

    @Test("suggestions say where, what, and how often")
    func suggestions() throws {
        let found = Self.memory.suggestions(for: "É, Good food: I love it", from: 1, to: 0)
        #expect(
            found.map(\.phrase) == ["Good", "love"] && found.map(\.start) == [3, 16] && found.map(\.end) == [7, 20]
        )
        let first = try #require(found.first)
        #expect(first.replacements.map(\.text) == ["Bad"] && first.replacements.map(\.count) == [2])
        #expect(first.editCount == 2 && first.occurrenceCount == 4)
    }
}
