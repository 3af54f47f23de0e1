import Testing
import WinnowEncoders

@Suite struct AddedTokenTests {
    /// Added tokens with the ids 1… and the flags that are true.
    private static func tokenizer(_ tokens: [(content: String, flags: Set<String>)]) throws(EncoderError) -> Tokenizer {
        let added = tokens.enumerated().map { index, token in
            let flags = ["single_word", "lstrip", "rstrip", "normalized", "special"]
                .map { "\"\($0)\": \(token.flags.contains($0))" }
            return "{\"id\": \(index + 1), \"content\": \(quoted(token.content)), \(flags.joined(separator: ", "))}"
        }
        return try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0}}"#,
            normalizer: """
                {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
                "lowercase": true}
                """,
            preTokenizer: #"{"type": "WhitespaceSplit"}"#,
            added: "[\(added.joined(separator: ","))]"
        )
    }

    /// Golden vectors of `tokenizers` 0.23.3.
    @Test(
        "Added tokens are found before and after normalization, with their white space, as single words or not",
        arguments: [
            ("in NEW york, New  York", [0, 1, 0, 0, 6, 0]), ("tag tags #tag", [2, 0, 0, 2]),
            ("x  [DAY] \n y[DAY][day]", [0, 6, 3, 0, 3, 0]), ("fox  jumps Fox jumps \t over", [8, 6, 0, 7, 0]),
            ("Lazy lazily", [4, 0]), ("a \u{e9} b\u{c9}", [0, 5, 0]), (" [DAY]  ", [3, 6]),
        ] as [(String, [Int32])]
    )
    func goldenIDs(text: String, ids: [Int32]) throws {
        let tokenizer = try Self.tokenizer([
            ("new York", ["normalized"]), ("tag", ["single_word"]), ("[DAY]", ["lstrip", "rstrip"]),
            ("LAZY", ["single_word", "normalized"]), ("\u{e9}", ["lstrip"]), ("  ", []),
            ("fox jumps", ["rstrip", "normalized"]), ("fox", []),
        ])
        #expect(tokenizer.rawTokens(of: text) == ids)
        #expect(tokenizer.vocabularyCount == 9)
    }

    @Test("Of an added token that is there twice, the later one counts")
    func twice() throws {
        let flags = #""single_word": false, "rstrip": false, "normalized": false, "special": true"#
        let tokenizer = try TokenizerFixtures.tokenizer(
            model: #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "x": 1}}"#,
            added: """
                [{"id": 2, "content": "<m>", "lstrip": false, \(flags)},
                {"id": 2, "content": "<m>", "lstrip": true, \(flags)},
                {"id": 3, "content": "<n>", "lstrip": false, \(flags)}]
                """
        )
        #expect(tokenizer.rawTokens(of: "x <m>x<n>") == [1, 2, 1, 3])
        #expect(tokenizer.vocabularyCount == 4)
    }
}
