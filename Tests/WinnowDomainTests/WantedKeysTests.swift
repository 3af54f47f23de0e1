import Testing
import WinnowDomain

@Suite struct WantedKeysTests {
    private let labelKeys = [
        WantedKeys.LabelKey(key: "b", label: "billing", queue: "Tickets"),
        WantedKeys.LabelKey(key: "u", label: "urgent", queue: "Tickets"),
    ]

    private func refusals(_ texts: [PageAction: String]) -> [PageAction: String] {
        WantedKeys(texts).refusals(labelKeys: labelKeys)
    }

    @Test("what is not typed is the standard key, and only what differs is stored")
    func standard() {
        #expect(WantedKeys([:]).changed.isEmpty)
        #expect(WantedKeys([.skip: "Space", .flag: "!", .help: ""]).changed.isEmpty)
        #expect(WantedKeys([.skip: "j", .submit: "enter"]).changed == ["skip": "j"])
        #expect(WantedKeys([.note: "insert"]).keys[.note] == "Insert")
    }

    @Test("a key that chooses a label is refused, with the label and its queue; a standard key that does is left")
    func labels() throws {
        #expect(refusals([:]).isEmpty)
        let found = refusals([.skip: "b"])
        #expect(Array(found.keys) == [.skip])
        let reason = try #require(found[.skip])
        #expect(reason.contains("billing") && reason.contains("Tickets"))
    }

    @Test("two actions with one key are both refused")
    func eachOther() {
        #expect(Set(refusals([.skip: "j", .unsure: "j"]).keys) == [.skip, .unsure])
        #expect(Set(refusals([.skip: "n"]).keys) == [.skip, .note])
        #expect(refusals([.skip: "n", .note: "Space"]).isEmpty)
    }

    @Test(
        "what is no key is refused",
        arguments: ["ab", "Escape", "Tab", "\u{7}", "\u{200B}", "\u{A0}", "👩‍👩‍👧‍👦", "e\u{301}\u{302}\u{303}\u{304}"]
    )
    func noKey(text: String) {
        #expect(refusals([.skip: text]).keys.contains(.skip))
    }

    @Test("signs and letters of any script are keys", arguments: ["j", "é", "ж", "中", "$", "J", "7"])
    func keys(text: String) {
        #expect(refusals([.skip: text]).isEmpty)
    }
}
