import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization
import Testing
import WinnowEncoders
import WinnowTestSupport

@Suite("Downloads")
struct FileDownloadTests {
    static let content = Array((0..<5000).map { UInt8(truncatingIfNeeded: $0 * 7) })

    /// A server with one file, and how it answers.
    final class FileServer: Sendable {
        struct Manner: Sendable {
            var content = FileDownloadTests.content
            var mark = "\"one\""
            /// Instead of the file.
            var failure: HTTPResponse.Status?
            /// Bytes after which the connection ends; nil sends all.
            var breaksAfter: Int?
        }

        private let manner = Mutex(Manner())
        private let seen = Mutex<[String?]>([])

        func behave(_ change: (inout Manner) -> Void) { manner.withLock { change(&$0) } }

        /// The ranges that were asked for.
        var ranges: [String?] { seen.withLock { $0 } }

        private func answer(_ request: Request) -> Response {
            let manner = manner.withLock { $0 }
            let range = request.headers[.range]
            seen.withLock { $0.append(range) }
            if let failure = manner.failure {
                return Response(
                    status: failure,
                    body: ResponseBody(byteBuffer: ByteBuffer(string: "<html>sorry</html>"))
                )
            }
            var headers: HTTPFields = [.eTag: manner.mark]
            var (start, status) = (0, HTTPResponse.Status.ok)
            if let range, request.headers[.ifRange] == manner.mark, let first = Int(range.dropFirst(6).dropLast()) {
                guard first < manner.content.count else {
                    headers[.contentRange] = "bytes */\(manner.content.count)"
                    let body = ByteBuffer(string: "nothing there")
                    return Response(
                        status: .rangeNotSatisfiable,
                        headers: headers,
                        body: ResponseBody(byteBuffer: body)
                    )
                }
                (start, status) = (first, .partialContent)
                headers[.contentRange] = "bytes \(first)-\(manner.content.count - 1)/\(manner.content.count)"
            }
            let rest = manner.content[start...]
            guard let limit = manner.breaksAfter else {
                return Response(
                    status: status,
                    headers: headers,
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: rest))
                )
            }
            let part = ByteBuffer(bytes: rest.prefix(limit))
            let body = ResponseBody(contentLength: rest.count) { writer in
                try await writer.write(part)
                throw CancellationError()
            }
            return Response(status: status, headers: headers, body: body)
        }

        func run(_ body: (URL) async throws -> Void) async throws {
            let (ports, onListening) = AsyncStream.makeStream(of: Int.self)
            let router = Router()
            router.get("file") { [self] request, _ in answer(request) }
            var logger = Logger(label: "files")
            logger.logLevel = .critical
            let application = Application(
                router: router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { channel in onListening.yield(channel.localAddress?.port ?? 0) },
                logger: logger
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                var iterator = ports.makeAsyncIterator()
                let port = await iterator.next() ?? 0
                defer { group.cancelAll() }
                try await body(try #require(URL(string: "http://127.0.0.1:\(port)/file")))
            }
        }
    }

    private func download(_ url: URL, to file: URL) async throws {
        try await FileDownload(url, to: file).run { _, _ in }
    }

    private func bytes(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }

    @Test("a download that broke off goes on where it was")
    func resumed() async throws {
        let (server, folder) = (FileServer(), try TemporaryFolder())
        let file = folder.url.appending(path: "weights")
        try await server.run { url in
            server.behave { $0.breaksAfter = 2000 }
            await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            server.behave { $0.breaksAfter = nil }
            try await download(url, to: file)
        }
        #expect(try bytes(file) == Self.content)
        let second = server.ranges.count == 2 ? server.ranges[1] : nil
        #expect(second != nil && second != "bytes=0-", "\(server.ranges)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["weights"])
    }

    @Test("a file that was changed meanwhile is fetched whole, and so is another one of the same name")
    func changed() async throws {
        let (server, folder) = (FileServer(), try TemporaryFolder())
        let file = folder.url.appending(path: "weights")
        let other = Self.content.reversed().map { $0 ^ 1 }
        try await server.run { url in
            server.behave { $0.breaksAfter = 2000 }
            await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            server.behave { ($0.breaksAfter, $0.content, $0.mark) = (nil, other, "\"two\"") }
            try await download(url, to: file)
            #expect(try bytes(file) == other)
            try FileManager.default.removeItem(at: file)
            server.behave { $0.breaksAfter = 2000 }
            await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            server.behave { $0.breaksAfter = nil }
            let elsewhere = try #require(URL(string: url.absoluteString + "?mirror"))
            try await download(elsewhere, to: file)
        }
        #expect(try bytes(file) == other && server.ranges.last == .some(nil))
    }

    @Test("the page of an error is no part of a file, at the beginning or behind what was there")
    func errors() async throws {
        let (server, folder) = (FileServer(), try TemporaryFolder())
        let file = folder.url.appending(path: "weights")
        try await server.run { url in
            server.behave { $0.failure = .serviceUnavailable }
            var error = await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            #expect(error == .status(503))
            server.behave { ($0.failure, $0.breaksAfter) = (nil, 2000) }
            await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            server.behave { $0.failure = .forbidden }
            error = await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            #expect(error == .status(403))
            server.behave { ($0.failure, $0.breaksAfter) = (nil, nil) }
            try await download(url, to: file)
        }
        #expect(try bytes(file) == Self.content)
    }

    @Test("a part that is longer than the file is none of it")
    func longer() async throws {
        let (server, folder) = (FileServer(), try TemporaryFolder())
        let file = folder.url.appending(path: "weights")
        try await server.run { url in
            server.behave { $0.breaksAfter = 2000 }
            await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            let part = file.appendingPathExtension("part")
            try Data([UInt8](repeating: 9, count: 6000)).write(to: part)
            server.behave { $0.breaksAfter = nil }
            await #expect(throws: DownloadError.self) { try await download(url, to: file) }
            try await download(url, to: file)
        }
        #expect(try bytes(file) == Self.content)
    }
}
