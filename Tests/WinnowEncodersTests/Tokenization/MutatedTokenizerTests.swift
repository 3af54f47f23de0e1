import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// Files with random damage, from a seed.
@Suite struct MutatedTokenizerTests {
    private static let texts = [
        "", " ", "Hello, w\u{f6}rld! 123", "e\u{301}\u{ac00}\u{1f44d}\u{1f3fd}\u{378}",
        "  \n\t[CLS] <s>new york</s> don't'S ",
        String(repeating: "ab\u{4e2d} ", count: 40), "\u{0}\u{fffd}\u{10ffff}\u{e000}",
    ]
    private static let tokens = [
        "-1", "99999999999999999999", "2147483647", "4294967295", "1e308", "null", "true", "[]", "{}", "\"\"",
        "\"\\u0000\"",
        "0.5",
    ]

    @Test("A mutated file is refused or works, and never ends the process", arguments: TokenizerFixtures.names)
    func mutations(name: String) throws {
        let original = [UInt8](try Data(contentsOf: TokenizerFixtures.file(name)))
        var generator = SeededGenerator(seed: UInt64(original.count), purpose: "mutations")
        var usableCount = 0
        for _ in 0..<150 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.mutate(&bytes, &generator) }
            do throws(EncoderError) {
                let tokenizer = try Tokenizer(json: bytes, file: name)
                usableCount += 1
                for text in Self.texts {
                    let tokens = tokenizer.tokens(of: text, limit: 20)
                    #expect(tokens.ids.count <= 20)
                    #expect(tokens.ids.allSatisfy { $0 >= 0 && $0 <= tokenizer.highestID })
                }
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        #expect(usableCount > 0)
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        // Half of the damage near the end or the start, where the parts are, not in the vocabulary.
        let place =
            Bool.random(using: &generator)
            ? Int.random(in: bytes.indices, using: &generator)
            : min(bytes.count - 1, Int.random(in: 0..<1500, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0x20...0x7e, using: &generator)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.remove(at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
        case 4: replaceValue(&bytes, after: place, &generator)
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
        }
    }

    /// Puts another value where the next one starts.
    private static func replaceValue(_ bytes: inout [UInt8], after place: Int, _ generator: inout SeededGenerator) {
        guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { return }
        let end = bytes[colon...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? bytes.count
        guard let token = tokens.randomElement(using: &generator) else { return }
        bytes.replaceSubrange(colon + 1..<end, with: token.utf8)
    }
}
