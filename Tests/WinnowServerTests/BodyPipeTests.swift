import Foundation
import Hummingbird
import NIOCore
import Synchronization
import Testing
import WinnowDomain
import WinnowEngine
import WinnowExchange
import WinnowTestSupport

@testable import WinnowServer

@Suite struct BodyPipeTests {
    /// A body of pieces that are made when they are asked for, counted.
    private func body(_ pieces: [[UInt8]], counting count: CountBox) -> RequestBody {
        let source = AsyncStream<ByteBuffer> {
            count.next().flatMap { $0 < pieces.count ? ByteBuffer(bytes: pieces[$0]) : nil }
        }
        return RequestBody(asyncSequence: source)
    }

    private final class CountBox: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func next() -> Int? {
            value.withLock { value in
                value += 1
                return value - 1
            }
        }
    }

    private func readAll(_ pipe: BodyPipe, portion: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: portion, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try pipe.read(into: buffer), count > 0 { bytes += buffer.prefix(count) }
        return bytes
    }

    @Test("what comes out is what went in, whatever the sizes of the pieces", arguments: 0..<20)
    func bytes(seed: Int) async throws {
        var generator = SplitMix(state: UInt64(seed))
        let pieces = (0..<200).map { _ in
            (0..<Int.random(in: 0...9_000, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        let portion = Int.random(in: 16...20_000, using: &generator)
        let pipe = BodyPipe(name: "test")
        let body = body(pieces, counting: CountBox())
        async let carried: Void = pipe.carry(body, byteCount: nil)
        let executor = TrainingExecutor(purpose: "test")
        let read = try await executor.perform { try readAll(pipe, portion: portion) }
        await carried
        #expect(read == pieces.flatMap(\.self))
    }

    @Test("while nobody reads, about a megabyte is taken and no more")
    func backPressure() async throws {
        let count = CountBox()
        let pipe = BodyPipe(name: "test")
        let pieces = [[UInt8]](repeating: [UInt8](repeating: 7, count: 64 * 1_024), count: 1_000)
        let body = body(pieces, counting: count)
        async let carried: Void = pipe.carry(body, byteCount: nil)
        while count.count < 16 { await Task.yield() }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(count.count == 16)
        pipe.close()
        await carried
        #expect(count.count == 16)
    }

    @Test("a body that is shorter than it said ends in an error, behind what came")
    func brokenOff() async throws {
        let pipe = BodyPipe(name: "test")
        await pipe.carry(body([[1, 2, 3]], counting: CountBox()), byteCount: 4)
        let executor = TrainingExecutor(purpose: "test")
        let error = await #expect(throws: ExchangeError.self) {
            try await executor.perform { try readAll(pipe, portion: 16) }
        }
        #expect("\(try #require(error))".contains("broke off"))
    }

    @Test("a reader that is cancelled while nothing comes ends")
    func cancelled() async throws {
        let pipe = BodyPipe(name: "test")
        let executor = TrainingExecutor(purpose: "test")
        let reading = Task { try await executor.perform { try readAll(pipe, portion: 16) } }
        reading.cancel()
        await #expect(throws: (any Error).self) { try await reading.value }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
