import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

@Suite("Written files")
struct WrittenFileTests {
    @Test("JSON comes back byte for byte, whatever its strings have")
    func strings() throws {
        let every = (0..<0x250).compactMap { Unicode.Scalar($0) }.map { String($0) }
        let hostile =
            every + ["e\u{301}", "\u{e9}", "\u{10ffff}", "\u{2028}", "\"\\/", "", "\u{ac00}", "\u{1100}\u{1161}"]
        let members = hostile.enumerated().map { ByteJSON.Member(key: Array($1.utf8), value: .integer($0)) }
        let value = ByteJSON.object([
            "vocab": .object(members), "list": .array([.null, .boolean(true), .number("-1.5e-7"), .array([])]),
        ])
        let bytes = value.serialized
        let read = try ByteJSONReader.read(bytes)
        #expect(read.serialized == bytes)
        guard case .object(let top) = read, case .object(let vocabulary) = top[0].value else {
            Issue.record("no object")
            return
        }
        #expect(vocabulary.map(\.key) == hostile.map { Array($0.utf8) })
        // Another reader agrees that it is JSON.
        #expect(try JSONSerialization.jsonObject(with: Data(bytes)) is [String: Any])
    }

    @Test("tensors come back with name, shape and numbers")
    func tensors() throws {
        var file = TensorFile()
        file.append(singles: [1, -0.0, .infinity], shape: [3], as: "a \"quoted\"\n\u{1}")
        file.append(halves: DenseMatrix(rowCount: 2, columnCount: 1, values: [0.5, -2]), as: "\u{e9}")
        file.append("empty", .long, shape: [0, 7], bytes: [])
        let url = FileManager.default.temporaryDirectory.appending(path: "winnow-\(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(file.bytes).write(to: url)
        let read = try Safetensors(path: url.path)
        #expect(read.tensors.count == 3)
        let first = try #require(read.tensors["a \"quoted\"\n\u{1}"])
        #expect(first.format == .single && first.shape == [3] && first.range.lowerBound % 8 == 0)
        #expect(Array(file.bytes[first.range]) == [0, 0, 128, 63, 0, 0, 0, 128, 0, 0, 128, 127])
        let second = try #require(read.tensors["\u{e9}"])
        #expect(second.format == .half && second.shape == [2, 1])
        #expect(Array(file.bytes[second.range]) == [0, 0x38, 0, 0xc0])
        #expect(read.tensors["empty"]?.shape == [0, 7])
    }
}
