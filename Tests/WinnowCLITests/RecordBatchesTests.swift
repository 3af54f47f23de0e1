import ArgumentParser
import Foundation
import Testing
import WinnowDomain
import WinnowTestSupport

@testable import WinnowCLI

/// How `winnow predict` reads ahead.
@Suite struct RecordBatchesTests {
    private static func batches(_ lines: [String]) async throws -> [RecordBatches.Batch] {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = folder.path("records.jsonl")
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let options = try RecordOptions.parse([])
        let records = try RecordOptions.stream(of: [path], options.wishes, try QueueDefinition.sample())
        let reader = RecordBatches(records)
        var all: [RecordBatches.Batch] = []
        while let batch = try await reader.next() { all.append(batch) }
        #expect(try await reader.next() == nil)
        return all
    }

    @Test("records come in their order, some thousands at a time, with the bad ones of their place")
    func order() async throws {
        let lines = (0..<5_000).map { $0 % 1_000 == 999 ? "{" : "{\"id\": \"\($0)\", \"text\": \"word \($0)\"}" }
        let batches = try await Self.batches(lines)
        #expect(batches.count > 1 && batches.allSatisfy { $0.texts.count <= 2_000 })
        let ids = batches.flatMap { $0.texts.map(\.id) }
        #expect(ids == (0..<5_000).filter { $0 % 1_000 != 999 }.map { "\($0)" })
        #expect(batches.flatMap { $0.rejected.map(\.place.line) } == [1_000, 2_000, 3_000, 4_000, 5_000])
        #expect(batches.last?.fraction == 1)
    }

    @Test("long texts make a batch full before there are many, so that memory does not grow with them")
    func longTexts() async throws {
        let text = String(repeating: "word ", count: 100_000)
        let batches = try await Self.batches((0..<40).map { "{\"id\": \"\($0)\", \"text\": \"\(text)\"}" })
        #expect(batches.allSatisfy { $0.texts.count <= 10 })
        #expect(batches.reduce(0) { $0 + $1.texts.count } == 40)
    }
}
