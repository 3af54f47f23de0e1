import Testing
import WinnowLearning

@Suite struct EditKindTests {
    private static func segments(_ original: String, _ revised: String) -> [EditSegment] {
        EditSegment.all(from: TokenizedText(original), to: TokenizedText(revised))
    }

    @Test(
        "a piece is told by what it does",
        arguments: [
            ("I love it", "I hate it", EditKind.lexical), ("It is good", "It isn't good", .negation),
            ("It is not good", "It is good", .negation), ("I got no help", "I got a help", .negation),
            ("gave it 10 stars", "gave it 2 stars", .number), ("ten of us", "two of us", .number),
            ("all of it", "some of it", .quantifier), ("a good film", "a very good film", .insert),
            ("a very good film", "a good film", .delete),
            ("it made me laugh out loud", "it made me fall asleep", .resemantic),
        ]
    )
    func kinds(original: String, revised: String, expected: EditKind) {
        #expect(Self.segments(original, revised).map(\.kind) == [expected])
    }

    @Test("kinds are counted, and those that do not occur are left out")
    func counts() {
        let segments = Self.segments("I love it, all of the plot", "I hate it, some of plot")
        #expect(EditKind.counts(of: segments) == [.lexical: 1, .quantifier: 1, .delete: 1])
    }

    @Test("texts that were all edited alike are not diverse, texts edited differently are")
    func diversity() throws {
        let same = EditDiversity(Array(repeating: Self.segments("a good film", "a bad film"), count: 4))
        #expect(same.distinctCount == 1 && same.distinctShare == 0.25 && same.kindEntropy == 0)
        #expect(try abs(#require(same.dissimilarity)) < 1e-12)
        let other = EditDiversity([
            Self.segments("a good film", "a bad film"), Self.segments("it is fine", "it isn't fine"),
        ])
        #expect(other.distinctShare == 1 && other.kindEntropy == 1 && other.dissimilarity == 1)
        #expect(EditDiversity([]).dissimilarity == nil && EditDiversity([[], []]).distinctShare == 0)
        let half = EditDiversity([
            Self.segments("good plot , nice cast", "bad plot , awful cast"), Self.segments("good plot", "bad plot"),
        ])
        #expect(half.dissimilarity == 0.5)
    }

    @Test("of many texts some pairs are compared, the same ones each time")
    func sample() throws {
        let (one, other) = (Self.segments("a good film", "a bad film"), Self.segments("it is fine", "it isn't fine"))
        #expect(EditDiversity(Array(repeating: one, count: 300)).dissimilarity == 0)
        let distinct = (0..<300).map { Self.segments("a good\($0) film", "a bad\($0) film") }
        #expect(EditDiversity(distinct).dissimilarity == 1)
        let mixed = (0..<300).map { $0 % 2 == 0 ? one : other }
        let share = try #require(EditDiversity(mixed).dissimilarity)
        // 150 · 150 of 300 · 299 / 2 pairs differ; four standard errors of 10,000 draws.
        #expect(abs(share - 22_500.0 / 44_850) < 0.02 && EditDiversity(mixed).dissimilarity == share)
    }
}
