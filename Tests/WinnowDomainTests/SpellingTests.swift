import Testing
import WinnowDomain

struct SpellingTests {
    @Test func `A swap of neighbours is one edit`() {
        #expect(Spelling.distance("lables", "labels") == 1)
        #expect(Spelling.distance("", "abc") == 3)
        #expect(Spelling.distance("margin", "margin") == 0)
    }

    @Test func `A close word is suggested and a far one is not`() {
        #expect(Spelling.suggestion(for: "lables", among: ["labels", "title"]) == "labels")
        #expect(Spelling.suggestion(for: "margin", among: ["random.v1", "margin.v1"]) == "margin.v1")
        #expect(Spelling.suggestion(for: "at-most-every", among: ["after", "at_most_every"]) == "at_most_every")
        #expect(Spelling.suggestion(for: "colour", among: ["labels", "title"]) == nil)
    }
}
