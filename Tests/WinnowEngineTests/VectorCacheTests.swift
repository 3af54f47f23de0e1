import Foundation
import Testing
import WinnowEngine
import WinnowTestSupport

@Suite("Vectors that are kept")
struct VectorCacheTests {
    static func key(_ number: Int) -> VectorKey { VectorKey(of: "text \(number)") }
    static func row(_ number: Int) -> [UInt16] { [UInt16(number), UInt16(number) &* 7, 3] }

    static func read(_ cache: VectorCache, _ numbers: [Int]) throws -> [[UInt16]?] {
        var rows = [UInt16](repeating: 0, count: 3 * numbers.count)
        let isThere = try rows.withUnsafeMutableBufferPointer { try cache.read(numbers.map(key), into: $0) }
        return isThere.enumerated().map { place, isThere in isThere ? Array(rows[3 * place..<3 * place + 3]) : nil }
    }

    static func add(_ numbers: [Int], to cache: VectorCache) throws {
        try cache.append(numbers.map(key), numbers.flatMap(row))
    }

    @Test("what was added is read again, also by another process, and the rest is missing")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (
            try VectorCache(folder: folder.url, columnCount: 3), try VectorCache(folder: folder.url, columnCount: 3)
        )
        try Self.add(Array(0..<2000), to: first)
        #expect(try Self.read(second, [1999, 5000, 0]) == [Self.row(1999), nil, Self.row(0)])
        try Self.add([5000], to: second)
        #expect(try Self.read(first, [5000, 6000]) == [Self.row(5000), nil])
        #expect(first.count == 2001)
    }

    @Test("the same key is kept once, whoever adds it")
    func duplicates() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (
            try VectorCache(folder: folder.url, columnCount: 3), try VectorCache(folder: folder.url, columnCount: 3)
        )
        try Self.add([1, 2], to: first)
        try Self.add([2, 3], to: second)
        try Self.add([1, 2, 3], to: first)
        #expect(try VectorCache(folder: folder.url, columnCount: 3).count == 3)
    }

    @Test("a write that was cut anywhere leaves what was there, and the next write mends it", arguments: 0..<24)
    func cut(at seed: Int) throws {
        let folder = try TemporaryFolder()
        try Self.add(Array(0..<10), to: try VectorCache(folder: folder.url, columnCount: 3))
        for (file, most) in [("keys", 24 * 2), ("vectors", 6 * 2)] {
            let url = folder.url.appending(path: file)
            let data = try Data(contentsOf: url)
            try data.prefix(data.count - (seed * 5) % most).write(to: url)
        }
        let cache = try VectorCache(folder: folder.url, columnCount: 3)
        #expect(cache.count >= 8)
        #expect(try Self.read(cache, [0, 7]) == [Self.row(0), Self.row(7)])
        try Self.add(Array(0..<12), to: cache)
        let again = try VectorCache(folder: folder.url, columnCount: 3)
        #expect(try Self.read(again, Array(0..<12)) == (0..<12).map(Self.row))
    }

    @Test("a row that the disk changed counts as missing, and is made again")
    func damaged() throws {
        let folder = try TemporaryFolder()
        try Self.add(Array(0..<10), to: try VectorCache(folder: folder.url, columnCount: 3))
        let url = folder.url.appending(path: "vectors")
        var data = try Data(contentsOf: url)
        data[6 * 4 + 1] ^= 0x10
        try data.write(to: url)
        let cache = try VectorCache(folder: folder.url, columnCount: 3)
        #expect(try Self.read(cache, [3, 4, 5]) == [Self.row(3), nil, Self.row(5)])
        #expect(try cache.contains([Self.key(4)]) == [false])
        try Self.add([4], to: cache)
        #expect(try Self.read(cache, [4]) == [Self.row(4)])
        #expect(try Self.read(try VectorCache(folder: folder.url, columnCount: 3), [4]) == [Self.row(4)])
    }

    @Test("files that are something else are written over", arguments: ["keys", "vectors"])
    func strange(file: String) throws {
        let folder = try TemporaryFolder()
        try Data(repeating: 0x41, count: 1000).write(to: folder.url.appending(path: file))
        let cache = try VectorCache(folder: folder.url, columnCount: 3)
        #expect(try Self.read(cache, [1]) == [nil])
        try Self.add([1], to: cache)
        #expect(try Self.read(try VectorCache(folder: folder.url, columnCount: 3), [1]) == [Self.row(1)])
    }

    @Test("writers at the same time lose nothing")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                let url = folder.url
                group.addTask {
                    let cache = try VectorCache(folder: url, columnCount: 3)
                    for number in 0..<50 { try Self.add([writer * 40 + number], to: cache) }
                }
            }
            try await group.waitForAll()
        }
        let cache = try VectorCache(folder: folder.url, columnCount: 3)
        #expect(try Self.read(cache, Array(0..<170)) == (0..<170).map(Self.row))
        #expect(cache.count == 170)
    }
}
