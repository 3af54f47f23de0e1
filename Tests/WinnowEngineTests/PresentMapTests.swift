import Foundation
import Testing
import WinnowDomain
import WinnowEngine
import WinnowStore
import WinnowTestSupport

@Suite struct PresentMapTests {
    private static let lsa = [
        FeatureDefinition.tfidf(TFIDFDefinition(words: 1...2, characters: nil, dimensions: 4096)),
        .lsa(LSADefinition(columns: 16, temper: 0.25)),
    ]

    private func loops(_ fixture: EngineFixture) -> QueueLoops {
        QueueLoops(store: fixture.database, folder: fixture.dataFolder, clock: fixture.clock, hub: EventHub())
    }

    private func browser(_ fixture: EngineFixture, _ loops: QueueLoops) async throws -> ItemBrowser {
        let loop = try await loops.loop(named: "tickets")
        return await ItemBrowsers(store: fixture.database, search: nil, clock: fixture.clock).browser(of: loop)
    }

    /// Waits for what is computed.
    private func final(_ browser: ItemBrowser) async throws -> QueueMap {
        for _ in 0..<12_000 {
            let reading = await browser.map(patience: .milliseconds(50))
            if !reading.isComputing, let map = reading.map, map.isFinal { return map }
            if !reading.isComputing, let obstacle = reading.obstacle { Issue.record("\(obstacle)") }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw CancellationError()
    }

    @Test("a map of a queue without any label is made of its texts, and is the same in another process")
    func unlabelled() async throws {
        let fixture = try await EngineFixture { $0.features = Self.lsa }
        let browser = try await browser(fixture, loops(fixture))
        let map = try await final(browser)
        let count = try await fixture.index().count
        #expect(map.rows == Array(0..<count) && map.places.count == count && map.itemCount == count)
        #expect(Set(map.places).count > count / 2)
        let colours = try await browser.colours(of: map)
        #expect(colours.labels.allSatisfy { $0 == 0 } && colours.predictions.isEmpty && colours.modelVersion == nil)
        let other = try await final(try await self.browser(fixture, loops(fixture)))
        #expect(other.version == map.version && other.places == map.places)
        // From the file: it is there.
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.mapFolder.path)
        #expect(files.contains("map.json") && files.count { $0.hasSuffix(".map") } == 1)
    }

    @Test("the map tells an edited text from one that repeats another, also when it is labelled")
    func origins() async throws {
        let desk = try await CounterfactualTests.Desk { $0.features = Self.lsa }
        let fixture = desk.fixture
        _ = try await fixture.add([.init(id: "twin", text: CounterfactualTests.Desk.reviews[0], label: "good")])
        _ = try await desk.write("r0", "a bad film with a fine cast", to: "poor")
        _ = try await fixture.label(20, with: try await desk.scheduler(), by: desk.ben)
        let browser = try await browser(fixture, loops(fixture))
        let colours = try await browser.colours(of: try await final(browser))
        #expect(colours.origins.suffix(3) == [.imported, .duplicate, .revised] && colours.labels.last != 0)
    }

    @Test("neighbours on the map share a label far more often than chance has it")
    func neighbours() async throws {
        let fixture = try await EngineFixture { $0.features = Self.lsa }
        let map = try await final(try await browser(fixture, loops(fixture)))
        let items = try await fixture.database.items(in: fixture.queue.id, after: nil, limit: 10_000)
        let labels = items.map { fixture.truth[$0.externalID] ?? "" }
        var (same, expected) = (0.0, 0.0)
        for (point, place) in map.places.enumerated() {
            let nearest = map.places.indices.filter { $0 != point }.min { first, second in
                square(map.places[first], place) < square(map.places[second], place)
            }
            same += labels[point] == labels[nearest ?? point] ? 1 : 0
            expected += Double(labels.count { $0 == labels[point] }) / Double(labels.count)
        }
        #expect(same > 1.5 * expected, "\(same) of \(labels.count), by chance \(expected)")
    }

    private func square(_ first: QueueMap.Place, _ second: QueueMap.Place) -> Int {
        let (x, y) = (Int(first.x) - Int(second.x), Int(first.y) - Int(second.y))
        return x * x + y * y
    }

    @Test("new items are placed on the map that is there; when a quarter is new it is drawn anew")
    func growth() async throws {
        let all = try EngineFixture.tickets()
        let fixture = try await EngineFixture(Array(all.prefix(200))) { $0.features = Self.lsa }
        let loops = loops(fixture)
        let browser = try await browser(fixture, loops)
        // It takes in what comes.
        let loop = try await loops.loop(named: "tickets")
        let running = Task { await loop.coordinator.run() }
        defer { running.cancel() }
        let first = try await final(browser)
        _ = try await fixture.add(Array(all[200..<230]))
        await loops.refresh()
        let second = try await grown(browser, to: 230)
        #expect(second.version == first.version && Array(second.places.prefix(200)) == first.places)
        #expect(second.places.count == 230)
        _ = try await fixture.add(Array(all[230..<300]))
        await loops.refresh()
        let third = try await grown(browser, to: 300)
        #expect(third.version != first.version && third.places.count == 300)
    }

    private func grown(_ browser: ItemBrowser, to count: Int) async throws -> QueueMap {
        for _ in 0..<12_000 {
            let reading = await browser.map(patience: .milliseconds(50))
            if let map = reading.map, map.isFinal, map.itemCount == count { return map }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw CancellationError()
    }

    @Test("a queue whose features only count words has no map, and says why")
    func countsOnly() async throws {
        let fixture = try await EngineFixture { $0.features = [Self.lsa[0]] }
        let browser = try await browser(fixture, loops(fixture))
        var reading = await browser.map(patience: .seconds(60))
        while reading.isComputing { reading = await browser.map(patience: .seconds(60)) }
        #expect(reading.map == nil && reading.obstacle == .noDenseFeatures)
    }

    @Test("a queue without items has no map, and says why")
    func noItems() async throws {
        let fixture = try await EngineFixture([]) { $0.features = Self.lsa }
        let browser = try await browser(fixture, loops(fixture))
        var reading = await browser.map(patience: .seconds(60))
        while reading.isComputing { reading = await browser.map(patience: .seconds(60)) }
        #expect(reading.map == nil && reading.obstacle == .noItems)
    }

    @Test("a frame lists the items in it, and one of another map is refused")
    func frames() async throws {
        let fixture = try await EngineFixture { $0.features = Self.lsa }
        let browser = try await browser(fixture, loops(fixture))
        let map = try await final(browser)
        let frame = MapFrame(version: map.version, xs: 0...32_767, ys: 0...65_535)
        let page = try await browser.page(ItemQuery(filter: ItemFilter(frame: frame), limit: 1_000))
        let wanted = map.places.count { $0.x <= 32_767 }
        #expect(page.rows.count == wanted && wanted > 0 && wanted < map.places.count)
        #expect(page.matchCount.value == wanted)
        let other = MapFrame(version: "000000000000", xs: 0...1, ys: 0...1)
        await #expect(throws: StoreError.self) {
            try await browser.page(ItemQuery(filter: ItemFilter(frame: other)))
        }
        await #expect(throws: StoreError.self) { try await browser.item(atPoint: 1_000_000, ofMap: map.version) }
    }

    @Test("a damaged map file is made again, and the check names it")
    func damage() async throws {
        let fixture = try await EngineFixture { $0.features = Self.lsa }
        let map = try await final(try await browser(fixture, loops(fixture)))
        let folder = fixture.mapFolder
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let file = folder.appending(path: try #require(files.first { $0.hasSuffix(".map") }))
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - 3] ^= 0x40
        try bytes.write(to: file)
        let check = DataFolderCheck(dataFolder: fixture.dataFolder, store: fixture.database)
        let findings = try await check.run(repairs: false)
        #expect(findings.contains { $0.code == "features-damaged" && $0.examples.contains { $0.hasSuffix(".map") } })
        let again = try await final(try await browser(fixture, loops(fixture)))
        #expect(again.version == map.version && again.places == map.places)
    }

    @Test(
        "a frame is read from text as it was written, and nothing else is one",
        arguments: [
            "", "a", "a-1-2-3", "a-1-2-3-4-5", "a-5-1-4-2", "a-0-0-65536-1", "a--1-2-3", "-1-2-3-4", "a-1-2-x-4",
        ]
    )
    func frameText(text: String) {
        #expect(MapFrame(text) == nil)
        let frame = MapFrame(version: "3fa94c01d2e7", xs: 12...800, ys: 0...65_535)
        #expect(MapFrame(frame.description) == frame)
    }
}

extension EngineFixture {
    fileprivate var mapFolder: URL { dataFolder.features.appending(path: "queue-\(queue.id)") }
}
