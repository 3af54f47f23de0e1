import Testing

@testable import WinnowCLI

@Suite struct KeyDecoderTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        return decoder.keys(from: text.utf8) + decoder.timedOut()
    }

    @Test(
        "keys are recognised in the forms that xterm, screen, rxvt, the Linux console and VT100 send",
        arguments: [
            ("\u{1b}[A", Key.up), ("\u{1b}OB", .down), ("\u{1b}[1;5C", .right), ("\u{1b}[D", .left),
            ("\u{1b}[H", .home), ("\u{1b}OF", .end), ("\u{1b}[1~", .home), ("\u{1b}[8~", .end),
            ("\u{1b}[5~", .pageUp), ("\u{1b}[6~", .pageDown), ("\u{1b}[3~", .delete), ("\u{1b}[Z", .backTab),
            ("\u{1b}[[A", .up), ("\u{7f}", .backspace), ("\u{8}", .backspace), ("\r", .enter), ("\n", .enter),
            ("\t", .tab), ("\u{1b}", .escape), ("\u{3}", .control("c")), ("\u{1a}", .control("z")),
            ("é", .character("é")),
            ("語", .character("語")), ("😀", .character("😀")), ("\u{1b}b", .other),
            ("\u{1b}[200~b\no\u{1b}[201~", .paste("b\no")),
        ]
    )
    func forms(text: String, key: Key) {
        #expect(keys(text) == [key])
        // A slow line delivers byte by byte.
        var decoder = KeyDecoder()
        var slow: [Key] = []
        for byte in text.utf8 { slow += decoder.keys(from: [byte]) }
        #expect(slow + decoder.timedOut() == [key])
    }

    @Test("escape twice is escape twice, and an escape before a sequence is not lost")
    func escapes() {
        #expect(keys("\u{1b}\u{1b}") == [.escape, .escape])
        #expect(keys("\u{1b}\u{1b}[A") == [.escape, .up])
    }

    @Test("broken UTF-8, eight-bit controls and endless sequences give no text")
    func broken() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0xff, 0xc3, 0x28, 0x80, 0xc2, 0x9b]) == [.character("(")])
        #expect(
            decoder.keys(from: [0x1b, 0x5b] + [UInt8](repeating: 0x31, count: 200)).allSatisfy { $0 == .character("1") }
        )
    }

    @Test("what comes at random never stops the keys that follow")
    func random() {
        var chance = SplitMix(state: 3)
        for _ in 0..<2000 {
            var decoder = KeyDecoder()
            let bytes = (0..<chance.below(40)).map { _ in
                [0x1b, 0x5b, 0x4f, 0x7e, 0x32, 0x30, 0xc3, 0xa9, 0xe2, UInt8(chance.below(256))][chance.below(10)]
            }
            _ = decoder.keys(from: bytes)
            _ = decoder.timedOut()
            #expect(decoder.patience == nil)
            #expect(decoder.keys(from: "b".utf8) == [.character("b")])
        }
    }
}
