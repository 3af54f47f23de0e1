import Testing
import WinnowLearning

@Suite struct SwapTests {
    private static func drafts(_ original: String, _ family: SwapFamily, seed: UInt64 = 1, limit: Int = 1) -> [Draft] {
        SwapGenerator(families: [family])
            .drafts(for: DraftRequest(original: original, sourceLabel: 0, targetLabel: 0, seed: seed, limit: limit))
    }

    @Test(
        "gendered words are swapped all at once, and `her` by what follows it",
        arguments: [
            ("He loves his wife.", "She loves her husband."), ("I saw her dog with her.", "I saw his dog with him."),
            ("Her own MOTHER told her the truth.", "His own FATHER told him the truth."),
            ("The book is his.", "The book is hers."), ("It is hers, not his", "It is his, not hers"),
            ("He's the actor’s brother", "She's the actress’s sister"), ("Mr. King himself", "Mrs. Queen herself"),
            ("give it to him", "give it to her"), ("I miss Miss Emily", "I miss Mr Emily"),
        ]
    )
    func gender(original: String, expected: String) {
        let drafts = Self.drafts(original, .gender)
        #expect(drafts.map(\.revised) == [expected] && drafts.map(\.family) == ["gender"])
    }

    @Test(
        "`miss` is a title before a name only",
        arguments: ["I miss it", "Miss it? I do", "MISS IT", "Miss. Watson", "Miss"]
    )
    func verb(text: String) {
        #expect(Self.drafts(text, .gender).isEmpty)
    }

    @Test("a name becomes another of the same gender, the same one throughout, and people in particular stay")
    func names() throws {
        for seed in UInt64(0)..<20 {
            let draft = try #require(Self.drafts("Emily met James. EMILY's dog likes James", .names, seed: seed).first)
            let words = draft.revised.split(whereSeparator: { " .'’".contains($0) })
            #expect(!draft.revised.lowercased().contains("emily") && !draft.revised.contains("James"))
            #expect(draft.revised.contains("'s dog likes"))
            #expect(words.first?.uppercased() == draft.revised.firstMatch(of: /\. (\S+)'s/).map { String($0.1) })
        }
        #expect(Self.drafts("Emily Watson was there", .names).isEmpty && Self.drafts("emily", .names).isEmpty)
    }

    @Test("cities become cities and countries countries, never one that is there already")
    func places() throws {
        for seed in UInt64(0)..<20 {
            let draft = try #require(Self.drafts("From New York to Paris's cafés, France", .places, seed: seed).first)
            #expect(
                !draft.revised.contains("New York") && !draft.revised.contains("Paris")
                    && !draft.revised.contains("France")
            )
            #expect(draft.revised.contains("'s cafés, "))
        }
    }

    @Test("numbers keep their digits, ratings stay", arguments: UInt64(0)..<20)
    func numbers(seed: UInt64) throws {
        let draft = try #require(Self.drafts("In 1995 we paid 25 for 3.5 of 10,000", .numbers, seed: seed).first)
        #expect(draft.revised.wholeMatch(of: /In 199\d we paid 2\d for 3\.\d of 10,00\d/) != nil)
        for rating in ["10/10", "4 stars", "2 out of 5", "90%", "a 5-star film", "1 of 0", "B2B"] {
            #expect(Self.drafts(rating, .numbers, seed: seed).isEmpty)
        }
    }

    @Test("a slip changes a long word, keeps its ends and its length, and hardly more", arguments: UInt64(0)..<20)
    func typos(seed: UInt64) throws {
        let original = "The WONDERFUL photography deserves attention"
        let drafts = Self.drafts(original, .typos, seed: seed, limit: 3)
        #expect(!drafts.isEmpty)
        for draft in drafts {
            let measure = EditMeasure(from: original, to: draft.revised)
            #expect(measure.distance == 1 && draft.revised.count == original.count)
            let pairs = zip(original.split(separator: " "), draft.revised.split(separator: " "))
            for (old, new) in pairs { #expect(old.first == new.first && old.last == new.last) }
        }
    }

    @Test("each family that applies comes once before one comes again")
    func families() {
        let text = "Emily told her father in Paris about 1995"
        let request = DraftRequest(original: text, sourceLabel: 0, targetLabel: 0, seed: 5, limit: 5)
        #expect(Set(SwapGenerator().drafts(for: request).map(\.family)) == Set(SwapFamily.allCases.map(\.rawValue)))
        let seeds = (UInt64(0)..<30).map { DraftRequest(original: text, sourceLabel: 0, targetLabel: 0, seed: $0) }
        #expect(Set(seeds.flatMap { SwapGenerator().drafts(for: $0) }.map(\.family)).count == SwapFamily.allCases.count)
    }
}
