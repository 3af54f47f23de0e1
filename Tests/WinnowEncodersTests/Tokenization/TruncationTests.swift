import Testing
import WinnowEncoders

@Suite struct TruncationTests {
    @Test(
        "A limit counts special tokens, and what was cut is counted",
        arguments: [
            (9, [2, 9, 6, 7, 3], false), (5, [2, 9, 6, 7, 3], false), (4, [2, 9, 6, 3], true), (3, [2, 9, 3], true),
            (2, [2, 3], true), (1, [2], true), (0, [], true),
        ] as [(Int, [Int32], Bool)]
    )
    func limits(limit: Int, ids: [Int32], isCut: Bool) throws {
        let tokenizer = try TokenizerFixtures.tokenizer(
            model: """
                {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100, "vocab": {"[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "un": 9, "##want": 6,
                "##ed": 7}}
                """,
            preTokenizer: #"{"type": "BertPreTokenizer"}"#,
            postProcessor: #"{"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]}"#
        )
        let tokens = tokenizer.tokens(of: "unwanted", limit: limit)
        #expect(tokens.ids == ids)
        #expect(tokens.isCut == isCut)
        #expect(tokens.uncutCount == 5)
    }

    @Test("A file's own truncation and padding do not count")
    func ownLimits() throws {
        let json = """
            {"truncation": {"max_length": 1, "strategy": "LongestFirst", "stride": 0},
            "padding": {"strategy": {"Fixed": 9}},
            "model": {"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "a": 1}},
            "pre_tokenizer": {"type": "WhitespaceSplit"}}
            """
        let tokenizer = try Tokenizer(json: Array(json.utf8), file: "tokenizer.json")
        #expect(tokenizer.tokens(of: "a b a", limit: 5).ids == [1, 0, 1])
    }
}
