import Foundation
import Testing
import WinnowDomain

@testable import WinnowCLI

@Suite struct RevisionTemplateTests {
    private func template(_ texts: String...) -> RevisionTemplate {
        RevisionTemplate(
            notes: ["Edit it.", "", "Item 1"],
            fields: texts.enumerated().map { ItemFields.Field(name: "field\($0)", text: $1) }
        )
    }

    @Test("the notes stand at the head behind a #, the text below a line of its own")
    func layout() {
        #expect(
            template("one\ntwo").text == """
                # Edit it.
                #
                # Item 1
                # ============ the text ============
                one
                two

                """
        )
    }

    @Test("lines of a text that begin with # are kept, also those that look like the file's own")
    func hashes() throws {
        let text = "# a heading\n# ============ the text ============\n#"
        let made = template(text)
        #expect(made.text.contains("# ============= the text =============\n# a heading"))
        #expect(try made.texts(in: made.text) == ["field0": text])
        #expect(
            try made.texts(in: made.text.replacing("heading", with: "title"))["field0"]?.hasPrefix("# a title") == true
        )
    }

    @Test("each field has its place, and only what was edited differs")
    func fields() throws {
        let made = template("a subject", "a body\nof two lines")
        #expect(made.text.contains("# ============ 2 of 2: field1 ============\na body"))
        let texts = try made.texts(in: made.text.replacing("a subject", with: "no subject"))
        #expect(texts == ["field0": "no subject", "field1": "a body\nof two lines"])
    }

    @Test("a line end that an editor puts to the end or takes from there is no edit")
    func lastLine() throws {
        for text in ["a text", "a text\n", "a text\n\n", "a text\r\n", ""] {
            let made = template(text)
            for content in [made.text, made.text + "\n", String(made.text.dropLast())] {
                #expect(try made.texts(in: content) == ["field0": text])
            }
        }
        #expect(try template("a text\n").texts(in: template("a word").text) == ["field0": "a word\n"])
    }

    @Test("the editor gets line feeds, and a text that stays as it was keeps its own line ends")
    func lineEnds() throws {
        let made = template("one\r\ntwo\nthree\r\n")
        #expect(!made.text.utf8.contains(0x0d))
        #expect(try made.texts(in: made.text) == ["field0": "one\r\ntwo\nthree\r\n"])
        #expect(try made.texts(in: made.text.replacing("\n", with: "\r\n")) == ["field0": "one\r\ntwo\nthree\r\n"])
    }

    @Test("whatever is in the texts, a file that nobody edited gives them back byte for byte")
    func random() throws {
        var chance = SplitMix(state: 11)
        let pieces = [
            "a", " ", "\n", "\r\n", "\r", "#", "# ", "============", "=", "é", "e\u{301}", "\u{1b}[2J", "\t", "日",
        ]
        for _ in 0..<2000 {
            let texts = (0..<(1 + chance.below(3))).map { _ in
                (0..<chance.below(12)).map { _ in pieces[chance.below(pieces.count)] }.joined()
            }
            let made = RevisionTemplate(
                notes: ["Edit it."],
                fields: texts.enumerated().map { ItemFields.Field(name: "\($0)", text: $1) }
            )
            let read = try made.texts(in: made.text)
            for (number, text) in texts.enumerated() {
                #expect(read["\(number)"].map { Array($0.utf8) } == Array(text.utf8))
            }
        }
    }

    @Test("a file whose lines of ==== are gone, doubled or moved is not read, and it is said which line is missed")
    func damage() throws {
        let made = template("one", "two")
        let (first, second) = (
            "# ============ 1 of 2: field0 ============", "# ============ 2 of 2: field1 ============"
        )
        func damaged(_ content: String) -> String? {
            do {
                _ = try made.texts(in: content)
                return nil
            } catch {
                return error.line
            }
        }
        #expect(damaged("") == first)
        #expect(damaged(made.text.replacing(second, with: "")) == second)
        #expect(damaged(made.text + second + "\nthree") == second)
        #expect(damaged("\(second)\ntwo\n\(first)\none\n") == second)
        #expect(damaged(made.text.replacing(first, with: first + "  ")) == nil)
    }

    @Test("a name or a note is one line and cannot command a terminal")
    func names() throws {
        let made = RevisionTemplate(
            notes: ["a\u{1b}[2Jb"],
            fields: [ItemFields.Field(name: "x\ny", text: "1"), ItemFields.Field(name: "z", text: "2")]
        )
        #expect(made.text.hasPrefix("# a␛[2Jb\n# ============ 1 of 2: x y ============\n"))
        #expect(try made.texts(in: made.text) == ["x\ny": "1", "z": "2"])
    }
}
