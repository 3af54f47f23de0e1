private import Dispatch
private import Foundation
private import Glibc

/// A connection over the loopback, byte by byte: what no well-behaved client sends.
package final class RawConnection: Sendable {
    private let socket: Int32

    package init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(socket) }

    package func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }

    package func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What comes until a text was seen, the other end closes, or nothing came for some time.
    package func receive(until end: String? = nil, patience milliseconds: Int32 = 30_000) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [socket] in
                var text = ""
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while end.map({ !text.contains($0) }) ?? true {
                    var request = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
                    guard poll(&request, 1, milliseconds) > 0 else { break }
                    let count = recv(socket, &buffer, buffer.count, 0)
                    guard count > 0 else { break }
                    text += String(decoding: buffer[..<count], as: UTF8.self)
                }
                continuation.resume(returning: text)
            }
        }
    }
}
