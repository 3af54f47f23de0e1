import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct EditScriptTests {
    static func edits(_ original: String, _ revised: String) -> [String] {
        let scalars = Array(original.unicodeScalars)
        return EditScript(from: original, to: revised).edits.map { edit in
            let old = String(String.UnicodeScalarView(scalars[edit.start..<edit.end]))
            return "\(old)→\(edit.text)"
        }
    }

    @Test("a difference applied to the original gives the revised text, byte for byte")
    func applies() throws {
        var texts = HostileTexts(seed: 2)
        for _ in 0..<1500 {
            let original = texts.next(upTo: 40)
            for revised in [texts.edited(original), texts.next(upTo: 40)] {
                let script = EditScript(from: original, to: revised)
                #expect(try script.apply(to: original).bytes == revised.bytes)
                #expect(script.isEmpty == (original.bytes == revised.bytes))
                #expect(throws: Never.self) { try EditScript(edits: script.edits) }
            }
        }
    }

    @Test(
        "a difference reads as a person would mark it",
        arguments: [
            ("I love this product", "I hate this product", ["love→hate"]),
            ("It is good.", "It is not good.", ["→not "]), ("It is not good.", "It is good.", ["not →"]),
            ("good", "good movie", ["→ movie"]), ("good movie", "good, movie", ["→,"]),
            ("a  b", "a b", ["  → "]), ("Good film", "good film", ["Good→good"]), ("", "new", ["→new"]),
            ("old", "", ["old→"]), ("same", "same", []), ("e\u{301}", "é", ["e\u{301}→é"]),
            (
                "really very bad the plot too slow", "quite good fun the cast so fine",
                [
                    "really very bad the plot too slow→quite good fun the cast so fine"
                ]
            ),
            ("It was good. It was long.", "It was good. It was bad. It was long.", ["→It was bad. "]),
        ]
    )
    func readable(original: String, revised: String, expected: [String]) {
        #expect(Self.edits(original, revised) == expected)
    }

    @Test("edits start and end at words, never within one")
    func wordAligned() {
        var texts = HostileTexts(seed: 3)
        for _ in 0..<300 {
            let original = texts.next(upTo: 40)
            let read = TokenizedText(original)
            for edit in EditScript(from: original, to: texts.edited(original)).edits {
                for token in read.tokens {
                    let inside = token.scalars.dropFirst()
                    #expect(!inside.contains(edit.start) && !inside.contains(edit.end))
                }
            }
        }
    }

    @Test("long texts that have little in common are still compared exactly, only less finely")
    func hostileSizes() throws {
        var generator = SeededGenerator(seed: 4, purpose: "sizes")
        func words(_ count: Int, of kinds: Int) -> String {
            (0..<count).map { _ in "w\(Int.random(in: 0..<kinds, using: &generator))" }.joined(separator: " ")
        }
        for (original, revised) in [
            (words(1_500, of: 2), words(1_500, of: 2)), (words(2_500, of: 5000), words(2_500, of: 5000)),
            (String(repeating: "\u{0}", count: 10_000), String(repeating: "\u{0}\u{1}", count: 5_000)),
            (String(repeating: "a ", count: 20_000), ""),
            ("\u{301}" + String(repeating: "\u{301}", count: 20_000), "a"),
        ] {
            #expect(try EditScript(from: original, to: revised).apply(to: original).bytes == revised.bytes)
            let measure = EditMeasure(from: original, to: revised)
            // As few as the lengths differ by, at most all.
            let (count, other) = (measure.originalTokenCount, measure.revisedTokenCount)
            #expect((abs(count - other)...max(count, other)).contains(measure.distance))
        }
    }

    @Test("two texts of 1 MB that have little in common are compared while one waits", .timeLimit(.minutes(1)))
    func megabytes() throws {
        var generator = SeededGenerator(seed: 5, purpose: "megabytes")
        func text() -> String {
            (0..<150_000).map { _ in "w\(Int.random(in: 10_000..<60_000, using: &generator))" }.joined(separator: " ")
        }
        let (original, revised) = (text(), text())
        #expect(original.utf8.count > 1_000_000)
        #expect(try EditScript(from: original, to: revised).apply(to: original) == revised)
    }

    @Test("a script from outside that does not fit the text is an error with its place, not a trap")
    func outside() throws {
        let far = try EditScript(edits: [TextEdit(start: 0, end: 1, text: ""), TextEdit(start: 2, end: 9, text: "x")])
        #expect(throws: EditError.outside(edit: 1, end: 9, scalarCount: 4)) { try far.apply(to: "four") }
        for edits in [
            [TextEdit(start: -1, end: 0, text: "")], [TextEdit(start: 3, end: 2, text: "")],
            [TextEdit(start: 0, end: 2, text: ""), TextEdit(start: 1, end: 3, text: "")],
            [TextEdit(start: Int.min, end: Int.max, text: "")],
        ] {
            #expect(throws: EditError.misplaced(edit: edits.count - 1)) { try EditScript(edits: edits) }
        }
        let huge = try EditScript(edits: [TextEdit(start: Int.max, end: Int.max, text: "")])
        #expect(throws: EditError.self) { try huge.apply(to: "four") }
    }

    @Test("in JSON a script is the array of its edits, and one out of order is refused")
    func json() throws {
        let script = EditScript(from: "I love it", to: "I hate it")
        let data = try JSONEncoder().encode(script)
        #expect(try JSONDecoder().decode(EditScript.self, from: data) == script)
        let text = #"[{"start": 2, "end": 6, "text": "hate"}]"#
        #expect(try JSONDecoder().decode(EditScript.self, from: Data(text.utf8)) == script)
        let bad = #"[{"start": 2, "end": 1, "text": ""}]"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(EditScript.self, from: Data(bad.utf8)) }
    }
}
