import Testing
import WinnowEncoders

/// `Tests/Fixtures/tokenizers/vectors.json` was made with `tokenizers` 0.23.3.
@Suite struct TokenizerVectorTests {
    @Test("Each kind of tokenizer gives the stored vectors", arguments: TokenizerFixtures.names)
    func storedVectors(name: String) throws {
        let vectors = try TokenizerFixtures.vectors()
        let expected = try #require(vectors.ids[name])
        let tokenizer = try TokenizerFixtures.tokenizer(name)
        #expect(vectors.strings.count == expected.count)
        #expect(vectors.strings.count >= 80)
        for (text, ids) in zip(vectors.strings, expected) {
            #expect(tokenizer.tokens(of: text, limit: .max).ids == ids, "\(name): \(text.debugDescription)")
        }
    }

    @Test("Every fixture has vectors")
    func allThere() throws {
        #expect(TokenizerFixtures.names.count == 19)
        #expect(try TokenizerFixtures.vectors().ids.keys.sorted() == TokenizerFixtures.names)
    }

    @Test(
        "Any number of threads get the same tokens from one tokenizer",
        arguments: ["bert", "roberta", "xlmr", "llama"]
    )
    func threads(name: String) async throws {
        let vectors = try TokenizerFixtures.vectors()
        let tokenizer = try TokenizerFixtures.tokenizer(name)
        let expected = vectors.strings.map { tokenizer.rawTokens(of: $0) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask { vectors.strings.map { tokenizer.rawTokens(of: $0) } == expected }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
