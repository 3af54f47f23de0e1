import Foundation
import Testing
import WinnowEncoders

/// Golden vectors of `tokenizers` 0.23.3.
@Suite struct BertTokenizerTests {
    private static let vocabulary = """
        [PAD] [UNK] [CLS] [SEP] [MASK] want ##want ##ed wa un runn ##ing , low lowest a ##a ba ##na ! i love hate this \
        product ##s the
        """.split(separator: " ")

    /// Writes a `vocab.txt` and perhaps a `tokenizer_config.json`, and reads them.
    private func read(_ tokens: [String], settings: String? = nil, lowers: Bool? = nil) throws -> Tokenizer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "vocab.txt")
        try Data((tokens.joined(separator: "\n") + "\n").utf8).write(to: file)
        if let settings { try Data(settings.utf8).write(to: folder.appending(path: "tokenizer_config.json")) }
        return try Tokenizer(vocabulary: file, lowers: lowers)
    }

    @Test(
        "A toy vocabulary gives the golden ids",
        arguments: [
            ("unwanted running", [2, 9, 6, 7, 10, 11, 3]), ("unwantedX running", [2, 1, 10, 11, 3]),
            ("banana nanana", [2, 17, 18, 18, 1, 3]), (String(repeating: "a", count: 101), [2, 1, 3]),
            ("I love this products!", [2, 20, 21, 23, 24, 25, 19, 3]), ("", [2, 3]), ("  \n ", [2, 3]),
            ("[MASK]love[CLS]", [2, 4, 21, 2, 3]),
        ] as [(String, [Int32])]
    )
    func toyVocabulary(text: String, ids: [Int32]) throws {
        let tokenizer = try read(Self.vocabulary.map(String.init))
        #expect(tokenizer.tokens(of: text, limit: .max).ids == ids)
    }

    @Test("A word of a hundred scalars is cut, and one of more is unknown")
    func longWords() throws {
        let tokenizer = try read(Self.vocabulary.map(String.init))
        #expect(tokenizer.tokens(of: String(repeating: "a", count: 100), limit: .max).ids.count == 102)
        #expect(tokenizer.rawTokens(of: String(repeating: "\u{e9}a", count: 50)).count == 1)
    }

    @Test(
        "Words are normalized and cut as BERT does",
        arguments: [
            (" \tHeLLo!how  \n Are yoU?  ", "hello ! how are you ?"), ("UNwant\u{e9}d,running", "unwanted , running"),
            ("H\u{c4}LLO", "hallo"), ("na\u{ef}ve fa\u{e7}ade", "naive facade"), ("ah\u{535a}\u{63a8}zz", "ah 博 推 zz"),
            ("a\0b\u{fffd}c\u{200b}d", "abcd"), ("x\u{ad}soft", "xsoft"),
            ("I'm can't $5.00 ^_^ e-mail", "i ' m can ' t $ 5 . 00 ^ _ ^ e - mail"),
            ("\u{e9}t\u{e9} \u{2014} \u{201c}quotes\u{201d} \u{2026}", "ete — “ quotes ” …"),
            ("\u{130}stanbul", "istanbul"), ("\u{391}\u{3a3}", "\u{3b1}\u{3c3}"), ("\u{304c}", "\u{304b}"),
            ("\u{ac00}", "\u{1100}\u{1161}"), ("\u{fb01}", "\u{fb01}"),
            ("emoji\u{1f44d}\u{1f3fd}", "emoji\u{1f44d}\u{1f3fd}"), ("a\u{378}b", "a\u{378}b"), ("\u{1f1}", "\u{1f3}"),
        ]
    )
    func words(text: String, expected: String) throws {
        let words = expected.split(separator: " ").map(String.init)
        let tokenizer = try read(["[UNK]", "[CLS]", "[SEP]"] + words)
        let found = tokenizer.rawTokens(of: text).map { tokenizer.token(of: $0) ?? "" }
        #expect(found.map { Array($0.utf8) } == words.map { Array($0.utf8) })
    }

    @Test("A configuration file or the caller says whether words are lowered")
    func lowering() throws {
        let tokens = ["[UNK]", "[CLS]", "[SEP]", "Caf\u{e9}", "cafe", "caf\u{e9}"]
        #expect(try read(tokens).rawTokens(of: "Caf\u{e9}") == [4])
        #expect(try read(tokens, lowers: false).rawTokens(of: "Caf\u{e9}") == [3])
        #expect(try read(tokens, settings: #"{"do_lower_case": false}"#).rawTokens(of: "Caf\u{e9}") == [3])
        #expect(try read(tokens, settings: #"{"strip_accents": false}"#).rawTokens(of: "Caf\u{e9}") == [5])
    }

    @Test("A vocabulary without the tokens that BERT needs is refused", arguments: ["[UNK]", "[CLS]", "[SEP]"])
    func missingSpecials(token: String) {
        let error = #expect(throws: EncoderError.self) {
            try read(Self.vocabulary.map(String.init).filter { $0 != token })
        }
        #expect(error?.description.contains("has no \(token)") == true)
    }
}
