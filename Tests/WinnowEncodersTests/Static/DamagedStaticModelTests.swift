import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

@Suite("A damaged static encoder")
struct DamagedStaticModelTests {
    private static func model() throws -> TinyStaticModel {
        var tensors = TensorFile()
        tensors.append(halves: TinyStaticModel.table(rows: 5, columns: 9), as: "embeddings")
        tensors.append(singles: [Float](repeating: 0.5, count: 9), shape: [9], as: "weights")
        let mapping: [UInt8] = [0, 1, 2, 3, 4, 0, 1, 2, 3].flatMap { [$0, 0, 0, 0] }
        tensors.append("mapping", .integer, shape: [9], bytes: mapping)
        return try TinyStaticModel(tensors, settings: #"{"normalize": true, "max_length": 100}"#)
    }

    @Test(
        "is refused or works, and never ends the process",
        arguments: ["model.safetensors", "config.json", "tokenizer.json"]
    )
    func mutations(name: String) throws {
        let model = try Self.model()
        let original = try model.bytes(of: name)
        var generator = SeededGenerator(seed: 5, purpose: "damage")
        var refusedCount = 0
        for _ in 0..<600 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[place] = UInt8.random(in: 0x30...0x39, using: &generator)
                case 2: bytes.removeSubrange(place..<min(place + 5, bytes.count))
                default: bytes.insert(bytes[place], at: place)
                }
            }
            try model.write(bytes, name)
            do throws(EncoderError) {
                let encoder = try StaticTextEncoder(folder: model.path)
                let vectors = try encoder.vectors(of: ["", "a b", "the card! abba", "zzz"])
                #expect(vectors.rowCount == 4 && vectors.columnCount == encoder.dimension)
            } catch {
                #expect(!error.description.isEmpty)
                refusedCount += 1
            }
        }
        #expect(refusedCount > 0)
    }

    @Test("whose mapping names a row that is not there says so")
    func mapping() throws {
        var tensors = TensorFile()
        tensors.append(halves: TinyStaticModel.table(rows: 2, columns: 3), as: "embeddings")
        tensors.append("mapping", .integer, shape: [9], bytes: [UInt8](repeating: 2, count: 36))
        let model = try TinyStaticModel(tensors)
        #expect(throws: EncoderError.self) { try StaticTextEncoder(folder: model.path) }
    }

    @Test("with fewer rows than tokens says so")
    func rows() throws {
        var tensors = TensorFile()
        tensors.append(halves: TinyStaticModel.table(rows: 8, columns: 3), as: "embeddings")
        let model = try TinyStaticModel(tensors)
        #expect(throws: EncoderError.self) { try StaticTextEncoder(folder: model.path) }
    }

    @Test("whose table has as many rows as overflow says so")
    func overflow() throws {
        let model = try Self.model()
        let header = #"{"embeddings":{"dtype":"F16","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#
        try model.write([UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8), "model.safetensors")
        #expect(throws: EncoderError.self) { try StaticTextEncoder(folder: model.path) }
    }
}
