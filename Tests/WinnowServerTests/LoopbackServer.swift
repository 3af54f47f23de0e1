import Foundation
import Hummingbird
import Logging
import WinnowEngine

@testable import WinnowServer

extension ServerFixture {
    /// Serves on a real socket of this machine while the body works.
    func serving<Result: Sendable>(
        _ body: @escaping @Sendable (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let (ports, port) = AsyncStream<Int>.makeStream()
        // One that keeps the id of a request, as the server does.
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        let application = server.application(logger) { port.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService(gracefulShutdownSignals: []) }
            defer { group.cancelAll() }
            guard let number = await ports.first(where: { _ in true }) else { throw CancellationError() }
            return try await body(LoopbackServer(port: number))
        }
    }
}

/// A server on a socket, spoken to byte by byte: what no polite client does can be done.
struct LoopbackServer: Sendable {
    let port: Int

    /// A connection; what waits, waits on a thread of its own and not on one that the server needs.
    final class Connection: Sendable {
        /// In ms, against hanging only: beside all other suites two threads do everything, and a minute goes by.
        static let patience: Int32 = 300_000

        private let descriptor: Int32
        private let thread = TrainingExecutor(purpose: "socket")

        init(port: Int) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var patience = timeval(tv_sec: Int(Self.patience) / 1_000, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        }

        deinit { close(descriptor) }

        func send(_ text: String) async throws {
            try await thread.perform { try self.sendNow(text) }
        }

        private func sendNow(_ text: String) throws {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
                rest = rest.dropFirst(count)
            }
        }

        func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

        /// What comes until a text was seen, the other side closes, or nothing came for some time.
        func receive(until end: String? = nil, patience milliseconds: Int32 = patience) async throws -> String {
            try await thread.perform { self.receiveNow(until: end, milliseconds) }
        }

        /// All that comes until the other side closes.
        ///
        /// - Throws: `StillOpen` when it does not.
        func receiveToEnd(patience milliseconds: Int32 = patience) async throws -> String {
            try await thread.perform {
                let text = self.receiveNow(until: nil, milliseconds)
                var request = pollfd(fd: self.descriptor, events: Int16(POLLIN), revents: 0)
                var byte: UInt8 = 0
                guard poll(&request, 1, 0) > 0, recv(self.descriptor, &byte, 1, 0) <= 0 else {
                    throw StillOpen(text: text)
                }
                return text
            }
        }

        struct StillOpen: Error { let text: String }

        private func receiveNow(until end: String?, _ milliseconds: Int32) -> String {
            var text = ""
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while end.map({ !text.contains($0) }) ?? true {
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&request, 1, milliseconds) > 0 else { break }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                text += String(decoding: buffer[..<count], as: UTF8.self)
            }
            return text
        }

        /// All that comes until the other side closes, or until some bytes come that end with a character.
        func read(until end: Character? = nil) async throws -> String {
            try await thread.perform { self.readNow(until: end) }
        }

        private func readNow(until end: Character?) -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
                bytes += buffer[..<count]
                if let end, bytes.last == end.asciiValue { break }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    func connect() throws -> Connection { try Connection(port: port) }
}
