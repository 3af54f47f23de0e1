import Testing
import WinnowLearning

/// Texts of seven tokens each, so that counts and shares are plain: label 1 is good, label 0 is bad.
@Suite struct ContextPhrasesTests {
    private static let good = "the film was good to me."
    private static let bad = "the film was bad to me."

    /// What takes the place of the fourth word.
    private static func phrases(
        _ contexts: ContextPhrases,
        _ text: String,
        from source: Int = 1,
        to target: Int = 0
    ) -> [String] {
        contexts.reading(of: TokenizedText(text)).phrases(for: 3..<4, from: source, to: target, limit: 4)
    }

    private static func contexts(_ goodCount: Int, _ badCount: Int, and others: [String] = []) -> ContextPhrases {
        let texts = Array(repeating: good, count: goodCount) + Array(repeating: bad, count: badCount)
        return ContextPhrases(texts + others, labels: texts.map { $0 == good ? 1 : 0 } + others.map { _ in 1 })
    }

    @Test(
        "what stands between the same neighbours in texts of the target label takes the place of what tells the source"
    )
    func found() {
        let contexts = Self.contexts(3, 3)
        #expect(Self.phrases(contexts, "This film was good to me.") == ["bad"])
        #expect(Self.phrases(contexts, "This film was bad to me.", from: 0, to: 1) == ["good"])
        // The word speaks for the target already, other neighbours were never seen, and one text says little.
        #expect(Self.phrases(contexts, "This film was bad to me.").isEmpty)
        #expect(Self.phrases(contexts, "This film is good for me.").isEmpty)
        #expect(Self.phrases(Self.contexts(3, 1), "This film was good to me.").isEmpty)
    }

    @Test("a text that was read itself is left out of account, so a word that only it has tells nothing")
    func own() {
        let own = "the film was zany to me."
        #expect(Self.phrases(Self.contexts(3, 3, and: [own]), own).isEmpty)
        // However often it was read.
        #expect(Self.phrases(Self.contexts(3, 3, and: [own, own]), own).isEmpty)
        // Another text with the word shows what it tells, and so does this one to another.
        #expect(Self.phrases(Self.contexts(3, 3, and: [own, "my plot was zany to us."]), own) == ["bad"])
        #expect(Self.phrases(Self.contexts(3, 3, and: [own]), "This film was zany to me.") == ["bad"])
    }

    @Test(
        "a word that was never seen tells nothing, however unequal the labels are",
        arguments: [(2, 8), (8, 2), (2, 40)]
    )
    func unequal(goodCount: Int, badCount: Int) {
        let contexts = Self.contexts(goodCount, badCount)
        #expect(Self.phrases(contexts, "This film was zzzz to me.").isEmpty)
        #expect(Self.phrases(contexts, "This film was zzzz to me.", from: 0, to: 1).isEmpty)
        // One that was seen does.
        #expect(Self.phrases(contexts, "This film was good to me.") == ["bad"])
    }

    @Test("labels without texts have no phrases", arguments: [(1, 5), (5, 0), (-1, 0), (1, -7)])
    func unknown(source: Int, target: Int) {
        #expect(Self.phrases(Self.contexts(3, 3), "This film was good to me.", from: source, to: target).isEmpty)
    }

    @Test("where there are more texts than the limit takes in, they are drawn, whatever order they come in")
    func draw() {
        let texts = Array(repeating: Self.good, count: 20) + Array(repeating: Self.bad, count: 20)
        let labels = texts.map { $0 == Self.good ? 1 : 0 }
        // Half of them: the first half would be of one label.
        let contexts = ContextPhrases(texts, labels: labels, seed: 1, tokenLimit: 140)
        #expect(Self.phrases(contexts, "This film was good to me.") == ["bad"])
        #expect(Self.phrases(contexts, "This film was bad to me.", from: 0, to: 1) == ["good"])
        let nothing = ContextPhrases(texts, labels: labels, seed: 1, tokenLimit: 0)
        #expect(Self.phrases(nothing, "This film was good to me.").isEmpty)
    }
}
