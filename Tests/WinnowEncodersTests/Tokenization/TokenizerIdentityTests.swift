import Testing
import WinnowEncoders

/// Texts that look the same and are not, and ids that are far apart.
@Suite struct TokenizerIdentityTests {
    private static let alike = ["\u{e9}", "e\u{301}", "\u{ac00}", "\u{1100}\u{1161}", "\u{212b}", "\u{c5}", "A\u{30a}"]

    @Test("Canonically equivalent entries of a vocabulary are different tokens")
    func canonicalEquivalence() throws {
        let entries = Self.alike.enumerated().map { "\(quoted($1)): \($0 + 1)" }.joined(separator: ", ")
        let tokenizer = try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, \#(entries)}}"#
        )
        #expect(tokenizer.vocabularyCount == Self.alike.count + 1)
        for (index, text) in Self.alike.enumerated() {
            #expect(tokenizer.rawTokens(of: text) == [Int32(index + 1)])
            #expect(tokenizer.id(of: text) == Int32(index + 1))
            #expect(tokenizer.token(of: Int32(index + 1)).map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test("Canonically equivalent added tokens are different tokens")
    func addedTokens() throws {
        let flags = #""single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true"#
        let added = Self.alike.enumerated().map { #"{"id": \#($0 + 1), "content": \#(quoted($1)), \#(flags)}"# }
        let tokenizer = try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0}}"#,
            added: "[\(added.joined(separator: ","))]"
        )
        for (index, text) in Self.alike.enumerated() { #expect(tokenizer.rawTokens(of: text) == [Int32(index + 1)]) }
        #expect(tokenizer.rawTokens(of: "x\u{e9}y") == [0, 1, 0])
    }

    @Test("The last of two members with one key counts")
    func duplicateKeys() throws {
        let tokenizer = try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "a": 1, "a": 2}}"#
        )
        #expect(tokenizer.rawTokens(of: "a") == [2])
        #expect(tokenizer.vocabularyCount == 2)
        #expect(tokenizer.highestID == 2)
    }

    @Test("Ids may be far apart, up to the highest one")
    func sparseIDs() throws {
        let tokenizer = try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 7, "a": 2147483647}}"#
        )
        #expect(tokenizer.rawTokens(of: "a") == [.max])
        #expect(tokenizer.highestID == .max)
        #expect(tokenizer.token(of: 8) == nil)
        #expect(tokenizer.id(of: "b") == nil)
        #expect(tokenizer.unknownID == 7)
    }
}
