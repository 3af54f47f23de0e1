import Testing
import WinnowLearning

@Suite struct LexiconTests {
    private static func revised(_ original: String, _ lexicon: Lexicon) -> String? {
        LexiconGenerator(lexicon)
            .drafts(for: DraftRequest(original: original, sourceLabel: 0, targetLabel: 1, seed: 1))
            .first?.revised
    }

    @Test("a line says what is replaced by what, and in which direction")
    func reading() throws {
        let lexicon = try Lexicon(
            tsv: "\u{FEFF}# swaps\r\ngood\tbad\r\n\nworth seeing\ta waste\tforward\nup\tdown\tboth\n"
        )
        #expect(lexicon.phraseCount == 5)
        #expect(Self.revised("Good, up and worth  seeing.", lexicon) == "Bad, down and a waste.")
        #expect(Self.revised("BAD", lexicon) == "GOOD" && Self.revised("a waste", lexicon) == nil)
    }

    @Test("every line that is wrong is told with its line and column")
    func problems() throws {
        let tsv =
            "good\n\tbad\ngood\t \na\tb\tback\na\tb\tboth\tmore\nsame\tSame\none two three four five six seven eight nine\tb\nfine\tpoor"
        let error = #expect(throws: LexiconError.self) { try Lexicon(tsv: tsv) }
        let places = try #require(error).problems.map { "\($0.line):\($0.column)" }
        #expect(places == ["1:5", "2:1", "3:6", "4:5", "5:10", "6:6", "7:1"])
        #expect(try #require(error).description.contains("line 4, column 5: the direction is"))
    }

    @Test("of several replacements the first is preferred, and none is there twice")
    func several() {
        let entries = [("good", "bad"), ("fine", "bad"), ("good", "dull"), ("good", "bad")]
        let lexicon = Lexicon(entries.map { .init(phrase: $0, replacement: $1) })
        #expect(lexicon.phraseCount == 4)
        #expect(Self.revised("good and bad", lexicon) == "bad and good" && Self.revised("dull", lexicon) == "good")
        let request = DraftRequest(original: "bad", sourceLabel: 0, targetLabel: 1, seed: 1, limit: 9)
        #expect(Set(LexiconGenerator(lexicon).drafts(for: request).map(\.revised)) == ["good", "fine"])
    }

    @Test("the English list reads as a file, is of about 200 entries, and has nothing twice")
    func english() throws {
        #expect(try Lexicon(tsv: Lexicon.englishTSV).phraseCount == Lexicon.english.phraseCount)
        let lines = Lexicon.englishTSV.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect((180...260).contains(lines.count) && Set(lines).count == lines.count)
        #expect(Self.revised("An excellent film, best of 1999", .english) == "An awful film, worst of 1999")
    }

    @Test("articles agree with what follows them")
    func articles() throws {
        let lexicon = try Lexicon(tsv: "good\tawful\nhonest\tfake")
        #expect(Self.revised("A good day, a  good one", lexicon) == "An awful day, an  awful one")
        #expect(Self.revised("an AWFUL day", lexicon) == "a GOOD day")
    }
}
