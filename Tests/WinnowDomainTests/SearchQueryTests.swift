import Testing
import WinnowDomain

@Suite struct SearchQueryTests {
    private func words(_ typed: String) -> [String] {
        SearchQuery(typed).terms.map { ($0.isExcluded ? "-" : "") + $0.text + ($0.isPrefix ? "…" : "") }
    }

    @Test("words are wanted, the last one may be a beginning, and quotes keep words together")
    func reading() {
        #expect(words("refund not arr") == ["refund", "not", "arr…"])
        #expect(words("refund ") == ["refund"])
        #expect(words("\"money back\" now") == ["money back", "now…"])
        #expect(words("“money back”") == ["money back"])
        #expect(words("bill -invoice -\"paid twice\"") == ["bill", "-invoice", "-paid twice"])
        #expect(words("foo-bar") == ["foo-bar…"])
    }

    @Test(
        "what has no letter and no digit says nothing",
        arguments: ["", " ", "-", "\"\"", "!!! -- ()", "\" - \"", "\0"]
    )
    func silent(typed: String) {
        #expect(SearchQuery(typed).terms.isEmpty)
    }

    @Test("a quote that is left open goes on to the end")
    func open() {
        #expect(words("a \"b c") == ["a", "b c"])
        #expect(words("a\"b\"c") == ["a", "b", "c…"])
    }

    @Test("however much is typed, only so much is read")
    func long() {
        #expect(SearchQuery(String(repeating: "word ", count: 10_000)).terms.count == 24)
        #expect(SearchQuery(String(repeating: "w", count: 10_000)).terms.first?.text.count == SearchQuery.longestText)
    }
}
