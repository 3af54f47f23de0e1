import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import Testing
import WinnowDomain
import WinnowTestServers

@testable import WinnowClient

@Suite(.timeLimit(.minutes(10))) struct StreamTests {
    private struct Received: Codable, Sendable {
        let bytes: Int
        let sum: Int
    }

    private static let piece = Data((0..<50_000).map { UInt8($0 % 251) })

    @Test("everything that is sent arrives, in order, however long it is")
    func upload() async throws {
        let server = StubServer { request, _ in
            var (count, sum) = (0, 0)
            for try await buffer in request.body {
                for byte in buffer.readableBytesView {
                    count += 1
                    sum = (sum &* 31 &+ Int(byte)) % 1_000_003
                }
            }
            #expect(request.headers[.contentType] == "application/x-ndjson")
            return LocalServer.json(#"{"bytes":\#(count),"sum":\#(sum)}"#)
        }
        let pieces = 60
        var sum = 0
        for _ in 0..<pieces { for byte in Self.piece { sum = (sum &* 31 &+ Int(byte)) % 1_000_003 } }
        let expected = sum
        try await server.run { client in
            let received: Received = try await client.upload(["items"]) { send in
                for _ in 0..<pieces { guard await send(Self.piece) else { return } }
            }
            #expect(received.bytes == pieces * Self.piece.count)
            #expect(received.sum == expected)
        }
    }

    @Test("a body without anything is a body")
    func emptyUpload() async throws {
        let server = StubServer { request, _ in
            let body = try await request.body.collect(upTo: 10)
            return LocalServer.json(#"{"bytes":\#(body.readableBytes),"sum":0}"#)
        }
        try await server.run { client in
            let received: Received = try await client.upload(["items"]) { _ in }
            #expect(received.bytes == 0)
        }
    }

    @Test("a server that wants no more ends the sending, and its reason is told")
    func refusedUpload() async throws {
        let server = StubServer { _, _ in
            LocalServer.json(
                #"{"code":"forbidden","detail":"not for you"}"#,
                .forbidden,
                type: "application/problem+json"
            )
        }
        try await server.run { client in
            await #expect(throws: ClientError.problem(.forbidden, detail: "not for you")) {
                let _: Received = try await client.upload(["items"]) { send in
                    while await send(Self.piece) {}
                }
            }
        }
    }

    private struct Broken: Error {}

    @Test("a body that breaks off is not taken for a whole one, and its reason is told")
    func brokenUpload() async throws {
        let ends = Mutex<[Bool]>([])
        let (begun, onBegun) = AsyncStream.makeStream(of: Void.self)
        let (ended, onEnded) = AsyncStream.makeStream(of: Void.self)
        let server = StubServer { request, _ in
            defer { onEnded.yield() }
            do {
                for try await _ in request.body { onBegun.yield() }
                ends.withLock { $0.append(true) }
            } catch {
                ends.withLock { $0.append(false) }
                throw error
            }
            return LocalServer.json(#"{"bytes":0,"sum":0}"#)
        }
        try await server.run { client in
            await #expect(throws: Broken.self) {
                let _: Received = try await client.upload(["items"]) { send in
                    _ = await send(Self.piece)
                    // Not before it is on its way: the server would never hear of it.
                    var first = begun.makeAsyncIterator()
                    _ = await first.next()
                    throw Broken()
                }
            }
            var end = ended.makeAsyncIterator()
            _ = await end.next()
        }
        #expect(ends.withLock(\.self) == [false])
    }

    @Test("as long as the sink is at work the server waits: no more is fetched than a few pieces")
    func backPressure() async throws {
        let written = Atomic(0)
        let server = StubServer { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/x-ndjson"],
                body: ResponseBody { writer in
                    for _ in 0..<1_000 {
                        try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                        written.add(65_536, ordering: .relaxed)
                    }
                    try await writer.finish(nil)
                }
            )
        }
        try await server.run { client in
            let taken = Atomic(0)
            let widest = Mutex(0)
            _ = try await client.download(["export"]) { data in
                // Far slower than the socket.
                for _ in 0..<200 { await Task.yield() }
                let sum = taken.add(data.count, ordering: .relaxed).newValue
                let ahead = written.load(ordering: .relaxed) - sum
                widest.withLock { $0 = max($0, ahead) }
            }
            #expect(taken.load(ordering: .relaxed) == 65_536_000)
            // What the kernel's socket buffers and the pieces on their way hold, and far from all of it: how much the kernel
            // takes changes from one run to the next.
            #expect(widest.withLock(\.self) < 48_000_000)
        }
    }

    @Test("a sink that fails ends the transfer with its own reason")
    func brokenSink() async throws {
        let server = StubServer { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    // Without an end, but slowly: should nobody stop it, it fills no memory.
                    while true {
                        try await writer.write(ByteBuffer(repeating: 0x61, count: 4_096))
                        try await Task.sleep(for: .milliseconds(2))
                    }
                }
            )
        }
        try await server.run { client in
            await #expect(throws: Broken.self) { _ = try await client.download(["export"]) { _ in throw Broken() } }
        }
    }

    @Test("an answer whose end is missing is not taken for a whole one")
    func cutDownload() async throws {
        struct Cut: Error {}
        let server = StubServer { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "half"))
                    throw Cut()
                }
            )
        }
        try await server.run { client in
            let error = await #expect(throws: ClientError.self) { _ = try await client.download(["export"]) { _ in } }
            #expect(error?.code == .unreachable)
        }
    }
}
