import Testing
import WinnowLearning

@Suite struct NegationTests {
    private static func drafts(_ original: String, limit: Int = 1) -> [Draft] {
        NegationGenerator().drafts(
            for: DraftRequest(original: original, sourceLabel: 0, targetLabel: 1, seed: 3, limit: limit)
        )
    }

    @Test(
        "negations come and go by the rules of English",
        arguments: [
            ("It is good.", "It isn't good."), ("It isn't good.", "It is good."), ("It is not good.", "It is good."),
            ("They cannot act.", "They can act."), ("It’s fine.", "It isn't fine."), ("I'm happy.", "I'm not happy."),
            ("I'm not happy.", "I'm happy."), ("I like it.", "I do not like it."),
            ("She likes it.", "She does not like it."),
            ("I loved it.", "I did not love it."), ("I have seen it.", "I haven't seen it."),
            ("There's no plot.", "There's a plot."),
            ("He had no idea.", "He had an idea."), ("Never again.", "Always again."),
            ("I knew nothing.", "I did not know nothing."),
            ("WON'T DO.", "WILL DO."), ("He must go.", "He must not go."), ("No heroes here.", "Some heroes here."),
        ]
    )
    func rules(original: String, expected: String) {
        #expect(Self.drafts(original).map(\.revised) == [expected])
    }

    @Test(
        "verbs of their own, answers and genitives are left alone",
        arguments: ["I have a dog.", "No, thanks.", "The film's end."]
    )
    func untouched(original: String) {
        #expect(Self.drafts(original).isEmpty)
    }

    @Test("the first draft turns every sentence once, the others one place each")
    func sentences() {
        let drafts = Self.drafts("It is good. It was long and it was nice.", limit: 9)
        #expect(drafts.first?.revised == "It isn't good. It wasn't long and it was nice.")
        #expect(drafts.first?.family == "sentences")
        #expect(
            Set(drafts.dropFirst().map(\.revised)) == [
                "It isn't good. It was long and it was nice.", "It is good. It wasn't long and it was nice.",
                "It is good. It was long and it wasn't nice.",
            ]
        )
        #expect(drafts.dropFirst().allSatisfy { $0.family == "inserted" })
    }
}
