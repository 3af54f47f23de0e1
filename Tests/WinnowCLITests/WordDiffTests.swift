import Testing
import WinnowEngine

@testable import WinnowCLI

@Suite struct WordDiffTests {
    private typealias Piece = RevisedText.Piece

    private let edit = [
        Piece(kind: .same, text: "a "), Piece(kind: .gone, text: "good"), Piece(kind: .new, text: "bad"),
        Piece(kind: .same, text: " film\nto see"),
    ]

    @Test("what went and what came stand in brackets of their own")
    func marks() {
        #expect(WordDiff.lines(edit, width: 80).map(\.text) == ["a [-good-]{+bad+} film", "to see"])
    }

    @Test("they are red and green where there are colours, and plain where there are none")
    func colours() {
        let line = WordDiff.lines(edit, width: 80)[0]
        #expect(
            line.escaped(.full) == "a \u{1b}[0;31m[-good-]\u{1b}[0m\u{1b}[0;32m{+bad+}\u{1b}[0m film"
        )
        for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"], [:]] {
            #expect(line.escaped(TerminalCapabilities(environment: environment)) == "a [-good-]{+bad+} film")
        }
    }

    @Test("nothing in a text commands the terminal, wherever the edit cuts it")
    func controls() {
        let pieces = [
            Piece(kind: .same, text: "a\u{1b}"), Piece(kind: .gone, text: "[2J\u{202e}"),
            Piece(kind: .new, text: "\u{9b}1m"),
        ]
        let text = WordDiff.lines(pieces, width: 80).map(\.text).joined()
        #expect(text == "a␛[-[2J‹U+202E›-]{+‹U+009B›1m+}")
    }

    @Test("no line is wider than the window, and nothing but spaces at its end is lost")
    func wrap() {
        var chance = SplitMix(state: 3)
        let words = ["a", "word", "株式会社", "extraordinarily-long-word", " ", "  ", "\n", "é", "😀"]
        for _ in 0..<1000 {
            let pieces = (0..<(1 + chance.below(6))).map { _ in
                Piece(
                    kind: [.same, .gone, .new][chance.below(3)],
                    text: (0..<(1 + chance.below(8))).map { _ in words[chance.below(words.count)] }.joined()
                )
            }
            let width = 2 + chance.below(30)
            let lines = WordDiff.lines(pieces, width: width)
            #expect(lines.allSatisfy { $0.width <= width && $0.width == TextWidth.of($0.text) })
            let marked = pieces.map { piece in
                switch piece.kind {
                case .same: piece.text
                case .gone: "[-\(piece.text)-]"
                case .new: "{+\(piece.text)+}"
                }
            }
            let isVisible = { (character: Character) in character != " " && character != "\n" }
            #expect(lines.map(\.text).joined().filter(isVisible) == marked.joined().filter(isVisible))
        }
    }
}
