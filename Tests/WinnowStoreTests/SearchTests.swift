import Foundation
import Testing
import WinnowDomain
import WinnowStore
import WinnowTestSupport

@Suite struct SearchTests {
    private struct Fixture {
        let store: StoreFixture
        let search: SearchFolder
        var file: URL { store.folder.url.appending(path: "search/\(store.queue.id).sqlite") }

        init(_ texts: [String]) async throws {
            store = try await StoreFixture()
            search = SearchFolder(folder: store.folder.url.appending(path: "search"), database: store.database)
            if !texts.isEmpty {
                _ = try await store.importTexts(texts.enumerated().map { ("item-\($0.offset)", $0.element) })
            }
        }

        func fill(_ queue: Queue? = nil, by portion: Int = 100) throws {
            for _ in 0..<1_000 where try !search.advance(queue ?? store.queue, by: portion).isComplete {}
        }

        /// The positions of the items that are found.
        func find(
            _ typed: String,
            _ range: SearchRange = .after(nil),
            limit: Int = 100
        ) async throws -> [Int] {
            let ids = try await store.itemIDs()
            return try search.find(SearchQuery(typed), in: store.queue.id, range, limit: limit).map {
                try #require(ids.firstIndex(of: $0))
            }
        }
    }

    private static let mails = [
        "Money back please", "The café invoice was paid twice", "PAID TWICE, money gone", "twice paid", "Nothing works",
    ]

    @Test("words are found whatever their capitals and accents, all of them, in any order")
    func words() async throws {
        let fixture = try await Fixture(Self.mails)
        try fixture.fill()
        #expect(try await fixture.find("money") == [0, 2])
        #expect(try await fixture.find("cafe INVOICE ") == [1])
        #expect(try await fixture.find("twice money ") == [2])
        #expect(try await fixture.find("absent ").isEmpty)
    }

    @Test("the last word may be a beginning; a phrase keeps its order; a minus leaves out")
    func operators() async throws {
        let fixture = try await Fixture(Self.mails)
        try fixture.fill()
        #expect(try await fixture.find("paid tw") == [1, 2, 3])
        #expect(try await fixture.find("tw paid").isEmpty)
        #expect(try await fixture.find("\"paid twice\"") == [1, 2])
        #expect(try await fixture.find("paid -money ") == [1, 3])
        #expect(try await fixture.find("-paid") == [0, 4])
        #expect(try await fixture.find("-paid", .before(try await fixture.store.itemIDs()[4])) == [0])
        #expect(try await fixture.find("!!!").isEmpty)
    }

    @Test(
        "nothing that is typed is a mistake",
        arguments: [
            "\"", "\"\"\"", "AND", "OR NOT", "NEAR(a b)", "a NEAR/3 b", "body:money", "{body}: x", "^money", "money*",
            "* * *", "(((", "a) OR (b", "'; DROP TABLE itemText; --", "-- -", "money\0back", "-\"", "- \"money", "+",
            "\u{202E}money", "👍🏽", "е́", "a\u{301}", "\u{FFFE}x", "rank:1", "-NOT", "\\", "?1 ?2", "$a @b :c", "itemText",
        ]
    )
    func hostile(typed: String) async throws {
        let fixture = try await Fixture(Self.mails)
        try fixture.fill()
        _ = try await fixture.find(typed)
        _ = try await fixture.find("-\(typed)")
        _ = try await fixture.find("money \(typed) ")
        // The index was not taken for broken either.
        #expect(try fixture.search.progress(of: fixture.store.queue.id).searchedCount == Self.mails.count)
    }

    @Test("random characters are never a mistake")
    func random() async throws {
        let fixture = try await Fixture(Self.mails)
        try fixture.fill()
        var generator = SeededSource(seed: 11)
        let alphabet = Array("\"-*()^:+{}'a b,ORND\\\0é.")
        for _ in 0..<500 {
            let typed = String(
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                }
            )
            _ = try await fixture.find(typed)
        }
        #expect(try fixture.search.progress(of: fixture.store.queue.id).isComplete)
    }

    @Test("a search goes on behind an item, and back before one")
    func paging() async throws {
        let fixture = try await Fixture((0..<20).map { $0 % 2 == 0 ? "even \($0)" : "odd \($0)" })
        try fixture.fill(by: 7)
        let ids = try await fixture.store.itemIDs()
        #expect(try await fixture.find("even", .after(ids[5]), limit: 3) == [6, 8, 10])
        #expect(try await fixture.find("even", .before(ids[10]), limit: 3) == [8, 6, 4])
        #expect(try await fixture.find("even", .after(ids[19])).isEmpty)
    }

    @Test("what is not taken in yet is not found, and the index says how far it is")
    func progress() async throws {
        let fixture = try await Fixture((0..<10).map { "text \($0)" })
        #expect(try await fixture.find("text").isEmpty)
        let first = try fixture.search.advance(fixture.store.queue, by: 4)
        #expect(first == SearchProgress(searchedCount: 4, isComplete: false))
        #expect(try await fixture.find("text") == [0, 1, 2, 3])
        try fixture.fill()
        let last = try fixture.search.progress(of: fixture.store.queue.id)
        #expect(last == SearchProgress(searchedCount: 10, isComplete: true))
    }

    @Test("items that come later, and texts that are replaced, are found by their new words only")
    func renewal() async throws {
        let fixture = try await Fixture((0..<12).map { "old \($0)" })
        try fixture.fill(by: 5)
        _ = try await fixture.store.importTexts(
            [("item-3", "new three"), ("item-7", "new seven"), ("item-12", "new twelve")],
            policy: .replace
        )
        // In portions of one: an index that is half renewed goes on where it was.
        try fixture.fill(by: 1)
        #expect(try await fixture.find("new") == [3, 7, 12])
        #expect(try await fixture.find("old") == [0, 1, 2, 4, 5, 6, 8, 9, 10, 11])
        #expect(try fixture.search.progress(of: fixture.store.queue.id).searchedCount == 13)
    }

    @Test("a changed template makes other texts, and all items are taken in anew")
    func template() async throws {
        let fixture = try await Fixture(["one", "two"])
        try fixture.fill()
        var definition = fixture.store.queue.definition
        definition.item.text = try TextTemplate("subject {{text}}")
        // No update makes one of these where there are items; an older Winnow did.
        let (queue, next) = (fixture.store.queue, fixture.store.queue.revision + 1)
        try fixture.fill(
            Queue(id: queue.id, name: queue.name, definition: definition, revision: next, labels: queue.labels)
        )
        #expect(try await fixture.find("subject") == [0, 1])
    }

    @Test(
        "a file that is broken, of something else or gone is made again",
        arguments: ["noise", "empty", "gone", "other"]
    )
    func broken(how: String) async throws {
        let texts = (0..<50).map { "text \($0)" }
        let fixture = try await Fixture(texts)
        try fixture.fill()
        // As after a restart: nobody has the file open.
        try fixture.search.remove(fixture.store.queue.id)
        let search = SearchFolder(folder: fixture.file.deletingLastPathComponent(), database: fixture.store.database)
        switch how {
        case "noise": try Data(repeating: 0x5a, count: 40_000).write(to: fixture.file)
        case "empty": try Data().write(to: fixture.file)
        case "other":
            let other = fixture.store.folder.url.appending(path: "winnow.sqlite")
            try FileManager.default.copyItem(at: other, to: fixture.file)
        default: break
        }
        _ = try search.find(SearchQuery("text"), in: fixture.store.queue.id, .after(nil), limit: 5)
        for _ in 0..<20 where try !search.advance(fixture.store.queue, by: 100).isComplete {}
        let found = try search.find(SearchQuery("text"), in: fixture.store.queue.id, .after(nil), limit: 100)
        #expect(found.count == texts.count)
        #expect(try search.isWhole(fixture.store.queue.id))
    }

    @Test("a check sees that a file is damaged")
    func damage() async throws {
        let fixture = try await Fixture((0..<500).map { "some longer text with words, number \($0)" })
        #expect(try fixture.search.isWhole(fixture.store.queue.id), "none is no damage")
        try fixture.fill()
        #expect(try fixture.search.isWhole(fixture.store.queue.id))
        try fixture.search.remove(fixture.store.queue.id)
        try Data("not a database at all, but long enough to be looked at".utf8).write(to: fixture.file)
        #expect(try !fixture.search.isWhole(fixture.store.queue.id))
    }
}

/// The same numbers in every run.
private struct SeededSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
