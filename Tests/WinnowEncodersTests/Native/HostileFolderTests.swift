import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// Folders that are not what they should be: an error with the place, and never a trap.
@Suite struct HostileFolderTests {
    static let network = TinyNetwork(kind: "bert")

    /// What loading the folder and one call throw; nil where both work.
    static func failure(_ files: ModelFiles, _ precision: EncoderPrecision = .single) -> EncoderError? {
        do throws(EncoderError) {
            let encoder = try NativeEncoder(folder: files.path, precision: precision)
            _ = try encoder.vectors(of: TokenBatch([[1, 2, 3].map { $0 % encoder.configuration.vocabularySize }]))
            return nil
        } catch {
            return error
        }
    }

    @Test("missing files are named, with what to do")
    func missing() throws {
        let files = try Self.network.write()
        try FileManager.default.removeItem(atPath: "\(files.path)/model.safetensors")
        guard case .missingFile("model.safetensors", files.path, _) = Self.failure(files) else {
            Issue.record("the weights")
            return
        }
        try FileManager.default.removeItem(atPath: "\(files.path)/config.json")
        guard case .missingFile("config.json", files.path, _) = Self.failure(files) else {
            Issue.record("the configuration")
            return
        }
    }

    @Test("an architecture that is not known is refused by name, with those that are")
    func architecture() throws {
        let files = try Self.network.write()
        let text = Self.network.configuration.replacing("\"bert\"", with: "\"modernbert\"")
        try files.write(text, to: "config.json")
        let known = ["bert", "roberta", "xlm-roberta", "camembert", "mpnet", "distilbert"]
        let file = files.path + "/config.json"
        #expect(
            Self.failure(files) == .unknown(kind: "architecture", name: "modernbert", file: file, known: known)
        )
    }

    @Test(
        "a configuration that cannot be is refused with the key",
        arguments: [
            ("\"hidden_size\": 32", "\"hidden_size\": 33", "num_attention_heads"),
            ("\"hidden_size\": 32", "\"hidden_size\": -32", "hidden_size"),
            ("\"hidden_size\": 32", "\"hidden_size\": 9223372036854775807", "hidden_size"),
            ("\"hidden_size\": 32", "\"hidden_size\": 32.5", "hidden_size"),
            ("\"hidden_size\": 32", "\"hidden_size\": \"32\"", "hidden_size"),
            ("\"hidden_size\": 32", "\"width\": 32", "hidden_size"),
            ("\"num_attention_heads\": 4", "\"num_attention_heads\": 0", "num_attention_heads"),
            ("\"num_attention_heads\": 4", "\"num_attention_heads\": 32", "num_attention_heads"),
            ("\"intermediate_size\": 48", "\"intermediate_size\": 47", "intermediate_size"),
            ("\"max_position_embeddings\": 70", "\"max_position_embeddings\": 0", "max_position_embeddings"),
            ("\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": -1", "layer_norm_eps"),
            ("\"layer_norm_eps\": 1e-12", "\"is_decoder\": true", "is_decoder"),
            ("\"model_type\": \"bert\"", "\"model_type\": 7", "model_type"),
        ]
    )
    func implausible(part: String, other: String, key: String) throws {
        let files = try Self.network.write()
        try files.write(Self.network.configuration.replacing(part, with: other), to: "config.json")
        guard case .damaged(files.path + "/config.json", key, _) = Self.failure(files) else {
            Issue.record("\(String(describing: Self.failure(files)))")
            return
        }
    }

    @Test("weights that do not fit to the configuration are refused with both shapes")
    func shapes() throws {
        let files = try Self.network.write()
        let text = Self.network.configuration.replacing("\"intermediate_size\": 48", with: "\"intermediate_size\": 50")
        try files.write(text, to: "config.json")
        let tensor = "encoder.layer.0.intermediate.dense.weight"
        let file = files.path + "/model.safetensors"
        #expect(
            Self.failure(files) == .wrongShape(tensor: tensor, expected: [50, 32], found: [48, 32], file: file)
        )
    }

    @Test("a layer that is missing, and numbers that are none, are refused with the tensor")
    func tensors() throws {
        let files = try Self.network.write()
        let text = Self.network.configuration.replacing("\"num_hidden_layers\": 2", with: "\"num_hidden_layers\": 3")
        try files.write(text, to: "config.json")
        let file = files.path + "/model.safetensors"
        #expect(
            Self.failure(files)
                == .damaged(
                    file: file,
                    place: "encoder.layer.2.attention.self.query.weight",
                    reason: "the tensor is missing"
                )
        )
        for precision in EncoderPrecision.allCases {
            for odd in [Float.nan, .infinity] {
                let files = try Self.network.write()
                var data = try files.read("model.safetensors")
                // The last numbers are those of the last tensor by name.
                withUnsafeBytes(of: odd) { data.replaceSubrange(data.count - 4..<data.count, with: $0) }
                try files.write(data, to: "model.safetensors")
                guard case .damaged(_, "encoder.layer.1.output.dense.weight", _) = Self.failure(files, precision) else {
                    Issue.record("\(String(describing: Self.failure(files, precision)))")
                    return
                }
            }
        }
    }

    @Test("a word whose numbers are none is found when a text has it")
    func oddWord() throws {
        let files = try Self.network.write()
        var data = try files.read("model.safetensors")
        let whole = try Safetensors(path: files.path + "/model.safetensors")
        let words = try #require(whole.tensors["embeddings.word_embeddings.weight"])
        let place = words.range.lowerBound + 7 * Self.network.width * 4
        withUnsafeBytes(of: Float.nan) { data.replaceSubrange(place..<place + 4, with: $0) }
        try files.write(data, to: "model.safetensors")
        let encoder = try NativeEncoder(folder: files.path)
        #expect(try encoder.vectors(of: TokenBatch([[1, 2]])).rowCount == 1)
        #expect(throws: EncoderError.notFinite(sequence: 1)) {
            try encoder.vectors(of: TokenBatch([[1, 2], [3, 7], [4]]))
        }
    }

    static let entry = "\"dtype\": \"F32\", \"shape\": [2, 2], \"data_offsets\": [0, 16]"

    @Test(
        "a header that is not as described is refused with the tensor or the byte",
        arguments: [
            ("{\"a\": {\(entry)}, \"b\": {\(entry)}}", "b"),
            ("{\"a\": {\(entry)}, \"a\": {\(entry)}}", "byte 8"),
            ("{\"a\": {\"dtype\": \"F32\", \"shape\": [2, 3], \"data_offsets\": [0, 16]}}", "a.data_offsets"),
            ("{\"a\": {\"dtype\": \"F32\", \"shape\": [2, 2], \"data_offsets\": [8, 24]}}", "a.data_offsets"),
            ("{\"a\": {\"dtype\": \"F32\", \"shape\": [2, 2], \"data_offsets\": [16, 0]}}", "a.data_offsets"),
            ("{\"a\": {\"dtype\": \"F32\", \"shape\": [2, 2], \"data_offsets\": [-16, 0]}}", "a.data_offsets"),
            ("{\"a\": {\"dtype\": \"F32\", \"shape\": [-2, -2], \"data_offsets\": [0, 16]}}", "a.shape"),
            (
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 16]}}",
                "a.shape"
            ),
            ("{\"a\": {\"dtype\": \"F32\", \"data_offsets\": [0, 16]}}", "a.shape"),
            ("{\"a\": 5}", "a"),
            ("[]", "byte 8"),
            ("{\"a\": {\(entry)}", "byte 72"),
        ]
    )
    func headers(header: String, place: String) throws {
        let files = try ModelFiles()
        try files.write(TinyNetwork.file(header: header, Data(count: 16)), to: "x.safetensors")
        let found = #expect(throws: EncoderError.self) { try Safetensors(path: files.path + "/x.safetensors") }
        // Of two that overlap either may be named.
        guard case .damaged(_, let place2, _) = found, place2 == place || (place == "b" && place2 == "a") else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test("a header longer than its file, too short a file and an empty one are refused")
    func lengths() throws {
        let files = try ModelFiles()
        for bytes in [[], [1, 2, 3], [9, 0, 0, 0, 0, 0, 0, 0, 0x7B], [UInt8](repeating: 255, count: 40)] {
            try files.write(Data(bytes), to: "x.safetensors")
            let found = #expect(throws: EncoderError.self) { try Safetensors(path: files.path + "/x.safetensors") }
            guard case .damaged(_, "byte 0", _) = found else {
                Issue.record("\(String(describing: found))")
                return
            }
        }
        let unknown = "{\"a\": {\"dtype\": \"F8_E5M2\", \"shape\": [1], \"data_offsets\": [0, 1]}}"
        try files.write(TinyNetwork.file(header: unknown, Data(count: 1)), to: "x.safetensors")
        let found = #expect(throws: EncoderError.self) { try Safetensors(path: files.path + "/x.safetensors") }
        guard case .unknown("format of a", "F8_E5M2", _, _) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test("files with random damage are refused or work, and nothing traps", arguments: 0..<40)
    func damage(round: UInt64) throws {
        var generator = SeededGenerator(seed: 9, purpose: "damage", index: round)
        let files = try Self.network.write()
        try files.writeModules(pooling: "mean_tokens")
        let names = ["config.json", "model.safetensors", "modules.json", "1_Pooling/config.json"]
        let whole = try names.map { try files.read($0) }
        for _ in 0..<25 {
            let file = Int.random(in: 0..<names.count, using: &generator)
            var data = whole[file]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                // In the header, where it matters.
                let place = Int.random(in: 0..<max(1, min(data.count, 6000)), using: &generator)
                guard place < data.count else { continue }
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: data[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: data[place] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &generator)
                case 2: data.removeSubrange(place..<min(data.count, place + 3))
                default:
                    data.insert(
                        contentsOf: [UInt8]("{}[],:\"-9e".utf8).shuffled(using: &generator).prefix(2),
                        at: place
                    )
                }
            }
            if Int.random(in: 0..<8, using: &generator) == 0 {
                data = data.prefix(Int.random(in: 0...data.count, using: &generator))
            }
            try files.write(data, to: names[file])
            _ = Self.failure(files, EncoderPrecision.allCases[Int(round % 3)])
            try files.write(whole[file], to: names[file])
        }
        #expect(Self.failure(files) == nil)
    }
}
