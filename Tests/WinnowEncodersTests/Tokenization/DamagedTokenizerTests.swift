import Foundation
import Testing
import WinnowEncoders

@Suite struct DamagedTokenizerTests {
    private static let wordLevel = #"{"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "a": 1}}"#

    /// A BPE model with some members replaced.
    private static func bytePair(
        _ vocabulary: String = #"{"a": 0, "b": 1, "ab": 2}"#,
        _ merges: String = #"["a b"]"#
    ) -> String {
        #"{"type": "BPE", "vocab": \#(vocabulary), "merges": \#(merges)}"#
    }

    @Test(
        "A damaged model is refused with its place",
        arguments: [
            (bytePair(#"{"a": -1}"#), "model.vocab.a"), (bytePair(#"{"a": 4294967296}"#), "model.vocab.a"),
            (bytePair(#"{"a": 1e99}"#), "model.vocab.a"), (bytePair(#"{"a": 1.5}"#), "model.vocab.a"),
            (bytePair(#"{"a": "0"}"#), "model.vocab.a"), (bytePair("{}"), "model.vocab"),
            (bytePair("[]"), "model.vocab"),
            (bytePair(#"{"a": 0, "b": 0}"#), "model.vocab"), (bytePair(#"{"a": 0}"#, "3"), "model.merges"),
            (bytePair(#"{"a": 0}"#, #"["a b"]"#), "model.merges.0"),
            (bytePair(#"{"a": 0}"#, #"["ab"]"#), "model.merges.0"),
            (bytePair(#"{"a": 0, "b": 1}"#, #"[["a", "b"]]"#), "model.merges.0"),
            (bytePair(#"{"a": 0}"#, #"[["a"]]"#), "model.merges.0"), (#"{"type": "BPE", "vocab": {"a": 0}}"#, "model"),
            (#"{"type": "BPE", "vocab": {"a": 0}, "merges": [], "unk_token": "u"}"#, "model.unk_token"),
            (#"{"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.1}"#, "model.dropout"),
            (
                #"{"type": "BPE", "vocab": {"a": 0}, "merges": [["a", "a"]], "continuing_subword_prefix": "__"}"#,
                "model.merges.0"
            ),
            (#"{"type": "WordLevel", "unk_token": "u", "vocab": {"a": 0}}"#, "model"),
            (#"{"type": "WordLevel", "vocab": {"a": 0}}"#, "model"),
            (#"{"type": "Unigram", "vocab": []}"#, "model.vocab"),
            (#"{"type": "Unigram", "vocab": [["a"]]}"#, "model.vocab.0"),
            (#"{"type": "Unigram", "vocab": [["a", 1e999]]}"#, "model.vocab.0.1"),
            (#"{"type": "Unigram", "vocab": [["a", 0]], "unk_id": 1}"#, "model.unk_id"),
            (#"{"type": "Unigram", "vocab": [["a", 0]], "unk_id": -1}"#, "model.unk_id"), ("[]", "model"),
            ("null", "the top"),
        ] as [(String, String)]
    )
    func damagedModels(model: String, place: String) {
        let error = #expect(throws: EncoderError.self) { try TokenizerFixtures.tokenizer(model: model) }
        guard case .damaged("tokenizer.json", let found, let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == place)
        #expect(!reason.isEmpty)
    }

    @Test(
        "A damaged part is refused with its place",
        arguments: [
            ("normalizer", #"{"type": "BertNormalizer", "clean_text": 1}"#, "normalizer.clean_text"),
            ("normalizer", #"{"type": "Prepend"}"#, "normalizer"),
            (
                "normalizer", #"{"type": "Replace", "pattern": {"String": ""}, "content": "x"}"#,
                "normalizer.pattern.String"
            ),
            ("normalizer", #"{"type": "Precompiled", "precompiled_charsmap": "!"}"#, "normalizer.precompiled_charsmap"),
            (
                "normalizer", #"{"type": "Precompiled", "precompiled_charsmap": "/////w=="}"#,
                "normalizer.precompiled_charsmap"
            ),
            ("normalizer", #"{"type": "Sequence", "normalizers": [{"type": "NFC"}, {}]}"#, "normalizer.normalizers.1"),
            ("preTokenizer", #"{"type": "Metaspace", "replacement": "ab"}"#, "pre_tokenizer.replacement"),
            (
                "preTokenizer",
                #"{"type": "Metaspace", "replacement": "_", "prepend_scheme": "first", "add_prefix_space": false}"#,
                "pre_tokenizer.add_prefix_space"
            ),
            ("postProcessor", #"{"type": "BertProcessing", "cls": ["c"], "sep": ["s", 1]}"#, "post_processor.cls"),
            (
                "postProcessor", #"{"type": "TemplateProcessing", "single": [], "special_tokens": {}}"#,
                "post_processor.single"
            ),
            (
                "postProcessor",
                #"{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "c"}}], "special_tokens": {}}"#,
                "post_processor.special_tokens"
            ),
            ("added", #"[{"id": 0}]"#, "added_tokens.0"), ("added", "{}", "added_tokens"),
        ]
    )
    func damagedParts(part: String, json: String, place: String) {
        let error = #expect(throws: EncoderError.self) { try make(part, json) }
        guard case .damaged(_, let found, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == place)
    }

    @Test(
        "A part of an unknown kind is refused by its name",
        arguments: [
            ("normalizer", #"{"type": "Magic"}"#, "Magic"),
            ("preTokenizer", #"{"type": "UnicodeScripts"}"#, "UnicodeScripts"),
            ("postProcessor", #"{"type": "Magic"}"#, "Magic"),
            (
                "preTokenizer",
                #"{"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Removed", "invert": false}"#, "(a+)+$"
            ),
            (
                "preTokenizer", #"{"type": "Split", "pattern": {"String": "a"}, "behavior": "Kept", "invert": false}"#,
                "Kept"
            ),
        ]
    )
    func unknownParts(part: String, json: String, name: String) {
        let error = #expect(throws: EncoderError.self) { try make(part, json) }
        guard case .unknown(_, let found, _, let known)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == name)
        #expect(known.count >= 5)
    }

    private func make(_ part: String, _ json: String) throws(EncoderError) -> Tokenizer {
        switch part {
        case "normalizer": try TokenizerFixtures.tokenizer(model: Self.wordLevel, normalizer: json)
        case "preTokenizer": try TokenizerFixtures.tokenizer(model: Self.wordLevel, preTokenizer: json)
        case "postProcessor": try TokenizerFixtures.tokenizer(model: Self.wordLevel, postProcessor: json)
        default: try TokenizerFixtures.tokenizer(model: Self.wordLevel, added: json)
        }
    }

    @Test("An added token whose id is not its place in the vocabulary is refused", arguments: [("a", 0), ("new", 7)])
    func addedID(content: String, id: Int) {
        let flags = #""single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true"#
        #expect(throws: EncoderError.self) {
            try make("added", #"[{"id": \#(id), "content": "\#(content)", \#(flags)}]"#)
        }
    }

    @Test(
        "What is not JSON is refused with the byte",
        arguments: ["", "{", "{\"a\"", "[1,", "\u{feff}{}", #"{"a": "\ud800"}"#, "{} {}", "\"\u{1}\"", "01", "1."]
    )
    func notJSON(text: String) {
        let error = #expect(throws: EncoderError.self) { try Tokenizer(json: Array(text.utf8), file: "tokenizer.json") }
        guard case .damaged(_, let place, _)? = error else { return }
        #expect(place.hasPrefix("byte "))
    }

    @Test("Nesting without end and broken UTF-8 are refused")
    func hostileJSON() {
        #expect(throws: EncoderError.self) {
            try Tokenizer(json: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000), file: "tokenizer.json")
        }
        #expect(throws: EncoderError.self) { try Tokenizer(json: [0x22, 0xff, 0x22], file: "tokenizer.json") }
    }

    @Test("A file that is not there is reported with its name")
    func missingFile() {
        let error = #expect(throws: EncoderError.self) {
            try Tokenizer(contentsOf: URL(filePath: "/nowhere/tokenizer.json"))
        }
        guard case .unreadable("/nowhere/tokenizer.json", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
