import Foundation
import Testing
import WinnowEncoders

/// Against the `tokenizers` package, on 100,000 real strings, 100,000 hostile ones and every scalar.
@Suite("Differential", .serialized, .enabled(if: TokenizerReference.folder != nil, "no reference folder"))
struct TokenizerDifferentialTests {
    @Test("Every string has the tokens that the tokenizers package gives it", arguments: TokenizerReference.names)
    func sameTokens(name: String) throws {
        let tokenizer = try Tokenizer(contentsOf: TokenizerReference.file("\(name).json"))
        let strings = try TokenizerReference.strings("strings.jsonl")
        let expected = try TokenizerReference.ids("\(name).ids")
        try compare(name, strings, expected, tokenizer) { tokenizer.tokens(of: $0, limit: .max).ids }
    }

    @Test("Tokens without special ones, and cut ones, are the package's too", arguments: TokenizerReference.names)
    func someTokens(name: String) throws {
        let tokenizer = try Tokenizer(contentsOf: TokenizerReference.file("\(name).json"))
        let strings = try TokenizerReference.strings("some.jsonl")
        let raw = try TokenizerReference.ids("\(name).raw")
        try compare(name, strings, raw, tokenizer) { tokenizer.rawTokens(of: $0) }
        let cut = try TokenizerReference.ids("\(name).cut")
        try compare(name, strings, cut, tokenizer) { tokenizer.tokens(of: $0, limit: 16).ids }
    }

    private func compare(
        _ name: String,
        _ strings: [String],
        _ ids: [[Int32]?],
        _ tokenizer: Tokenizer,
        tokens: (String) -> [Int32]
    ) throws {
        #expect(strings.count == ids.count)
        var comparedCount = 0
        var differences: [String] = []
        for (text, expected) in zip(strings, ids) {
            guard let expected else { continue }
            comparedCount += 1
            let found = tokens(text)
            if found != expected { differences.append(describe(text, found, expected, tokenizer)) }
        }
        let count = differences.count
        print("\(name): \(comparedCount) compared, \(count) differences")
        #expect(count == 0, "\(differences.prefix(8).joined(separator: "\n"))")
    }

    private func describe(_ text: String, _ found: [Int32], _ expected: [Int32], _ tokenizer: Tokenizer) -> String {
        let scalars = text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
        let start = zip(found, expected).prefix { $0 == $1 }.count
        func show(_ ids: [Int32]) -> String {
            ids.dropFirst(max(0, start - 1)).prefix(6).map { "\($0) \(tokenizer.token(of: $0) ?? "?")" }
                .joined(separator: ", ")
        }
        return "\"\(scalars)\" at \(start) of \(expected.count): \(show(found)) instead of \(show(expected))"
    }
}
