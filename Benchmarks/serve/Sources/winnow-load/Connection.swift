import Foundation
import Glibc

/// A connection over the loopback that asks one thing after another; blocks its thread.
final class Connection {
    struct Answer {
        let status: Int
        let body: Data
    }

    private let descriptor: Int32
    private let head: String
    private var received = Data()

    init(port: UInt16, token: String) throws {
        head = "Host: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure("cannot connect: \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    func post(_ path: String, _ body: String) throws -> Answer {
        try send("POST \(path) HTTP/1.1\r\n\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        return try receive()
    }

    private func send(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure("cannot send: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }

    private func receive() throws -> Answer {
        let end = Data("\r\n\r\n".utf8)
        var headEnd = received.range(of: end)
        while headEnd == nil {
            try receiveMore()
            headEnd = received.range(of: end)
        }
        guard let headEnd else { throw Failure("no answer") }
        let head = String(decoding: received[..<headEnd.lowerBound], as: UTF8.self)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure("this is no answer: \(head.prefix(80))")
        }
        let length =
            head.split(separator: "\r\n").compactMap { line -> Int? in
                let sides = line.split(separator: ":", maxSplits: 1)
                guard sides.count == 2, sides[0].lowercased() == "content-length" else { return nil }
                return Int(sides[1].trimmingCharacters(in: .whitespaces))
            }.first ?? 0
        while received.endIndex - headEnd.upperBound < length { try receiveMore() }
        let body = received[headEnd.upperBound..<headEnd.upperBound + length]
        received = Data(received[(headEnd.upperBound + length)...])
        return Answer(status: status, body: Data(body))
    }

    private func receiveMore() throws {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw Failure("the server closed the connection") }
        received.append(contentsOf: buffer[..<count])
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
