import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// What a folder's files say of pooling, length, limits and prompts.
@Suite struct SentencePipelineTests {
    static let network = TinyNetwork(kind: "roberta")

    static func load(_ files: ModelFiles, limit: Int? = nil) throws -> NativeEncoder {
        try NativeEncoder(folder: files.path, limit: limit)
    }

    @Test("without a list of modules texts have the mean of their rows, as it is")
    func bare() throws {
        let pipeline = try Self.load(try Self.network.write()).pipeline
        #expect(pipeline.prompts.isEmpty && pipeline.storedLimit == nil)
        #expect(pipeline.pooling == .mean && !pipeline.isNormalized)
    }

    @Test(
        "the way of pooling is read in the older form and in the newer",
        arguments: [
            ("{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}", SentencePipeline.Pooling.first),
            ("{\"pooling_mode_mean_tokens\": true}", .mean), ("{\"pooling_mode_max_tokens\": true}", .max),
            ("{\"pooling_mode\": \"cls\"}", .first), ("{\"pooling_mode\": [\"max\"]}", .max),
        ]
    )
    func pooling(text: String, pooling: SentencePipeline.Pooling) throws {
        let files = try Self.network.write()
        try files.writeModules(pooling: "mean_tokens")
        try files.write(text, to: "1_Pooling/config.json")
        let encoder = try Self.load(files)
        #expect(encoder.pipeline.pooling == pooling && encoder.pipeline.isNormalized)
        let vector = try encoder.vectors(of: TokenBatch([[3, 4, 5]])).row(0)
        #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }

    @Test(
        "other ways of pooling, two at once, none, and vectors without the prompt are refused",
        arguments: [
            "{\"pooling_mode_lasttoken\": true}", "{\"pooling_mode\": \"weightedmean\"}", "{}",
            "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": true}",
            "{\"pooling_mode\": \"mean\", \"include_prompt\": false}", "{\"pooling_mode_cls_token\": 1}", "[]",
        ]
    )
    func refusedPooling(text: String) throws {
        let files = try Self.network.write()
        try files.writeModules(pooling: "mean_tokens")
        try files.write(text, to: "1_Pooling/config.json")
        #expect(throws: EncoderError.self) { try Self.load(files) }
    }

    @Test("modules that Winnow does not run are refused by name, and so are paths that leave the folder")
    func modules() throws {
        let files = try Self.network.write()
        try files.writeModules(pooling: "mean_tokens")
        let text = String(decoding: try files.read("modules.json"), as: UTF8.self)
        try files.write(text.replacing("models.Normalize", with: "models.Dense"), to: "modules.json")
        let known = ["Transformer", "Pooling", "Normalize"]
        let file = files.path + "/modules.json"
        #expect(
            throws: EncoderError.unknown(
                kind: "module",
                name: "sentence_transformers.models.Dense",
                file: file,
                known: known
            )
        ) { try Self.load(files) }
        for path in ["../1_Pooling", "/etc", "a//b", "."] {
            try files.write(text.replacing("1_Pooling", with: path), to: "modules.json")
            #expect(throws: EncoderError.self, "\(path)") { try Self.load(files) }
        }
        try files.write("[]", to: "modules.json")
        #expect(throws: EncoderError.self) { try Self.load(files) }
    }

    @Test("a network in a folder of its own is found")
    func nested() throws {
        let files = try ModelFiles()
        try files.write(Self.network.configuration, to: "0_Transformer/config.json")
        try files.write(Self.network.safetensors, to: "0_Transformer/model.safetensors")
        try files.write("{\"max_seq_length\": 12}", to: "0_Transformer/sentence_bert_config.json")
        try files.write(
            "[{\"path\": \"0_Transformer\", \"type\": \"sentence_transformers.models.Transformer\"}]",
            to: "modules.json"
        )
        #expect(try Self.load(files).tokenLimit.count == 12)
    }

    @Test("the limit is what is asked for, else what a file says, and never more than there are positions")
    func limits() throws {
        let files = try Self.network.write()
        #expect(try Self.load(files).tokenLimit == limit(68, .positions))
        try files.write("{\"model_max_length\": 1000000000000000019884624838656}", to: "tokenizer_config.json")
        #expect(try Self.load(files).tokenLimit == limit(68, .positions))
        try files.write("{\"model_max_length\": 40}", to: "tokenizer_config.json")
        #expect(try Self.load(files).tokenLimit == limit(40, .file("tokenizer_config.json")))
        try files.write("{\"max_seq_length\": null}", to: "sentence_bert_config.json")
        #expect(try Self.load(files).tokenLimit == limit(40, .file("tokenizer_config.json")))
        try files.write("{\"max_seq_length\": 25}", to: "sentence_bert_config.json")
        #expect(try Self.load(files).tokenLimit == limit(25, .file("sentence_bert_config.json")))
        #expect(try Self.load(files, limit: 60).tokenLimit == limit(60, .caller))
        #expect(try Self.load(files, limit: 69).tokenLimit == limit(68, .positions))
        try files.write("{\"max_seq_length\": 0}", to: "sentence_bert_config.json")
        #expect(throws: EncoderError.self) { try Self.load(files) }
    }

    private func limit(_ count: Int, _ origin: TokenLimit.Origin) -> TokenLimit {
        TokenLimit(count: count, origin: origin)
    }

    @Test("prompts are read, and one that is missing is said to be so")
    func prompts() throws {
        let files = try Self.network.write()
        let file = "config_sentence_transformers.json"
        try files.write("{\"prompts\": {\"query\": \"query: \", \"document\": null}}", to: file)
        #expect(try Self.load(files).pipeline.prompts == ["query": "query: ", "document": ""])
        try files.write("{\"prompts\": {\"a\": \"b\"}, \"default_prompt_name\": \"a\"}", to: file)
        #expect(try Self.load(files).pipeline.defaultPrompt == "a")
        try files.write("{\"prompts\": {\"a\": \"b\"}, \"default_prompt_name\": \"c\"}", to: file)
        #expect(throws: EncoderError.self) { try Self.load(files) }
    }

    @Test(
        "a text of JSON is read as it is written, or refused",
        arguments: [
            ("{\"a\": [1, -2.5e3, true, null, \"\\u00e9\\ud83d\\ude00\\n\"]}", true), ("0", true), ("-0.5", true),
            ("[01]", false), ("[1.]", false), ("[1e400]", false), ("{\"a\": 1, \"a\": 2}", false), ("[1,]", false),
            ("{", false), ("", false), ("\"\\ud800\"", false), ("\"\\x\"", false), ("tru", false), ("[1] 2", false),
            ("\"\u{1}\"", false), ("nul", false), ("[\"a", false),
        ]
    )
    func json(text: String, isRead: Bool) {
        #expect(((try? JSONValue(parsing: text.utf8)) != nil) == isRead)
    }

    @Test("JSON of many levels and strings that are not UTF-8 are refused")
    func deep() {
        #expect(throws: JSONValue.Failure.self) { try JSONValue(parsing: [UInt8](repeating: 0x5B, count: 100_000)) }
        #expect(throws: JSONValue.Failure.self) { try JSONValue(parsing: [0x22, 0xFF, 0xFE, 0x22]) }
    }
}
