import Foundation
import Testing

@testable import WinnowCLI

@Suite struct TextTests {
    private struct Reference: Decodable {
        struct Sample: Decodable {
            let text: String
            let width: Int
        }

        let texts: [Sample]
    }

    @Test("texts are as wide as wcwidth says: accents, East Asian text, emoji, Hebrew, Hindi")
    func width() throws {
        let file = Repository.root.appending(path: "Tests/Fixtures/reference/text_width.json")
        let samples = try JSONDecoder().decode(Reference.self, from: try Data(contentsOf: file)).texts
        #expect(samples.count > 200)
        for sample in samples {
            #expect(TextWidth.of(sample.text) == sample.width, "\(sample.text)")
        }
    }

    @Test("nothing in a text can command the terminal or turn what follows around")
    func visible() {
        #expect(VisibleText.of("a\u{1b}[2Jb\u{7}\u{7f}") == "a␛[2Jb␇␡")
        #expect(VisibleText.of("a\u{9b}2J\u{202e}b") == "a‹U+009B›2J‹U+202E›b")
        #expect(VisibleText.of("a\r\nb\rc\u{2028}d\te") == "a\nb\nc\nd\te")
        #expect(VisibleText.line("a\nb\tc") == "a b c")
        for value in UInt32(0)...0xffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = VisibleText.of(String(scalar)).unicodeScalars
            #expect(shown.allSatisfy { $0 == "\n" || $0 == "\t" || VisibleText.isHarmless($0) })
        }
    }

    @Test("lines break at spaces, in words only where they must, and keep what was there")
    func wrap() {
        #expect(TextWrap.lines("one two three", width: 8) == ["one two", "three"])
        #expect(TextWrap.lines("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
        #expect(TextWrap.lines("a\n\nb", width: 10) == ["a", "", "b"])
        #expect(TextWrap.lines("漢字漢字漢", width: 5) == ["漢字", "漢字", "漢"])
        #expect(TextWrap.lines("  indented", width: 20) == ["  indented"])
        #expect(TextWrap.lines("a\tb", width: 20) == ["a   b"])
        #expect(TextWrap.lines("", width: 20) == [""])
    }

    @Test("whatever the text, no line is wider than asked and no visible character is lost")
    func wrapRandom() {
        var chance = SplitMix(state: 5)
        let alphabet: [Character] = ["a", "b", " ", " ", "\n", "漢", "é", "😀", "e\u{301}", "👨‍👩‍👧", "-", "ש", "x", "y"]
        for _ in 0..<3000 {
            let text = String((0..<chance.below(60)).map { _ in alphabet[chance.below(alphabet.count)] })
            let width = 2 + chance.below(20)
            let lines = TextWrap.lines(text, width: width)
            #expect(lines.allSatisfy { TextWidth.of($0) <= width }, "\(text)")
            let isMark = { (character: Character) in character != " " && character != "\n" }
            #expect(lines.joined().filter(isMark) == text.filter(isMark))
        }
    }

    @Test("a text that is cut says so")
    func clip() {
        #expect(TextWrap.clip("abcdef", width: 4) == "abc…")
        #expect(TextWrap.clip("漢字漢字", width: 4) == "漢…")
        #expect(TextWrap.clip("abc", width: 3) == "abc")
        #expect(StyledLine("abcdef").clipped(to: 3).text == "ab…")
    }
}

/// The checkout that the tests run in.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
