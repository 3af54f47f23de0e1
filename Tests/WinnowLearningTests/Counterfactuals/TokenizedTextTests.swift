import Testing
import WinnowLearning

@Suite struct TokenizedTextTests {
    @Test(
        "words and single marks are tokens, contractions, numbers and emoji stay whole",
        arguments: [
            ("Hello, World!", ["Hello", ",", "World", "!"]), ("It isn't 3.5.", ["It", "isn't", "3.5", "."]),
            ("10,000 a,b", ["10,000", "a", ",", "b"]), ("dogs' 'tis", ["dogs", "'", "'", "tis"]),
            ("rock'n'roll isn’t", ["rock'n'roll", "isn’t"]), ("well-made", ["well", "-", "made"]),
            ("...", [".", ".", "."]), ("10/10", ["10", "/", "10"]), ("snake_case", ["snake_case"]),
            ("東京です", ["東", "京", "で", "す"]), ("한국어 말", ["한국어", "말"]), ("नमस्ते", ["नमस्ते"]),
            ("👍🏽👩\u{200D}💻🇩🇪", ["👍🏽", "👩\u{200D}💻", "🇩🇪"]), ("a\u{0}b", ["a", "\u{0}", "b"]),
            ("e\u{301}te\u{301}", ["e\u{301}te\u{301}"]), ("co\u{AD}operate", ["co\u{AD}operate"]),
            ("one\u{200B} two", ["one\u{200B}", "two"]), ("", []), (" \n\t", []), ("\r\n", []),
        ]
    )
    func tokens(text: String, expected: [String]) {
        let found = TokenizedText(text).tokens.map { Array($0.text.utf8) }
        #expect(found == expected.map { Array($0.utf8) })
    }

    @Test("the key of a word has neither case nor curly apostrophes nor what is not seen")
    func keys() {
        #expect(TokenizedText("ISN’T co\u{AD}operate Ü").keys == ["isn't", "cooperate", "ü"])
    }

    @Test("places are counted in Unicode scalars, and tokens with their gaps make up the text")
    func places() {
        var texts = HostileTexts(seed: 1)
        for _ in 0..<500 {
            let text = texts.next(upTo: 30)
            let read = TokenizedText(text)
            let scalars = Array(text.unicodeScalars)
            #expect(read.scalarCount == scalars.count)
            for token in read.tokens { #expect(Array(token.text.unicodeScalars) == Array(scalars[token.scalars])) }
            var whole = String(read.gap(before: 0))
            for (place, token) in read.tokens.enumerated() {
                whole += token.text
                whole += read.gap(before: place + 1)
                #expect(!token.key.isEmpty)
            }
            #expect(whole.bytes == text.bytes)
        }
    }

    @Test("a piece of a text is that of its tokens with what stands between them")
    func pieces() {
        let text = TokenizedText("I  really like it.")
        #expect(text.text(of: 1..<3) == "really like" && text.scalars(of: 1..<3) == 3..<14)
        #expect(text.text(of: 2..<2) == "" && text.gapScalars(before: 1) == 1..<3)
    }
}
