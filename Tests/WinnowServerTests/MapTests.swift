import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine

@testable import WinnowServer

@Suite struct MapTests {
    private static let texts = (0..<40).map { number in
        number.isMultiple(of: 2) ? "the invoice \(number) is wrong, money back" : "the cat \(number) sat on a warm mat"
    }

    /// Waits for the map.
    private func map(_ fixture: ServerFixture, as visitor: ServerFixture.Visitor) async throws -> MapReply {
        for _ in 0..<6_000 {
            let answer = try await fixture.send(.get, "/api/v1/queues/mails/map", as: visitor)
            #expect(answer.status == 200, "\(answer.body)")
            let reply = try answer.decoded(MapReply.self)
            if !reply.isComputing { return reply }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw CancellationError()
    }

    private func numbers<Number: FixedWidthInteger>(_ text: String?, _ type: Number.Type) throws -> [Number] {
        let given = try #require(text)
        let data = try #require(Data(base64Encoded: given))
        return data.withUnsafeBytes { Array($0.bindMemory(to: type)).map { Number(littleEndian: $0) } }
    }

    @Test("the map has a place, a label and an origin for each item, and each point says what item it is")
    func points() async throws {
        let fixture = try await ServerFixture(texts: Self.texts)
        let owner = try await fixture.browser("olga", .owner)
        try await fixture.answer(["cat", "dog"], by: "anna")
        let reply = try await map(fixture, as: owner)
        let map = try #require(reply.map)
        let points = try #require(map.points)
        let labels = try numbers(points.label, UInt16.self)
        #expect(map.isFinal && map.pointCount == 40 && map.itemCount == 40 && labels.count == 40)
        #expect(try numbers(points.x, UInt16.self).count == 40 && numbers(points.y, UInt16.self).count == 40)
        #expect(try numbers(points.origin, UInt8.self).allSatisfy { $0 < points.origins.count })
        #expect(labels.filter { $0 == 1 }.count == 1 && labels.filter { $0 == 2 }.count == 1)
        #expect(points.predicted == nil && points.uncertainty == nil && points.modelVersion == nil)
        for point in [0, 17, 39] {
            let path = "/api/v1/queues/mails/map/\(map.version)/points/\(point)"
            let item = try await fixture.send(.get, path, as: owner).decoded(MapPointReply.self)
            #expect(item.id == "item-\(point)" && item.text == Self.texts[point])
            #expect(item.page == "/queues/mails/items/item-\(point)")
        }
        let brief = try await fixture.send(.get, "/api/v1/queues/mails/map?points=false", as: owner)
        #expect(try brief.decoded(MapReply.self).map?.points == nil)
    }

    @Test(
        "points and frames of other maps are refused with the way out, whatever they are",
        arguments: [
            "map/000000000000/points/0", "map/VERSION/points/40", "map/VERSION/points/-1", "items?frame=x-0-0-9-9",
        ]
    )
    func refused(path: String) async throws {
        let fixture = try await ServerFixture(texts: Self.texts)
        let owner = try await fixture.browser("olga", .owner)
        let reply = try await map(fixture, as: owner)
        let version = try #require(reply.map?.version)
        let address = "/api/v1/queues/mails/\(path.replacing("VERSION", with: version))"
        let answer = try await fixture.send(.get, address, as: owner)
        #expect((400..<500).contains(answer.status))
        #expect(try answer.decoded(ProblemDocument.self).detail?.isEmpty == false)
    }

    @Test("somebody who may only label sees no map")
    func permission() async throws {
        let fixture = try await ServerFixture(texts: Self.texts)
        let anna = try await fixture.browser("anna", .annotator)
        #expect(try await fixture.send(.get, "/api/v1/queues/mails/map", as: anna).status == 403)
        #expect(try await fixture.send(.get, "/api/v1/queues/mails/map/x/points/0", as: anna).status == 403)
    }

    @Test("a frame on the map is a list of the items in it, on the page and for programs, with the way back")
    func frames() async throws {
        let fixture = try await ServerFixture(texts: Self.texts)
        let owner = try await fixture.browser("olga", .owner)
        let reply = try await map(fixture, as: owner)
        let map = try #require(reply.map)
        let xs = try numbers(map.points?.x, UInt16.self)
        let wanted = xs.indices.filter { xs[$0] <= 20_000 }.map { "item-\($0)" }
        let query = "frame=\(map.version)-0-0-20000-65535"
        let list = try await fixture.send(.get, "/api/v1/queues/mails/items?\(query)", as: owner)
        #expect(try list.decoded(ItemListReply.self).items.map(\.id) == wanted)
        let page = try await fixture.send(.get, "/queues/mails/items?\(query)", as: owner).body
        #expect(page.contains("Only items in the part of the map that was chosen"))
        #expect(page.contains("name=\"frame\" value=\"\(map.version)-0-0-20000-65535\""))
    }

    @Test("a list that is to be like an item has the most alike first, without itself, and filters hold too")
    func alike() async throws {
        let fixture = try await ServerFixture(texts: Self.texts)
        let owner = try await fixture.browser("olga", .owner)
        let path = "/api/v1/queues/mails/items?like=item-4"
        let reply = try await fixture.send(.get, path, as: owner).decoded(ItemListReply.self)
        let likeness = reply.items.compactMap(\.likeness)
        #expect(reply.items.count == 39 && likeness.count == 39 && !reply.items.contains { $0.id == "item-4" })
        #expect(likeness == likeness.sorted(by: >) && likeness.allSatisfy { abs($0) <= 1 })
        let even = reply.items.prefix(15).count { Int($0.id.dropFirst(5)).map { $0.isMultiple(of: 2) } ?? false }
        #expect(even == 15)
        // Pages follow each other.
        var (ids, next): ([String], String?) = ([], nil)
        repeat {
            let more = next.map { "&after=\($0)" } ?? ""
            let page = try await fixture.send(.get, "\(path)&limit=10\(more)", as: owner).decoded(ItemListReply.self)
            ids += page.items.map(\.id)
            next = page.next
        } while next != nil
        #expect(ids == reply.items.map(\.id))
        let side = try await fixture.send(.get, "\(path)&set=evaluation", as: owner).decoded(ItemListReply.self)
        #expect(side.items.allSatisfy(\.isEvaluation) && side.items.count < 39)
        let nobody = try await fixture.send(.get, "/api/v1/queues/mails/items?like=nobody", as: owner)
        #expect(nobody.status == 404)
        let shown = try await fixture.send(.get, "/queues/mails/items?like=item-4", as: owner).body
        #expect(shown.contains("most like item “item-4”") && shown.contains("% alike"))
        // The item's own page knows them too, now that features are there.
        let item = try await fixture.send(.get, "/queues/mails/items/item-4", as: owner).body
        #expect(item.contains("Similar items") && item.contains("% alike"))
    }
}
