import Testing
import WinnowDomain

@Suite struct ContentHashTests {
    @Test("a hash is described in hexadecimal and made of its description; other texts make none")
    func description() {
        for text in ["", "text", "a\u{301}"] {
            let hash = ContentHash(of: text)
            #expect(hash.description.count == 32 && ContentHash(hash.description) == hash)
        }
        // The SHA-256 of nothing begins so.
        #expect(ContentHash(of: "").description == "e3b0c44298fc1c149afbf4c8996fb924")
        for text in [
            "", "e3b0", "e3b0c44298fc1c149afbf4c8996fb92x", "é" + String(repeating: "0", count: 30),
            "+1" + String(repeating: "0", count: 30),
        ] {
            #expect(ContentHash(text) == nil, "\(text)")
        }
    }
}
